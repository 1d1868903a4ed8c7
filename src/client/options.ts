import type { Credentials } from './credentials.ts';
import type { Fetch, Middleware } from './middleware.ts';
import type { Validate } from './validate.ts';
import type { AbortSignal, HeadersInit, RequestInit } from './web-api.ts';

/** What holds for all calls of a client. */
export interface ClientOptions extends Shared {
  /** What all paths are below: `https://api.example.com/v1`. */
  readonly baseUrl?: string | undefined;
  /** Values for the variables of the server that the document names first. */
  readonly server?: Readonly<Record<string, string | undefined>> | undefined;
  /** By the name of the security scheme. The first alternative of an operation that is met counts. */
  readonly credentials?: Credentials | undefined;
  /** Looks at bodies before they are sent, and at answers before they are handed over. */
  readonly validate?: Validate | undefined;
  /** Sends the requests; the platform's own `fetch` by default. */
  readonly fetch?: Fetch | undefined;
}

/** What a call may say beside its parameters and its body: fetch's own options, and these. */
export interface CallOptions
  extends Shared,
    Omit<RequestInit, 'method' | 'body' | 'headers' | 'signal'> {
  readonly signal?: AbortSignal | undefined;
}

interface Shared {
  /** Header fields beside those that the contract describes; those of a call win. */
  readonly headers?: HeadersInit | undefined;
  /**
   * Milliseconds from the call until its answer is read, or its stream of events begins, all attempts
   * included; then it rejects with a `TimeoutError`. 0 and `Infinity` are no limit, as by default.
   */
  readonly timeout?: number | undefined;
  /**
   * Sees each request that is sent, and its answer; the first one is outermost. That of a call stands
   * inside that of its client.
   */
  readonly middleware?: readonly Middleware[] | undefined;
}
