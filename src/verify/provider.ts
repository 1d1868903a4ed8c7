import { isLoopback } from '../http/loopback.ts';
import type { StreamLimits } from './stream.ts';

/** Whom the cases are sent to, and how. */
export interface Provider {
  /** What the paths are appended to. */
  readonly baseUrl: string;
  /** Fields that are sent with every request, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Secrets by the name of their security scheme. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** The variables that headers and credentials came from, which stand in their place when shown. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Fetches the credentials anew: when they are refused, and after so many milliseconds. */
  readonly renewal?: {
    readonly after?: number;
    readonly fetch: () => Promise<Readonly<Record<string, string>>>;
  };
  /** Milliseconds until an answer must have come to its end; 30 seconds by default. */
  readonly timeout?: number;
  /** Bytes of an answer that are read at the most; 10 MiB by default. */
  readonly maximumBytes?: number;
  /** When an answer that is one value after another has been read enough of. */
  readonly stream?: StreamLimits;
  /** How often a request is sent again where no connection came about; not at all by default. */
  readonly retries?: number;
  /** Requests a second at the most; as many as go by default. */
  readonly rate?: number;
  /** Cases that are under way at the same time; 4 by default. Those that write are alone. */
  readonly concurrency?: number;
}

/**
 * What may be sent:
 *
 * - `examples`: the requests that the contract shows;
 * - `safe`: only what reads, and is asked as the contract allows;
 * - `full`: everything, what writes and what breaks the contract included.
 */
export type Mode = 'examples' | 'safe' | 'full';

/** A provider on this machine is one's own; to others nothing is sent that writes or attacks. */
export function defaultMode(baseUrl: string): Mode {
  return isLoopback(new URL(baseUrl).hostname) ? 'full' : 'safe';
}
