import type { Credentials } from './credentials.ts';
import type { Fetch, Middleware } from './middleware.ts';
import type { Validate } from './validate.ts';
import type { AbortSignal, HeadersInit, RequestInit } from './web-api.ts';

/** The options for all calls of a client. */
export interface ClientOptions extends Shared {
  /** The URL before all paths: `https://api.example.com/v1`. */
  readonly baseUrl?: string | undefined;
  /** Values for the variables of the server that the document names first. */
  readonly server?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * By the name of the security scheme. The first alternative of an operation with all credentials
   * counts.
   */
  readonly credentials?: Credentials | undefined;
  /** Validates bodies before they are sent, and answers before they are returned. */
  readonly validate?: Validate | undefined;
  /** Sends the requests; the platform's own `fetch` by default. */
  readonly fetch?: Fetch | undefined;
}

/** The options of a call beside its parameters and its body: those of fetch, and these. */
export interface CallOptions
  extends Shared,
    Omit<RequestInit, 'method' | 'body' | 'headers' | 'signal'> {
  readonly signal?: AbortSignal | undefined;
}

interface Shared {
  /** Header fields beside the described ones; those of a call replace those of the client. */
  readonly headers?: HeadersInit | undefined;
  /**
   * Milliseconds until the answer is read or its stream of events begins, for all attempts
   * together. After that, the call rejects with a `TimeoutError`. 0 and `Infinity` mean no limit,
   * the default.
   */
  readonly timeout?: number | undefined;
  /**
   * Handles each request and its answer; the first is outermost. Middleware of a call is inside
   * that of its client.
   */
  readonly middleware?: readonly Middleware[] | undefined;
}
