import { isLoopback } from '../http/loopback.ts';
import type { StreamLimits } from './stream.ts';

/** The defaults for a provider; the timeout is in milliseconds. */
export const providerDefaults = { timeout: 30_000, retries: 0, concurrency: 4 } as const;

/** The provider that gets the cases, and how they are sent. */
export interface Provider {
  /** The URL before all paths. */
  readonly baseUrl: string;
  /** Fields that are sent with every request, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Secrets by the name of their security scheme. */
  readonly credentials?: Readonly<Record<string, string>>;
  /**
   * The variables that provide headers and credentials; output shows their names instead of the
   * values.
   */
  readonly variables?: Readonly<Record<string, string>>;
  /** Fetches the credentials again when they are refused, and after a number of milliseconds. */
  readonly renewal?: {
    readonly after?: number;
    readonly fetch: () => Promise<Readonly<Record<string, string>>>;
  };
  /** Milliseconds until an answer must be complete; 30 seconds by default. */
  readonly timeout?: number;
  /**
   * Milliseconds after which an answer is a finding; streams that are cut off have no such limit.
   */
  readonly maximumTime?: number;
  /** The certificates to trust, and the client's certificate and key, as PEM. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    /** Whether any certificate is taken. */
    readonly insecure?: boolean;
  };
  /** Adds fields to a request just before it is sent: a signature, a nonce. */
  readonly sign?: SignRequest;
  /** Receives the milliseconds that an answer asks to wait (Retry-After), before the wait. */
  readonly onWait?: (milliseconds: number) => void;
  /** Receives the base URL of a redirect, if the rest of the URL stays the same. */
  readonly onRedirect?: (baseUrl: string) => void;
  /** The largest answer in bytes; 10 MiB by default. */
  readonly maximumBytes?: number;
  /** When to stop reading an answer that is a sequence of values. */
  readonly stream?: StreamLimits;
  /** How often a request is sent again if no connection is established; 0 by default. */
  readonly retries?: number;
  /** The most requests per second; unlimited by default. */
  readonly rate?: number;
  /** The rate of one operation: by its id, or as `GET /pets/{id}`. */
  readonly rates?: Readonly<Record<string, number>>;
  /** How many cases run at the same time; 4 by default. Cases that write run alone. */
  readonly concurrency?: number;
}

/** A request just before it is sent, without the path of the base URL. */
export interface RequestToSign {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export type SignRequest = (
  request: RequestToSign,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;

/**
 * The requests that may be sent.
 *
 * - `examples`: the requests that the contract shows;
 * - `safe`: only valid requests to operations that read;
 * - `full`: all requests, also writes and invalid ones.
 */
export type Mode = 'examples' | 'safe' | 'full';

/**
 * A provider on this machine belongs to the user; other providers get no writes and no invalid
 * requests.
 */
export function defaultMode(baseUrl: string): Mode {
  return isLoopback(new URL(baseUrl).hostname) ? 'full' : 'safe';
}
