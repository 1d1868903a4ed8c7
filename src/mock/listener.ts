import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type HttpHeaders, type HttpRequest, type HttpResponse, noBody } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { plainProblem } from './problems.ts';
import { receive } from './receive.ts';

/** What stands behind the listener. */
export interface Handler {
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Adds what every answer has to one that the listener gives itself. */
  finish(request: HttpRequest, response: HttpResponse): HttpResponse;
}

/** Makes a listener for a server of Node's own: bytes to a request, an answer to bytes. */
export function createListener(handler: Handler, bodyLimit: number): RequestListener {
  return (incoming, outgoing) => {
    // A client that goes away is nobody's trouble.
    outgoing.on('error', () => {});
    void serve(handler, incoming, outgoing, bodyLimit).catch(() => outgoing.destroy());
  };
}

async function serve(
  handler: Handler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  bodyLimit: number,
): Promise<void> {
  const body = await receive(incoming, outgoing, bodyLimit);
  if (body.kind === 'gone') return;
  if (body.kind === 'too-large') {
    const detail = `the content is larger than ${bodyLimit} bytes, which is the most that is taken`;
    const response = problemResponse(plainProblem(413, 'Content Too Large', detail));
    // The rest is read and thrown away: a client that is still sending would miss the answer.
    const finished = handler.finish(requestOf(incoming, noBody), response);
    write({ ...finished, headers: { ...finished.headers, connection: 'close' } }, outgoing);
    incoming.resume();
    return;
  }
  write(await handler.handle(requestOf(incoming, body.bytes)), outgoing);
}

function requestOf(incoming: IncomingMessage, body: Uint8Array): HttpRequest {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index]!.toLowerCase();
    const value = incoming.rawHeaders[index + 1]!;
    const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
    const all = known === undefined ? value : [known, value].flat();
    // Defined, so that a field of this name is one like any other.
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

/** Proxies are sent whole URLs (RFC 9112 section 3.2.2), and servers must accept them. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const match = /^https?:\/\/[^/?#]*([^#]*)/i.exec(target);
  if (match === null) return target;
  const rest = match[1]!;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function write(response: HttpResponse, outgoing: ServerResponse): void {
  const { status, body } = response;
  try {
    outgoing.writeHead(status, fieldsOf(response.headers, body, status));
  } catch (error) {
    // A described field may have a value that HTTP cannot carry.
    const detail = `the answer cannot be sent: ${error instanceof Error ? error.message : error}`;
    write(problemResponse(plainProblem(500, 'Internal Server Error', detail)), outgoing);
    return;
  }
  outgoing.end(body);
}

function fieldsOf(
  headers: HttpHeaders,
  body: Uint8Array,
  status: number,
): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    fields[name] = typeof value === 'string' ? asBytes(value) : value.map(asBytes);
  }
  if (status !== 204 && status !== 304) fields['content-length'] ??= String(body.length);
  return fields;
}

/** Field values are bytes; text beyond ASCII goes out as UTF-8. */
function asBytes(text: string): string {
  if (isAscii.test(text)) return text;
  return Buffer.from(text, 'utf8').toString('latin1');
}

const isAscii = /^[\t -~]*$/;
