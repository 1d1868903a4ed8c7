import { decoderOf } from '../body/decoder.ts';
import type { ClientCodec } from './contract.ts';
import { isJson, isXml } from './media-type.ts';
import { plainValue } from './plain-value.ts';

/**
 * The codec of all media types that are JSON by name or suffix (RFC 8259): UTF-8, with any declared
 * charset.
 */
export const jsonCodec: ClientCodec = {
  handles: isJson,
  decode: (bytes, _type, _body, { json = JSON }) => json.parse(decodeText(bytes, 'utf-8')),
  encode: (value, contentType, _body, { json = JSON }) => ({
    body: json.stringify(value),
    contentType,
  }),
};

/** Any text, also XML and forms if there is no codec for them. It is written in UTF-8. */
export const textCodec: ClientCodec = {
  handles: (essence) =>
    essence.startsWith('text/') || isXml(essence) || essence.endsWith('-urlencoded'),
  decode: (bytes, contentType) =>
    decodeText(bytes, /;\s*charset="?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8'),
  encode: (value, contentType) => ({
    body: String(plainValue(value)),
    contentType: inUtf8(contentType),
  }),
};

/** @throws if the bytes are no text in that charset. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  return decoderOf(charset).decode(bytes);
}

/** A media type with the charset that texts are written in. */
export function inUtf8(contentType: string): string {
  return `${contentType.replace(/;\s*charset=("[^"]*"|[^;\s]*)/i, '')}; charset=utf-8`;
}
