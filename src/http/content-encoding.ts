import * as zlib from 'node:zlib';
import { type HttpHeaders, headerValue } from './exchange.ts';
import { isZlib } from './zlib-format.ts';

/** Decodes a complete content, up to a number of bytes. */
type Decoder = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** Node has Zstandard from 22.15 on. */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: Decoder };

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: inflate,
  br: zlib.brotliDecompressSync,
  ...(zstdDecompressSync !== undefined && { zstd: zstdDecompressSync }),
};

/** The codings that are decoded here, as an Accept-Encoding field (RFC 9110 section 12.5.3). */
export const decodedCodings = Object.keys(decoders)
  .filter((coding) => !coding.startsWith('x-'))
  .join(', ');

/** Contents are not compressed more often. */
const mostCodings = 3;

/** The decoded content, or the unknown coding. */
export type DecodedContent =
  | { readonly ok: true; readonly body: Uint8Array }
  | {
      readonly ok: false;
      readonly kind: 'unknown' | 'malformed' | 'too-long';
      readonly coding: string;
    };

/** Decodes the codings of a Content-Encoding field (RFC 9110 section 8.4). */
export function decodeContent(
  encoded: Uint8Array,
  contentEncoding: string,
  maximumBytes: number,
): DecodedContent {
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > mostCodings) return { ok: false, kind: 'unknown', coding: contentEncoding };
  let body = encoded;
  for (const coding of codings.reverse()) {
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decoder === undefined) return { ok: false, kind: 'unknown', coding };
    try {
      body = decoder(body, { maxOutputLength: maximumBytes });
    } catch (error) {
      const isLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      return { ok: false, kind: isLong ? 'too-long' : 'malformed', coding };
    }
  }
  return { ok: true, body };
}

/** The limit of a decoded content in bytes, if no other is given. */
const most = 100_000_000;

/**
 * A decoded content, or `undefined` if it is too long. A content that cannot be decoded stays
 * unchanged: many programs decode what they record and keep the field.
 */
export function withoutCodings(body: Uint8Array, headers: HttpHeaders): Uint8Array | undefined {
  const coding = headerValue(headers, 'content-encoding');
  if (coding === undefined || body.length === 0) return body;
  const decoded = decodeContent(body, coding, most);
  if (decoded.ok) return decoded.body;
  return decoded.kind === 'too-long' ? undefined : body;
}

/** The coding is zlib's format (RFC 1950), but some programs send raw deflate (RFC 1951). */
function inflate(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array {
  return isZlib(bytes) ? zlib.inflateSync(bytes, options) : zlib.inflateRawSync(bytes, options);
}
