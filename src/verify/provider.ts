import { isLoopback } from '../http/loopback.ts';
import type { StreamLimits } from './stream.ts';

/** What counts where a provider does not say otherwise; the timeout is in milliseconds. */
export const providerDefaults = { timeout: 30_000, retries: 0, concurrency: 4 } as const;

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
  /** Milliseconds after which an answer is too late; a stream that is cut off has no such limit. */
  readonly maximumTime?: number;
  /** What is trusted at the provider, and who this side is to it; each as PEM. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    /** Whether any certificate is taken. */
    readonly insecure?: boolean;
  };
  /** Gives fields for a request just before it is sent: a signature, a nonce. */
  readonly sign?: SignRequest;
  /** Is told how many milliseconds an answer asked to wait (Retry-After), before that is done. */
  readonly onWait?: (milliseconds: number) => void;
  /** Is told the base URL that an answer redirects to, where the rest of the URL stays as it is. */
  readonly onRedirect?: (baseUrl: string) => void;
  /** Bytes of an answer that are read at the most; 10 MiB by default. */
  readonly maximumBytes?: number;
  /** When an answer that is one value after another has been read enough of. */
  readonly stream?: StreamLimits;
  /** How often a request is sent again where no connection came about; not at all by default. */
  readonly retries?: number;
  /** Requests a second at the most; as many as go by default. */
  readonly rate?: number;
  /** The same for one operation: by its id, or as `GET /pets/{id}`. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Cases that are under way at the same time; 4 by default. Those that write are alone. */
  readonly concurrency?: number;
}

/** A request as it is about to be sent, without the path of the base URL. */
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
