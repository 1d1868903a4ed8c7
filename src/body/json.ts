import { formatMediaRange, isJson } from '../http/media-type.ts';
import { maximumDepth } from '../json/depth.ts';
import { exactValue, jsonText } from '../json/integers.ts';
import { findJsonFault } from '../json/json-fault.ts';
import type { Codec } from './codecs.ts';
import { findRepeatedNames, mayCountNames, survey } from './json-names.ts';
import type { Decoded } from './shape.ts';

/**
 * Reads JSON (RFC 8259) as UTF-8 (section 8.1), also if the media type names another charset. The
 * decoder ignores a byte order mark. A `__proto__` name becomes an own property, as in
 * `JSON.parse`.
 */
export function decodeJson(bytes: Uint8Array): Decoded {
  let text: string;
  try {
    utf8 ??= new TextDecoder('utf-8', { fatal: true });
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, reason: 'it is not UTF-8' };
  }
  return parseJson(text);
}

/** Created on first use, because some platforms that load this file have no decoder. */
let utf8: TextDecoder | undefined;

/** Reads a JSON text; the reason of a refusal names the line and the column. */
export function parseJson(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: describeFault(text) ?? String(error) };
  }
  // Later walks over the value are recursive; RFC 8259 section 9 allows a limit.
  const found = survey(value, maximumDepth);
  if (found === undefined) {
    return { ok: false, reason: `it is nested more than ${maximumDepth} deep` };
  }
  // Counting is far cheaper than reading names, and nearly always proves that no name repeats.
  const repeated = mayCountNames(text) === found.names ? [] : findRepeatedNames(text);
  const exact = found.hasGreatNumber ? exactValue(text) : undefined;
  if (repeated.length === 0 && exact === undefined) return { ok: true, value };
  return {
    ok: true,
    value,
    ...(exact !== undefined && { exact }),
    ...(repeated.length > 0 && { repeated }),
  };
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

/** The JSON of a value, in UTF-8; `undefined` gives no content. */
export function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(jsonText(value));
}

/** The codec of all media types that are JSON by name or suffix. */
export const jsonCodec: Codec = {
  handles: isJson,
  decode: (bytes) => decodeJson(bytes),
  encode: (value, { media }) => ({
    body: encodeJson(value),
    contentType: formatMediaRange(media),
  }),
};
