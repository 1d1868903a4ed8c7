import {
  formatMediaRange,
  isEventStream,
  isSequence,
  type MediaRange,
} from '../http/media-type.ts';
import type { Codec } from './codecs.ts';
import { textOf } from './coerce.ts';
import { parseEvents, writeEvent } from './event-stream.ts';
import { parseJson } from './json.ts';
import type { Decoded, Shape } from './shape.ts';
import { decodeText } from './text.ts';

/** The media types that are one value after another (OpenAPI 3.2 section 4.14.2) as arrays of them. */
export const sequenceCodec: Codec = {
  handles: isSequence,
  decode: (bytes, { media, shape }) => decodeSequence(bytes, media, shape),
  encode: (value, { media }) => ({
    body: new TextEncoder().encode(writeSequence(value, media)),
    contentType: formatMediaRange(media),
  }),
};

/** A schema that speaks of texts is about the text as a whole. */
function decodeSequence(bytes: Uint8Array, media: MediaRange, shape: Shape): Decoded {
  const { types } = shape;
  const text = decodeText(bytes, { ...media, parameters: new Map() }, textShape);
  if (!text.ok || (types.size > 0 && !types.has('array'))) return text;
  const whole = text.value as string;
  if (isEventStream(media)) return { ok: true, value: parseEvents(whole) };
  return parseTexts(media.subtype.endsWith('json-seq') ? recordsOf(whole) : linesOf(whole));
}

const textShape: Shape = {
  types: new Set(['string']),
  xml: {},
  properties: () => new Map(),
  additionalProperties: () => undefined,
  items: () => undefined,
};

/** The JSON texts of a JSON text sequence (RFC 7464 section 2.1), each behind a record separator. */
function recordsOf(text: string): readonly string[] {
  return text.split(recordSeparator).filter((record) => record.trim() !== '');
}

/** Lines may end in CRLF, and blank ones are passed over, as JSON Lines and NDJSON have it. */
function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

const recordSeparator = '\x1e';

function parseTexts(texts: readonly string[]): Decoded {
  const values: unknown[] = [];
  const exact: unknown[] = [];
  const repeated: string[] = [];
  let isExact = false;
  for (const [index, text] of texts.entries()) {
    const parsed = parseJson(text);
    if (!parsed.ok) return { ok: false, reason: `value ${index + 1}: ${parsed.reason}` };
    values.push(parsed.value);
    exact.push(parsed.exact ?? parsed.value);
    isExact ||= parsed.exact !== undefined;
    repeated.push(...(parsed.repeated ?? []).map((pointer) => `/${index}${pointer}`));
  }
  return {
    ok: true,
    value: values,
    ...(isExact && { exact }),
    ...(repeated.length > 0 && { repeated }),
  };
}

function writeSequence(value: unknown, media: MediaRange): string {
  if (!Array.isArray(value)) return textOf(value);
  if (isEventStream(media)) return value.map(writeEvent).join('');
  const before = media.subtype.endsWith('json-seq') ? recordSeparator : '';
  return value.map((item) => `${before}${JSON.stringify(item)}\n`).join('');
}
