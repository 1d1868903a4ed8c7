import { joinBytes } from '../body/bytes.ts';
import { type HttpHeaders, headerValue } from '../http/exchange.ts';
import { isZlib } from '../http/zlib-format.ts';

/** The maximum size of a decoded content, in bytes. */
const most = 100_000_000;

/**
 * Decompresses content (RFC 9110 section 8.4) if it is still compressed. Some programs decompress
 * it and leave the field, so that the bytes decide. Brotli cannot be recognized and stays
 * unchanged. So does content that cannot be decompressed; the judge then reports what it received.
 */
export async function withoutEncoding(
  bytes: Uint8Array,
  headers: HttpHeaders,
): Promise<Uint8Array> {
  const coding = headerValue(headers, 'content-encoding')?.trim().toLowerCase();
  const format = coding === undefined ? undefined : formatOf(coding, bytes);
  if (format === undefined) return bytes;
  try {
    return await decompress(bytes, format);
  } catch {
    return bytes;
  }
}

function formatOf(coding: string, bytes: Uint8Array): 'gzip' | 'deflate' | undefined {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (/^(?:x-)?gzip$/.test(coding)) return isGzip ? 'gzip' : undefined;
  return coding === 'deflate' && isZlib(bytes) ? 'deflate' : undefined;
}

async function decompress(bytes: Uint8Array, format: 'gzip' | 'deflate'): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream();
  const reader = stream.pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError(`the content is larger than ${most} bytes`);
    }
    chunks.push(next.value);
  }
  return joinBytes(chunks);
}
