import type { Operation } from '../api/model.ts';
import { requestExamples } from '../example/request.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { fieldBytes } from '../http/field-text.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Schemas } from '../schema/schemas.ts';

const timeout = 10_000;

/** The first request that the contract shows, or a generated one. */
export function requestOf(called: Operation, schemas: Schemas): HttpRequest | undefined {
  // The URL is no path of the API, and we must not invent its credentials.
  return requestExamples({ ...called, path: '', security: [] }, schemas)[0]?.request;
}

/** Whether the mock may send to a host: this machine, and named hosts. */
export function isAllowed(
  hostname: string,
  allowed: boolean | readonly string[],
  hosts: readonly string[] = [],
): boolean {
  if (isLoopback(hostname) || hosts.includes(hostname)) return true;
  return typeof allowed === 'object' && allowed.includes(hostname);
}

/** A request to a URL, which may already have a query; `fields` come before the request's own. */
export function outgoingMessage(
  url: URL,
  request: HttpRequest,
  fields: Readonly<Record<string, string>> = {},
): HttpRequest {
  const { method, body } = request;
  const headers = { ...headersOf(request), ...fields };
  return { method, target: withQuery(url, request).href, headers, body };
}

/** Sends it. */
export function sendTo(message: HttpRequest): Promise<Response> {
  const { method, target, body } = message;
  return fetch(target, {
    method,
    headers: headersOf(message),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
    // A redirect could lead to a forbidden host.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
}

function withQuery(url: URL, { target }: HttpRequest): URL {
  if (!target.startsWith('?')) return url;
  const joined = new URL(url);
  joined.search = url.search === '' ? target : `${url.search}&${target.slice(1)}`;
  return joined;
}

/** Fields as Fetch takes them. */
function headersOf({ headers }: HttpRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, fieldBytes([value].flat().join(', '))]],
    ),
  );
}
