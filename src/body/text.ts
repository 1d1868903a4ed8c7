import { formatMediaRange, isText, type MediaRange } from '../http/media-type.ts';
import { decodeCharset, encodeCharset } from './charset.ts';
import type { Codec, EncodedBody } from './codecs.ts';
import { coerce, textOf } from './coerce.ts';
import type { Decoded, Shape } from './shape.ts';

/** Reads text in the charset of its media type (by default UTF-8), as the type of its shape. */
export function decodeText(bytes: Uint8Array, media: MediaRange, shape: Shape): Decoded {
  const decoded = decodeCharset(bytes, media.parameters.get('charset') ?? 'utf-8');
  return decoded.ok ? { ok: true, value: coerce(decoded.text, shape) } : decoded;
}

/** Writes text in the charset of its media type, or in UTF-8 if that charset cannot hold it. */
export function encodeText(value: unknown, media: MediaRange): EncodedBody {
  const text = textOf(value);
  const charset = media.parameters.get('charset') ?? 'utf-8';
  const body = encodeCharset(text, charset);
  const parameters = new Map(media.parameters);
  parameters.set('charset', body === undefined ? 'utf-8' : charset);
  return {
    body: body ?? new TextEncoder().encode(text),
    contentType: formatMediaRange({ ...media, parameters }),
  };
}

/** The codec of all text types; codecs of structured text types come first. */
export const textCodec: Codec = {
  handles: isText,
  decode: (bytes, { media, shape }) => decodeText(bytes, media, shape),
  encode: (value, { media }) => encodeText(value, media),
};
