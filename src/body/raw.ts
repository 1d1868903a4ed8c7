import { coerce } from './coerce.ts';
import { parseJson } from './json.ts';
import type { Decoded, Shape } from './shape.ts';
import { itemShape, propertyShape, structureOf } from './structure.ts';

/**
 * Makes values from raw texts: the delimiters are gone, other characters may still be encoded.
 * Decoding after splitting lets a value contain a delimiter.
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

/** An array, from one text for each item. */
export function readArray(raws: readonly string[], shape: Shape, decode: DecodeText): Decoded {
  const items: unknown[] = [];
  // If the schema describes no array, it must refuse one whose items have its type.
  const item = shape.types.size === 0 || shape.types.has('array') ? itemShape(shape) : shape;
  for (const raw of raws) {
    const read = readScalar(raw, item, decode);
    if (!read.ok) return read;
    items.push(read.value);
  }
  return { ok: true, value: items };
}

/** An object, from raw names and values; a repeated name is refused. */
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

/** An object with alternating names and values: `R,100,G,200`. */
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

/** OpenAPI does not define arrays and objects inside a styled value; this project writes JSON. */
function nested(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
}
