import { formatMediaRange, isWildcard, type MediaRange } from '../http/media-type.ts';
import type { Decoded, PropertyEncoding, Shape } from './shape.ts';

/** The facts about a body that a codec reads. */
export interface BodyDescription {
  /** The received media type, or the one to write. */
  readonly media: MediaRange;
  readonly shape: Shape;
  /** How the properties of a form or multipart body are written. */
  readonly encoding: Readonly<Record<string, PropertyEncoding>>;
  /** The name of the XML root element if the shape has none. */
  readonly rootName: string | undefined;
}

export interface EncodedBody {
  readonly body: Uint8Array;
  /** The Content-Type to send, with its parameters. */
  readonly contentType: string;
}

/**
 * Decodes and encodes a family of media types. `codecs` are the codecs for nested content, such as
 * the parts of a multipart body. A program with known media types passes only the codecs that it
 * needs to `decodeWith` and `encodeWith`; `codec.ts` has all of them.
 */
export interface Codec {
  handles(media: MediaRange): boolean;
  decode(bytes: Uint8Array, description: BodyDescription, codecs: readonly Codec[]): Decoded;
  encode(value: unknown, description: BodyDescription, codecs: readonly Codec[]): EncodedBody;
}

/**
 * Decodes with the first codec that handles the media type; without one, the value is the bytes.
 */
export function decodeWith(
  codecs: readonly Codec[],
  bytes: Uint8Array,
  description: BodyDescription,
): Decoded {
  const codec = codecs.find((candidate) => candidate.handles(description.media));
  return codec?.decode(bytes, description, codecs) ?? { ok: true, value: bytes };
}

/**
 * Encodes with the first codec that handles the media type. A described range such as `text/*`
 * becomes a type in this range that suits the value.
 *
 * @throws {TypeError} when the media type cannot carry the value.
 */
export function encodeWith(
  codecs: readonly Codec[],
  value: unknown,
  description: BodyDescription,
): EncodedBody {
  const media = withinRange(description.media, value);
  const codec = codecs.find((candidate) => candidate.handles(media));
  if (codec === undefined) {
    throw new TypeError(`Cannot write a body: no codec handles "${formatMediaRange(media)}"`);
  }
  return codec.encode(value, { ...description, media }, codecs);
}

function withinRange(media: MediaRange, value: unknown): MediaRange {
  if (!isWildcard(media)) return media;
  if (media.suffix !== '') return { ...media, subtype: `vnd.any+${media.suffix}` };
  const [type, subtype] =
    value instanceof Uint8Array
      ? ['application', 'octet-stream']
      : typeof value === 'string' && media.type !== 'application'
        ? ['text', 'plain']
        : ['application', 'json'];
  if (media.type === '*' || media.type === type) return { ...media, type, subtype };
  return { ...media, subtype: media.type === 'text' ? 'plain' : 'vnd.any' };
}
