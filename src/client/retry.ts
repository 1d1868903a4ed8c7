import { retryAfter } from '../http/retry-after.ts';
import type { Middleware } from './middleware.ts';

export interface RetryOptions {
  /** The maximum in milliseconds before the second attempt; it doubles with each attempt. */
  readonly delay?: number;
  /** The longest wait in milliseconds. An answer that asks for more is returned at once. */
  readonly maximumDelay?: number;
  /** Whether to retry a call; by default only idempotent methods (RFC 9110 section 9.2.2). */
  readonly methods?: readonly string[];
}

/** Statuses that may change on retry (RFC 9110 section 15, RFC 6585, RFC 8470). */
const passing = [408, 425, 429, 500, 502, 503, 504];

const idempotent = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'];

/**
 * Sends a request again, up to a number of times, if it fails or if the status suggests it. It
 * waits for the time of Retry-After (RFC 9110 section 10.2.3), otherwise for a random part of a
 * doubling delay. A body that is a stream is sent once.
 *
 * @example
 * ```ts
 * createKaitenClient({ middleware: [retry(2)] });
 * ```
 */
export function retry(times: number, options: RetryOptions = {}): Middleware {
  const { delay = 500, maximumDelay = 30_000, methods = idempotent } = options;
  return async (request, next, { method, isStream }) => {
    const attempts = isStream || !methods.includes(method) ? 0 : times;
    for (let number = 0; number < attempts; number += 1) {
      let wait = Math.random() * Math.min(maximumDelay, delay * 2 ** number);
      try {
        const response = await next(request.clone());
        if (!passing.includes(response.status)) return response;
        wait = retryAfter(response.headers.get('retry-after')) ?? wait;
        if (wait > maximumDelay) return response;
        // The connection is free again. If a clone is kept, this waits for it.
        response.body?.cancel().catch(() => undefined);
      } catch (error) {
        if (request.signal.aborted) throw error;
      }
      await pause(wait, request.signal);
    }
    return next(request);
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
