/**
 * The grammar that field values share: tokens, quoted strings and lists (RFC 9110 section 5.6).
 */

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// qdtext and quoted-pair, with obs-text: characters above U+007F stand for its bytes.
const quotedPattern =
  /^"(?:[\t \x21\x23-\x5b\x5d-\x7e\u0080-\uffff]|\\[\t \x21-\x7e\u0080-\uffff])*"$/;

/** Whether a text is a token (RFC 9110 section 5.6.2). */
export function isToken(text: string): boolean {
  return tokenPattern.test(text);
}

/** Removes optional whitespace, which is only spaces and tabs (RFC 9110 section 5.6.3). */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** The value of a token or quoted string; `undefined` if it is neither (RFC 9110 section 5.6.4). */
export function parseWord(text: string): string | undefined {
  if (isToken(text)) return text;
  return quotedPattern.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : undefined;
}

/** A word on the wire: a token if possible, else a quoted string. */
export function formatWord(word: string): string {
  return isToken(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * Splits a field value at separators outside quoted strings; members are trimmed, and empty ones
 * are left out (RFC 9110 section 5.6.1.2).
 */
export function splitField(text: string, separators: string): readonly string[] {
  const members: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === undefined || (!quoted && separators.includes(character))) {
      members.push(trimSpace(text.slice(start, index)));
      start = index + 1;
    }
  }
  if (start < text.length) members.push(trimSpace(text.slice(start)));
  return members.filter((member) => member !== '');
}
