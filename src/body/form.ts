import { formatMediaRange, isForm, isJson, parseMediaRange } from '../http/media-type.ts';
import { formDecode, percentEncode } from '../http/percent.ts';
import { jsonText } from '../json/integers.ts';
import { decodeCharset } from './charset.ts';
import type { Codec } from './codecs.ts';
import { coerce, type JsonWriter, textOf } from './coerce.ts';
import { parseJson } from './json.ts';
import { parseQuery, type Query, type Taken, takeParameter } from './query.ts';
import type { Decoded, PropertyEncoding, Shape } from './shape.ts';
import { itemShape, propertyShape, structureOf } from './structure.ts';
import { writeStyled } from './style.ts';
import { styledProperty } from './styled-property.ts';

type Encodings = Readonly<Record<string, PropertyEncoding>>;

/**
 * Reads `application/x-www-form-urlencoded` into an object (OpenAPI 3.1 section 4.8.15). A property
 * with a style, `explode` or `allowReserved` in its encoding is read as a query parameter in that
 * style. Other properties are read by their content type: by default, JSON for objects and text for
 * scalars. Each item of an array is a separate pair.
 */
export function decodeForm(bytes: Uint8Array, shape: Shape, encoding: Encodings): Decoded {
  const decoded = decodeCharset(bytes, 'utf-8');
  if (!decoded.ok) return decoded;
  const query = parseQuery(decoded.text);
  const members = new Map<string, unknown>();
  const free = new Set(query.keys());
  const described = new Set([...shape.properties().keys(), ...Object.keys(encoding)]);
  for (const names of [described, free]) {
    for (const name of [...names]) {
      const property = propertyShape(shape, name);
      const taken = takeProperty(name, query, property, encodingOf(encoding, name), described);
      for (const own of taken.names) free.delete(own);
      if (taken.decoded?.ok === false) {
        return { ok: false, reason: `property ${JSON.stringify(name)}: ${taken.decoded.reason}` };
      }
      if (taken.decoded !== undefined) members.set(name, taken.decoded.value);
    }
  }
  return { ok: true, value: Object.fromEntries(members) };
}

function takeProperty(
  name: string,
  query: Query,
  shape: Shape,
  encoding: PropertyEncoding | undefined,
  described: ReadonlySet<string>,
): Taken {
  const styled = styledProperty(name, encoding, 'query');
  if (styled !== undefined) return takeParameter(styled, query, shape, described);
  const values = query.get(name);
  if (values === undefined) return { decoded: undefined, names: [] };
  return { decoded: readValues(values, shape, encoding), names: [name] };
}

function readValues(
  values: readonly string[],
  shape: Shape,
  encoding: PropertyEncoding | undefined,
): Decoded {
  const isArray = structureOf(shape) === 'array';
  if (values.length === 1 && !isArray) return readValue(values[0]!, shape, encoding);
  const items: unknown[] = [];
  for (const value of values) {
    const read = readValue(value, isArray ? itemShape(shape) : shape, encoding);
    if (!read.ok) return read;
    items.push(read.value);
  }
  // If the encoding says JSON, one JSON text may hold the whole array.
  const [only] = items;
  const whole =
    items.length === 1 && Array.isArray(only) && structureOf(itemShape(shape)) !== 'array';
  return { ok: true, value: whole ? only : items };
}

function readValue(raw: string, shape: Shape, encoding: PropertyEncoding | undefined): Decoded {
  const text = formDecode(raw);
  if (text === undefined) {
    return { ok: false, reason: `${JSON.stringify(raw)} is not percent-encoded UTF-8` };
  }
  if (!isJsonProperty(encoding, structureOf(shape) !== 'scalar')) {
    return { ok: true, value: coerce(text, shape) };
  }
  const parsed = parseJson(text);
  return parsed.ok ? parsed : { ok: false, reason: `it is not JSON: ${parsed.reason}` };
}

/**
 * Writes an object as a form; a string is the text of a form.
 *
 * @throws {TypeError} for any other value.
 */
export function encodeForm(
  value: unknown,
  encoding: Encodings,
  json: JsonWriter = JSON,
): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('Cannot write a form: the value is neither an object nor its text');
  }
  const pairs = Object.entries(value).flatMap(([name, member]) =>
    writeProperty(name, member, encodingOf(encoding, name), json),
  );
  return new TextEncoder().encode(pairs.join('&'));
}

function writeProperty(
  name: string,
  value: unknown,
  encoding: PropertyEncoding | undefined,
  json: JsonWriter,
): readonly string[] {
  const styled = styledProperty(name, encoding, 'query');
  if (styled !== undefined) {
    return [writeStyled({ ...styled, json }, value)].filter((text) => text !== '');
  }
  return (Array.isArray(value) ? value : [value])
    .filter((item) => item !== undefined)
    .map((item) => {
      const isInJson = isJsonProperty(encoding, typeof item === 'object' && item !== null);
      const text = isInJson ? json.stringify(item) : textOf(item, json);
      return `${percentEncode(name)}=${percentEncode(text)}`;
    });
}

function encodingOf(encoding: Encodings, name: string): PropertyEncoding | undefined {
  return Object.hasOwn(encoding, name) ? encoding[name] : undefined;
}

function isJsonProperty(encoding: PropertyEncoding | undefined, isStructured: boolean): boolean {
  const media = parseMediaRange(encoding?.contentType ?? '');
  return media === undefined ? isStructured : isJson(media);
}

/** The codec of `application/x-www-form-urlencoded`. */
export const formCodec: Codec = {
  handles: isForm,
  decode: (bytes, { shape, encoding }) => decodeForm(bytes, shape, encoding),
  encode: (value, { media, encoding }) => ({
    body: encodeForm(value, encoding, { stringify: jsonText }),
    contentType: formatMediaRange(media),
  }),
};
