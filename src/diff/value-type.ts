/**
 * The smallest kinds of values: `number` is `integer` and `fraction`, so that `number` in the place
 * of `integer` is a widening.
 */
export type ValueType = 'null' | 'boolean' | 'object' | 'array' | 'string' | 'integer' | 'fraction';

export const allTypes: ReadonlySet<ValueType> = new Set([
  ...(['null', 'boolean', 'object', 'array', 'string', 'integer', 'fraction'] as const),
]);

/** The types that a `type` allows; all types without one. */
export function typesAllowedBy(type: unknown): ReadonlySet<ValueType> {
  if (type === undefined) return allTypes;
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  return new Set(names.flatMap((name) => (name === 'number' ? numbers : [name as ValueType])));
}

export function typeOf(value: unknown): ValueType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  if (typeof value === 'bigint') return 'integer';
  return typeof value as ValueType;
}

/** The types as a person writes them. */
export function typeNames(types: Iterable<ValueType>): readonly string[] {
  const set = new Set(types);
  if (set.has('fraction')) set.delete('integer');
  return [...set].map((type) => (type === 'fraction' ? 'number' : type));
}

const numbers: readonly ValueType[] = ['integer', 'fraction'];
