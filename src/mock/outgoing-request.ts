import type { Operation } from '../api/model.ts';
import { requestExamples } from '../example/request.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Schemas } from '../schema/schemas.ts';

const timeout = 10_000;

/** The first request that the contract shows, or one that was made up. */
export function requestOf(called: Operation, schemas: Schemas): HttpRequest | undefined {
  // The URL is not a path of the API, and its credentials are not ours to make up.
  return requestExamples({ ...called, path: '', security: [] }, schemas)[0]?.request;
}

/** Whether what the mock sends may go to a host: this machine, and those that were named. */
export function isAllowed(hostname: string, allowed: boolean | readonly string[]): boolean {
  return isLoopback(hostname) || (typeof allowed === 'object' && allowed.includes(hostname));
}

/** Sends a request to a URL, which may have a query of its own; `fields` are added to its own. */
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
    // A redirect could lead to where requests are not allowed.
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
