import { formatMediaRange } from '../http/media-type.ts';
import type { Codec } from './codecs.ts';
import { textOf } from './coerce.ts';

/**
 * The codec for all other media types: the value is the bytes, a `Uint8Array`. It writes text as
 * UTF-8.
 */
export const binaryCodec: Codec = {
  handles: () => true,
  decode: (bytes) => ({ ok: true, value: bytes }),
  encode: (value, { media }) => ({
    body: value instanceof Uint8Array ? value : new TextEncoder().encode(textOf(value)),
    contentType: formatMediaRange(media),
  }),
};
