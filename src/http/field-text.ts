import { percentDecode, percentEncode } from './percent.ts';

/**
 * The text of a field value whose characters are its bytes, as Node and Fetch read it: UTF-8 if it is
 * that, else as it came. Bytes beyond ASCII have no meaning of their own (RFC 9110 section 5.5).
 */
export function fieldText(received: string): string {
  // Each character becomes the escape of a byte, or one that is refused.
  return beyondAscii.test(received) ? (percentDecode(escape(received)) ?? received) : received;
}

/** The bytes of a field value, as Node and Fetch take them: one character each, beyond ASCII in UTF-8. */
export function fieldBytes(text: string): string {
  return beyondAscii.test(text) ? unescape(percentEncode(text)) : text;
}

/** Whether a field can carry a text: there are no control characters but tabs in it. */
export function isFieldValue(text: string): boolean {
  return !controls.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const controls = /[\0-\x08\n-\x1f\x7f]/;

const beyondAscii = /[^\0-\x7f]/;
