import type { Request, RequestInit, Response } from './web-api.ts';

/** Which call a request belongs to. */
export interface CallInfo {
  /** The name of the client's method. */
  readonly operation: string;
  /** Upper case: `POST`. */
  readonly method: string;
  /** The path template: `/customers/{id}`. */
  readonly path: string;
  /** The base URL of the contract's paths: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** Whether the body is a stream, which can be sent only once. */
  readonly isStream: boolean;
}

export type Send = (request: Request) => Promise<Response>;

/** A `fetch`; it gets a second argument if a call has options that a `Request` cannot hold. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>;

/**
 * A function between a client and the network. It passes the request to `next`, unchanged or
 * changed. It may do so several times (`request.clone()`), or not.
 *
 * @example
 * ```ts
 * const log: Middleware = async (request, next) => {
 *   const response = await next(request);
 *   console.log(`${request.method} ${request.url}: ${response.status}`);
 *   return response;
 * };
 * ```
 */
export type Middleware = (request: Request, next: Send, call: CallInfo) => Promise<Response>;
