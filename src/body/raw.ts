import { coerce } from './coerce.ts';
import { parseJson } from './json.ts';
import type { Decoded, Shape } from './shape.ts';
import { itemShape, propertyShape, structureOf } from './structure.ts';

/**
 * Values made of raw texts: the delimiters between them are gone, their own characters may still be
 * encoded. Splitting first and decoding after is what lets a value contain a delimiter.
 */
export type DecodeText = (raw: string) => string | undefined;

/** One value. */
export function readScalar(raw: string, shape: Shape, decode: DecodeText): Decoded {
  const text = decode(raw);
  if (text === undefined) {
    return { ok: false, reason: `${JSON.stringify(raw)} is not percent-encoded UTF-8` };
  }
  return { ok: true, value: structureOf(shape) === 'scalar' ? coerce(text, shape) : nested(text) };
}

/** An array, of one text for each item. */
export function readArray(raws: readonly string[], shape: Shape, decode: DecodeText): Decoded {
  const items: unknown[] = [];
  // Where no array is described, the schema must refuse one whose items are of its type.
  const item = shape.types.size === 0 || shape.types.has('array') ? itemShape(shape) : shape;
  for (const raw of raws) {
    const read = readScalar(raw, item, decode);
    if (!read.ok) return read;
    items.push(read.value);
  }
  return { ok: true, value: items };
}

/** An object, of raw names and values; names that come more than once are refused. */
export function readObject(
  pairs: readonly (readonly [string, string])[],
  shape: Shape,
  decode: DecodeText,
): Decoded {
  const members = new Map<string, unknown>();
  for (const [rawName, raw] of pairs) {
    const name = decode(rawName);
    if (name === undefined) return readScalar(rawName, shape, decode);
    if (members.has(name)) {
      return { ok: false, reason: `property ${JSON.stringify(name)} is given more than once` };
    }
    const read = readScalar(raw, propertyShape(shape, name), decode);
    if (!read.ok) return read;
    members.set(name, read.value);
  }
  return { ok: true, value: Object.fromEntries(members) };
}

/** An object whose names and values take turns: `R,100,G,200`. */
export function readAlternating(
  raws: readonly string[],
  shape: Shape,
  decode: DecodeText,
): Decoded {
  if (raws.length % 2 === 1) {
    return { ok: false, reason: `name ${JSON.stringify(raws.at(-1))} has no value` };
  }
  const pairs: [string, string][] = [];
  for (let index = 0; index < raws.length; index += 2) {
    pairs.push([raws[index]!, raws[index + 1]!]);
  }
  return readObject(pairs, shape, decode);
}

/** OpenAPI leaves arrays and objects inside a styled value undefined; JSON is what is written. */
function nested(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
}
