/**
 * The text of a field value whose characters are its bytes, as Node and Fetch read it: UTF-8 if it is
 * that, else as it came. Bytes beyond ASCII have no meaning of their own (RFC 9110 section 5.5).
 */
export function fieldText(received: string): string {
  if (!beyondAscii.test(received) || wide.test(received)) return received;
  try {
    // Some platforms of clients have no TextDecoder.
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return utf8.decode(Uint8Array.from(received, (character) => character.charCodeAt(0)));
  } catch {
    return received;
  }
}

/** The bytes of a field value, as Node and Fetch take them: one character each, beyond ASCII in UTF-8. */
export function fieldBytes(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** Whether a field can carry a text: there are no control characters but tabs in it. */
export function isFieldValue(text: string): boolean {
  return !controls.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const controls = /[\0-\x08\n-\x1f\x7f]/;

const beyondAscii = /[^\0-\x7f]/;
const wide = /[^\0-\xff]/;
