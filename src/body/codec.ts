import type { MediaRange } from '../http/media-type.ts';
import { binaryCodec } from './binary.ts';
import { type Codec, decodeWith, type EncodedBody, encodeWith } from './codecs.ts';
import { formCodec } from './form.ts';
import { jsonCodec } from './json.ts';
import { multipartCodec } from './multipart.ts';
import { sequenceCodec } from './sequence.ts';
import type { Decoded, PropertyEncoding, Shape } from './shape.ts';
import { textCodec } from './text.ts';
import { xmlCodec } from './xml.ts';

/** Every codec, the more particular ones first. */
export const allCodecs: readonly Codec[] = [
  jsonCodec,
  xmlCodec,
  formCodec,
  multipartCodec,
  sequenceCodec,
  textCodec,
  binaryCodec,
];

type Encodings = Readonly<Record<string, PropertyEncoding>>;

/**
 * Reads a body by the media type it came with, guided by the shape of the schema that describes it.
 * A media type without a codec gives the bytes themselves, a `Uint8Array`.
 */
export function decodeBody(
  bytes: Uint8Array,
  received: MediaRange,
  shape: Shape,
  encoding: Encodings = {},
  rootName?: string,
): Decoded {
  return decodeWith(allCodecs, bytes, { media: received, shape, encoding, rootName });
}

/**
 * Writes a value as a media type; `contentType` has the parameters that were added, a boundary or a
 * charset.
 *
 * @throws {TypeError} when the media type cannot carry the value.
 */
export function encodeBody(
  value: unknown,
  media: MediaRange,
  shape: Shape,
  encoding: Encodings = {},
  rootName?: string,
): EncodedBody {
  return encodeWith(allCodecs, value, { media, shape, encoding, rootName });
}
