/**
 * A strict decoder of a charset. React Native has `TextDecoder` since 0.85; older versions get a
 * UTF-8 decoder.
 *
 * @throws {RangeError} when the charset is unknown.
 */
export function decoderOf(charset: string): { decode(bytes: Uint8Array): string } {
  if (globalThis.TextDecoder) return new TextDecoder(charset, { fatal: true });
  if (!/^utf-?8$/i.test(charset)) throw new RangeError(`charset "${charset}" is not known`);
  return { decode: decodeUtf8 };
}

/** @throws {URIError} when the bytes are not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += `%${(byte + 256).toString(16).slice(1)}`;
  return decodeURIComponent(text).replace(/^\ufeff/, '');
}
