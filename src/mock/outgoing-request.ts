import type { Operation } from '../api/model.ts';
import { requestExamples } from '../example/request.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Schemas } from '../schema/schemas.ts';

const timeout = 10_000;

/** The first request that the contract shows, or a generated one. */
export function requestOf(called: Operation, schemas: Schemas): HttpRequest | undefined {
  // The URL is no path of the API, and we must not invent its credentials.
  return requestExamples({ ...called, path: '', security: [] }, schemas)[0]?.request;
}

/** Whether the mock may send to a host: this machine, and named hosts. */
export function isAllowed(hostname: string, allowed: boolean | readonly string[]): boolean {
  return isLoopback(hostname) || (typeof allowed === 'object' && allowed.includes(hostname));
}

/**
 * Sends a request to a URL, which may have its own query; adds `fields` to the request's fields.
 */
export function sendTo(
  url: URL,
  request: HttpRequest,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { method, body } = request;
  return fetch(withQuery(url, request), {
    method,
    headers: { ...headersOf(request), ...fields },
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
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}

/** Why a request was not answered. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
