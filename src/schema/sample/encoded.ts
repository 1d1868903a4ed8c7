import type { SchemaObject } from '../view.ts';

/** How characters of a string represent bytes (RFC 4648; JSON Schema Validation section 8.3). */
export type ContentEncoding = 'base64' | 'base64url' | 'base32' | 'base16';

/** The encoding of a text by its schemas; `format: byte` is base64 (OpenAPI 3.0 section 4.4). */
export function contentEncodingOf(schemas: readonly SchemaObject[]): ContentEncoding | undefined {
  for (const { keywords } of schemas) {
    const name = String(keywords.contentEncoding ?? '').toLowerCase();
    if (Object.hasOwn(alphabets, name)) return name as ContentEncoding;
    if (keywords.format === 'byte') return 'base64';
    if (keywords.format === 'base64url') return 'base64url';
  }
  return undefined;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

/** The alphabet, and how many bytes make how many characters. */
const alphabets: Readonly<Record<ContentEncoding, string>> = {
  base64: `${letters}${letters.toLowerCase()}${digits}+/`,
  base64url: `${letters}${letters.toLowerCase()}${digits}-_`,
  base32: `${letters}234567`,
  base16: `${digits}ABCDEF`,
};

/** The text in an encoding, with padding if that is usual. */
export function encoded(text: string, encoding: ContentEncoding): string {
  const alphabet = alphabets[encoding];
  const size = Math.log2(alphabet.length);
  let bits = '';
  for (const byte of new TextEncoder().encode(text)) bits += byte.toString(2).padStart(8, '0');
  const groups = bits.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
  const characters = groups.map((group) => alphabet[Number.parseInt(group.padEnd(size, '0'), 2)]);
  const whole = encoding === 'base32' ? 8 : encoding === 'base64' ? 4 : 1;
  return characters.join('').padEnd(Math.ceil(characters.length / whole) * whole, '=');
}

/** Texts in an encoding, one of them within the length limits if possible. */
export function* encodedTexts(
  text: string,
  encoding: ContentEncoding,
  minLength: number,
): Iterable<string> {
  yield encoded(text, encoding);
  for (const length of [minLength, minLength + 1, minLength + 2, minLength + 3, minLength + 8]) {
    const bytes = Math.ceil((length * Math.log2(alphabets[encoding].length)) / 8);
    for (const count of [bytes, bytes - 1, bytes - 2]) {
      if (count >= 0) yield encoded('a'.repeat(count), encoding);
    }
  }
}
