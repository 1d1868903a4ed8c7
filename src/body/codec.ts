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

/** Every codec; specific ones come before general ones. */
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
 * Reads a body by the media type of its message and the shape of its schema. A media type without a
 * codec gives the bytes, a `Uint8Array`.
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
 * Writes a value as a media type. `contentType` includes the parameters that the codec added, such
 * as a boundary or a charset.
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
