/**
 * Percent-encoding (RFC 3986 section 2.1) as URI templates use it (RFC 6570 section 3.2.1).
 */

/** The decoded text; `undefined` when an escape is malformed or the bytes are not UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The decoded text, or the unchanged text if decoding fails. */
export function decodedOrSame(text: string): string {
  return percentDecode(text) ?? text;
}

/** The decoded text, with a plus sign as a space, as in queries and forms. */
export function formDecode(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** Encodes everything but the unreserved characters (RFC 3986 section 2.3). */
export function percentEncode(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(/[!'()*]/g, escapeCharacter);
}

/**
 * Encodes with `allowReserved`: reserved characters and existing escapes stay, except for
 * characters that would end a value in a query (OpenAPI 3.1 section 4.8.12.2, `allowReserved`).
 */
export function percentEncodeReserved(text: string): string {
  return wellFormed(text)
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURI(part)))
    .join('')
    .replace(/[#&+]/g, escapeCharacter);
}

/** The escape of one ASCII character: `%2C` for a comma. */
export function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Half of a surrogate pair has no UTF-8 form and becomes the replacement character. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}
