import type { CallInfo, Middleware, Send } from './middleware.ts';
import type { ClientOptions } from './options.ts';

/**
 * Sends requests through the middleware of a client, and inside it through that of one call. `init`
 * are the platform's own options of the call.
 */
export function senderOf(
  { middleware = [], fetch = globalThis.fetch }: ClientOptions,
  ofCall: readonly Middleware[],
  call: CallInfo,
  init: object,
): Send {
  // A `Request` does not keep Next.js' `next` or Bun's `proxy`, and its clone loses Node's
  // `dispatcher`.
  const own = Object.entries(init).filter(([name]) => !(name in Request.prototype));
  const last: Send = (request) => {
    if (own.length === 0) return fetch(request);
    const options = Object.fromEntries(own);
    return fetch(Object.assign(request, options), options);
  };
  return [...middleware, ...ofCall].reduceRight<Send>(
    (next, step) => (request) => step(request, next, call),
    last,
  );
}
