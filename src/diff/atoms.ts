/**
 * The kinds of values that no type divides any further: `number` is `integer` and `fraction`, so
 * that allowing numbers where integers were is allowing more.
 */
export type Atom = 'null' | 'boolean' | 'object' | 'array' | 'string' | 'integer' | 'fraction';

export const allAtoms: ReadonlySet<Atom> = new Set([
  ...(['null', 'boolean', 'object', 'array', 'string', 'integer', 'fraction'] as const),
]);

/** What a `type` allows; everything where there is none. */
export function atomsOf(type: unknown): ReadonlySet<Atom> {
  if (type === undefined) return allAtoms;
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  return new Set(names.flatMap((name) => (name === 'number' ? numbers : [name as Atom])));
}

export function atomOf(value: unknown): Atom {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  if (typeof value === 'bigint') return 'integer';
  return typeof value as Atom;
}

/** The types as a person writes them. */
export function typesOf(atoms: Iterable<Atom>): readonly string[] {
  const set = new Set(atoms);
  if (set.has('fraction')) set.delete('integer');
  return [...set].map((atom) => (atom === 'fraction' ? 'number' : atom));
}

const numbers: readonly Atom[] = ['integer', 'fraction'];
