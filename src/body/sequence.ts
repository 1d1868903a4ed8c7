import {
  formatMediaRange,
  isEventStream,
  isSequence,
  type MediaRange,
} from '../http/media-type.ts';
import { jsonText } from '../json/integers.ts';
import type { Codec } from './codecs.ts';
import { textOf } from './coerce.ts';
import { parseEvents, type StreamedEvent, writeEvent } from './event-stream.ts';
import { parseJson } from './json.ts';
import type { Decoded, Shape } from './shape.ts';
import { decodeText } from './text.ts';

/**
 * The codec of media types that are sequences of values (OpenAPI 3.2 section 4.14.2); the value is
 * an array.
 */
export const sequenceCodec: Codec = {
  handles: isSequence,
  decode: (bytes, { media, shape }) => decodeSequence(bytes, media, shape),
  encode: (value, { media }) => ({
    body: new TextEncoder().encode(writeSequence(value, media)),
    contentType: formatMediaRange(media),
  }),
};

/**
 * Reads a sequence. A schema of strings describes the text as a whole. The data of events are
 * texts, or JSON if their schema describes another type.
 */
function decodeSequence(bytes: Uint8Array, media: MediaRange, shape: Shape): Decoded {
  const { types } = shape;
  const text = decodeText(bytes, { ...media, parameters: new Map() }, textShape);
  if (!text.ok || (types.size > 0 && !types.has('array'))) return text;
  const whole = text.value as string;
  if (isEventStream(media)) {
    return readEvents(parseEvents(whole), shape.items()?.properties().get('data'));
  }
  return parseTexts(media.subtype.endsWith('json-seq') ? recordsOf(whole) : linesOf(whole));
}

const textShape: Shape = {
  types: new Set(['string']),
  xml: {},
  properties: () => new Map(),
  additionalProperties: () => undefined,
  items: () => undefined,
};

function readEvents(events: readonly StreamedEvent[], data: Shape | undefined): Decoded {
  const read = events.map((event) => readData(event.data, data));
  const withData = (datas: readonly unknown[]) =>
    events.map((event, index) => ({ ...event, data: datas[index] }));
  const repeated = read.flatMap(({ repeated = [] }, index) =>
    repeated.map((pointer) => `/${index}/data${pointer}`),
  );
  return {
    ok: true,
    value: withData(read.map(({ value }) => value)),
    ...(read.some(({ exact }) => exact !== undefined) && {
      exact: withData(read.map(({ exact, value }) => exact ?? value)),
    }),
    ...(repeated.length > 0 && { repeated }),
  };
}

/**
 * A text stays a text if the schema allows a string. Text that is not JSON also stays, and the
 * schema refuses it.
 */
function readData(text: string, shape: Shape | undefined): Decoded & { ok: true } {
  const asText = { ok: true, value: text } as const;
  if (shape === undefined || shape.types.size === 0) return asText;
  const parsed = parseJson(text);
  if (!parsed.ok) return asText;
  return shape.types.has('string') && !isOfTypes(parsed.value, shape.types) ? asText : parsed;
}

function isOfTypes(value: unknown, types: Shape['types']): boolean {
  if (value === null) return types.has('null');
  if (Array.isArray(value)) return types.has('array');
  if (typeof value === 'number') return types.has('number') || types.has('integer');
  return typeof value !== 'string' && types.has(typeof value as 'boolean' | 'object');
}

/** The JSON texts of a JSON text sequence (RFC 7464 section 2.1), each after a record separator. */
function recordsOf(text: string): readonly string[] {
  return text.split(recordSeparator).filter((record) => record.trim() !== '');
}

/** The lines of JSON Lines or NDJSON. Both allow CRLF as a line end; blank lines are ignored. */
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
  return value.map((item) => `${before}${jsonText(item)}\n`).join('');
}
