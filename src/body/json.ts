import { formatMediaRange, isJson } from '../http/media-type.ts';
import type { Codec } from './codecs.ts';
import { findJsonFault } from './json-fault.ts';
import type { Decoded } from './shape.ts';

/**
 * Reads JSON (RFC 8259): UTF-8 and nothing else (section 8.1), whatever charset is claimed. A byte
 * order mark is passed over. A `__proto__` name is an own property, as `JSON.parse` makes it.
 */
export function decodeJson(bytes: Uint8Array): Decoded {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, reason: 'it is not UTF-8' };
  }
  return parseJson(text);
}

/** Reads a text that should be JSON; the reason of a refusal names the line and the column. */
export function parseJson(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: describeFault(text) ?? String(error) };
  }
  // Whatever walks a value does so recursively; RFC 8259 section 9 allows a limit.
  return isDeeperThan(maximumDepth, text)
    ? { ok: false, reason: `it is nested more than ${maximumDepth} deep` }
    : { ok: true, value };
}

const maximumDepth = 1000;

function isDeeperThan(limit: number, json: string): boolean {
  if (json.length <= 2 * limit) return false;
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}

function describeFault(text: string): string | undefined {
  if (text === '') return 'it is empty';
  const fault = findJsonFault(text);
  if (fault === undefined) return undefined;
  const before = text.slice(0, fault.offset);
  const line = before.split('\n').length;
  const column = fault.offset - before.lastIndexOf('\n');
  const codePoint = text.codePointAt(fault.offset);
  const found =
    codePoint === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(codePoint));
  return `line ${line}, column ${column}: ${fault.expected} is expected, and ${found} is there`;
}

/** The JSON of a value, in UTF-8; `undefined` is no content at all. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** Everything that is JSON by its name or its suffix. */
export const jsonCodec: Codec = {
  handles: isJson,
  decode: (bytes) => decodeJson(bytes),
  encode: (value, { media }) => ({
    body: encodeJson(value),
    contentType: formatMediaRange(media),
  }),
};
