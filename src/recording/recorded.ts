import { emptyBody, type HttpHeaders } from '../http/exchange.ts';
import { fieldsByName } from '../http/fields-by-name.ts';

/** A recorded exchange; parts that were not recorded are `undefined`. */
export interface Recorded {
  /** The place in the recording: `entry 17`, `line 17`. */
  readonly name: string;
  readonly method: string;
  /** A whole URL, or a path and query. */
  readonly url: string;
  readonly requestHeaders: HttpHeaders;
  readonly requestBody: Uint8Array | undefined;
  /** `undefined` if there was no answer. */
  readonly status: number | undefined;
  readonly responseHeaders: HttpHeaders;
  readonly responseBody: Uint8Array | undefined;
  /** The messages without recorded header fields; their media type may still be known. */
  readonly withoutHeaders?: readonly ('request' | 'response')[];
  /** Whether a proxy refused the request. The answer is then not the provider's. */
  readonly isBlocked?: boolean;
  /** The contents that are `undefined` because they were too long. */
  readonly unread?: UnreadContents;
  /** Why a client did not wait for the whole answer. Nothing in the exchange is then judged. */
  readonly abortedBecause?: string;
}

/** The sizes of contents that were too long to read, in bytes on the wire. */
export interface UnreadContents {
  readonly request?: number | undefined;
  readonly response?: number | undefined;
}

/** The parts of an exchange that its recording lacks: `the answer`, or contents of its messages. */
export function unrecordedParts({
  status,
  requestBody,
  responseBody,
}: Recorded): readonly string[] {
  if (status === undefined) return ['the answer'];
  return [
    ...(requestBody === undefined ? ['the request body'] : []),
    ...(responseBody === undefined && mayHaveContent(status) ? ['the response body'] : []),
  ];
}

function mayHaveContent(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

/** A recorded exchange, or the reason why it cannot be read. */
export type ReadExchange =
  | { readonly ok: true; readonly recorded: Recorded }
  | { readonly ok: false; readonly name: string; readonly reason: string };

/**
 * Reads the header fields of recordings: pairs, HAR's objects with a name and a value, or a record.
 * The pseudo-header fields of HTTP/2 (RFC 9113 section 8.3) are left out.
 */
export function readHeaders(written: unknown): HttpHeaders {
  return fieldsByName(pairsOf(written).filter(([name]) => !name.startsWith(':')));
}

function pairsOf(written: unknown): readonly (readonly [string, string | readonly string[]])[] {
  if (Array.isArray(written)) {
    return written.flatMap((one: unknown) => {
      const [name, value] = Array.isArray(one)
        ? one
        : [(one as HarField | null)?.name, (one as HarField | null)?.value];
      return typeof name === 'string' ? [[name, String(value ?? '')] as const] : [];
    });
  }
  if (typeof written !== 'object' || written === null) return [];
  return Object.entries(written).flatMap(([name, value]: [string, unknown]) =>
    value === undefined || value === null
      ? []
      : [[name, Array.isArray(value) ? value.map(String) : String(value)] as const],
  );
}

interface HarField {
  readonly name?: unknown;
  readonly value?: unknown;
}

/**
 * The bytes of a content that was recorded as text. The recorder decoded it, so that it is UTF-8
 * now, in any original charset.
 */
export function bytesOfText(text: string): Uint8Array {
  return text === '' ? emptyBody : new TextEncoder().encode(text);
}

/** The fields of a content that was recorded as text, without its original charset. */
export function fieldsOfText(headers: HttpHeaders): HttpHeaders {
  const type = headers['content-type'];
  if (typeof type !== 'string' || !/;\s*charset\s*=/i.test(type)) return headers;
  const renamed = type.replace(/(;\s*charset\s*=\s*)("[^"]*"|[^;\s]*)/i, '$1utf-8');
  return Object.assign(Object.create(null), headers, { 'content-type': renamed }) as HttpHeaders;
}

export function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
