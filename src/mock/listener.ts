import type { IncomingMessage, RequestListener } from 'node:http';
import { emptyBody, type HttpRequest, type HttpResponse } from '../http/exchange.ts';
import { fieldText } from '../http/field-text.ts';
import type { ProblemDetails } from '../http/problem-details.ts';
import type { Connection } from './admin-access.ts';
import { createEncodeAnswer } from './encode-answer.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import { plainProblem } from './problems.ts';
import { type Body, receive } from './receive.ts';
import { createSend } from './send.ts';

/** Handles the listener's requests, and refuses those whose content was not read. */
export type Handle = (
  request: HttpRequest,
  refusal?: ProblemDetails,
  connection?: Connection,
) => MaybePromise<HttpResponse>;

/** Makes a listener for Node's own servers: bytes to a request, an answer to bytes. */
export function createListener(handle: Handle, bodyLimit: number): RequestListener {
  const send = createSend();
  const encode = createEncodeAnswer();

  return (incoming, outgoing) => {
    // A client that disconnects is no error.
    outgoing.on('error', () => {});
    receive(incoming, outgoing, bodyLimit, (body) => {
      if (body.kind === 'gone') return;
      try {
        const sent = andThen(answer(incoming, body), (response) => send(response, outgoing));
        if (sent instanceof Promise) sent.catch(() => outgoing.destroy());
      } catch {
        outgoing.destroy();
      }
    });
  };

  function answer(
    incoming: IncomingMessage,
    body: Exclude<Body, { kind: 'gone' }>,
  ): MaybePromise<HttpResponse> {
    if (body.kind === 'read') {
      const request = requestOf(incoming, body.bytes);
      const handled = handle(request, undefined, incoming.socket);
      return handled instanceof Promise
        ? handled.then((response) => encode(request, response))
        : encode(request, handled);
    }
    // Reads and drops the rest, because a client that is still sending would miss the answer.
    incoming.resume();
    const detail = `the content is larger than ${bodyLimit} bytes, which is the most that is taken`;
    return handle(requestOf(incoming, emptyBody), plainProblem(413, 'Content Too Large', detail));
  }
}

function requestOf(incoming: IncomingMessage, body: Uint8Array): HttpRequest {
  const headers: Record<string, string | string[]> = {};
  const { rawHeaders } = incoming;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase();
    const value = fieldText(rawHeaders[index + 1]!);
    const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
    const all = known === undefined ? value : [known, value].flat();
    // Defined, not assigned, so that a field named `__proto__` is an ordinary one.
    if (name === '__proto__') define(headers, name, all);
    else headers[name] = all;
  }
  const { method = 'GET', url = '/' } = incoming;
  return { method, target: originForm(url), headers, body };
}

function define(
  headers: Record<string, string | string[]>,
  name: string,
  value: string | string[],
) {
  const plain = { enumerable: true, configurable: true, writable: true };
  Object.defineProperty(headers, name, { value, ...plain });
}

/** Clients of proxies send whole URLs (RFC 9112 section 3.2.2), and servers must accept them. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const match = /^https?:\/\/[^/?#]*([^#]*)/i.exec(target);
  if (match === null) return target;
  const rest = match[1]!;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
