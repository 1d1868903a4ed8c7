import type { Shape } from './shape.ts';

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Turns text into the type of its shape, without guessing. Text stays text if the shape allows a
 * string or has no types. A text that is not exactly a JSON number, `true` or `false` also stays,
 * and the schema refuses it. An empty text or `null` becomes `null` if no other type fits.
 */
export function coerce(text: string, shape: Shape): unknown {
  const { types } = shape;
  if (types.size === 0 || types.has('string')) return text;
  if ((types.has('integer') || types.has('number')) && jsonNumber.test(text)) {
    const number = Number(text);
    const exact = shape.isExact ? exactInteger(number, text) : undefined;
    if (Number.isFinite(number)) return exact ?? number;
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && (text === '' || text === 'null')) return null;
  return text;
}

/** An integer beyond a double, as written. */
export function exactInteger(value: unknown, text: string): bigint | undefined {
  const isGreat = typeof value === 'number' && !Number.isSafeInteger(value);
  return isGreat && /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

const scalars = ['integer', 'number', 'boolean', 'null'] as const;

/**
 * A second reading of texts where a schema allows a string and another type, such as `anyOf` of an
 * integer and a string. Each text that the other type allows becomes that type. The result is
 * `undefined` if there is no such text.
 */
export function otherReading(value: unknown, shape: Shape): unknown {
  if (typeof value === 'string') {
    if (!shape.types.has('string')) return undefined;
    const types = new Set(scalars.filter((type) => shape.types.has(type)));
    const other = types.size === 0 ? value : coerce(value, { ...shape, types });
    return other === value ? undefined : other;
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined;
  const changed = new Map<string, unknown>();
  const items = Array.isArray(value) ? shape.items() : undefined;
  for (const [name, member] of Object.entries(value)) {
    const inner = Array.isArray(value)
      ? items
      : (shape.properties().get(name) ?? shape.additionalProperties());
    const other = inner && otherReading(member, inner);
    if (other !== undefined) changed.set(name, other);
  }
  if (changed.size === 0) return undefined;
  const pairs = Object.entries(value).map(
    ([name, member]) => [name, changed.has(name) ? changed.get(name) : member] as const,
  );
  return Array.isArray(value) ? pairs.map(([, member]) => member) : Object.fromEntries(pairs);
}

/** Writes JSON; a writer of its own keeps integers beyond a double. */
export type JsonWriter = Pick<JSON, 'stringify'>;

/**
 * Writes a scalar as the text that `coerce` reads. Nested values have no notation and become JSON.
 */
export function textOf(value: unknown, json: JsonWriter = JSON): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? json.stringify(value) : String(value);
}
