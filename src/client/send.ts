import type { CallInfo, Middleware, Send } from './middleware.ts';
import type { ClientOptions } from './options.ts';

/** Sends requests through the middleware of a client, and through that of one call inside it. */
export function senderOf(
  { middleware = [], fetch = (request) => globalThis.fetch(request) }: ClientOptions,
  ofCall: readonly Middleware[],
  call: CallInfo,
): Send {
  return [...middleware, ...ofCall].reduceRight<Send>(
    (next, step) => (request) => step(request, next, call),
    fetch,
  );
}
