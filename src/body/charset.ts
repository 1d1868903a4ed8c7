import { decoderOf } from './decoder.ts';

/** The text, or the reason why the bytes are invalid in their charset. */
export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Decodes bytes strictly by a charset's name (RFC 9110 section 8.3.2). ASCII and Latin-1 follow
 * their own standards; the WHATWG reads both as Windows-1252.
 */
export function decodeCharset(bytes: Uint8Array, charset: string): DecodedText {
  const name = charset.toLowerCase();
  if (name === 'us-ascii' || name === 'ascii') {
    return bytes.every((byte) => byte < 0x80)
      ? { ok: true, text: latin1(bytes) }
      : { ok: false, reason: 'it is not US-ASCII' };
  }
  if (name === 'iso-8859-1' || name === 'latin1') return { ok: true, text: latin1(bytes) };
  let decoder: ReturnType<typeof decoderOf>;
  try {
    decoder = decoderOf(name === 'utf-16' ? utf16(bytes) : name);
  } catch {
    return { ok: false, reason: `charset ${JSON.stringify(charset)} is not known` };
  }
  try {
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    return { ok: false, reason: `it is not ${name.toUpperCase()}` };
  }
}

/** The bytes of a text in a charset; `undefined` for a charset that this file cannot write. */
export function encodeCharset(text: string, charset: string): Uint8Array | undefined {
  const name = charset.toLowerCase();
  if (name === 'utf-8') return new TextEncoder().encode(text);
  const last =
    name === 'us-ascii' || name === 'ascii'
      ? 0x7f
      : name === 'iso-8859-1' || name === 'latin1'
        ? 0xff
        : 0;
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  return last > 0 && codes.every((code) => code <= last) ? Uint8Array.from(codes) : undefined;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** UTF-16 without a byte order mark is big-endian (RFC 2781 section 4.3). */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
}
