import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type HttpResponse, headerValue } from '../http/exchange.ts';
import type { Sent } from './sent.ts';

const decoders: Readonly<Record<string, typeof gunzipSync>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * An answer whose content is as it was before it was compressed (RFC 9110 section 8.4), although
 * nobody asked for that; one that would become too long is not read.
 */
export function decodeContent(response: HttpResponse, maximumBytes: number): Sent {
  const written = headerValue(response.headers, 'content-encoding');
  if (written === undefined || response.body.length === 0) return { ok: true, response };
  let { body } = response;
  const codings = written
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  for (const coding of codings.reverse()) {
    if (coding === '' || coding === 'identity') continue;
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decoder === undefined) {
      const reason = `its content is encoded as "${coding}", which nobody asked for`;
      return { ok: false, kind: 'malformed', reason };
    }
    try {
      body = decoder(body, { maxOutputLength: maximumBytes });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? {
            ok: false,
            kind: 'too-long',
            reason: `its content, of ${body.length} bytes as ${coding}, is longer than ${maximumBytes} bytes`,
          }
        : { ok: false, kind: 'malformed', reason: `its content is not ${coding}` };
    }
  }
  return { ok: true, response: { ...response, body } };
}
