import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { valueAt } from '../json/pointer.ts';
import { mulberry32 } from '../random.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';
import { atomOf } from './atoms.ts';
import type { FoundChange, SchemaChange } from './pair.ts';
import type { Flow } from './rules.ts';

/**
 * Values that may show what a change means, the likeliest first: at the edge of what is no longer
 * allowed, with what is now needed left out, or plain samples of the version that allows more.
 */
export function* candidatesFor(
  { change }: FoundChange,
  schemas: Schemas,
  nodes: readonly Node[],
  flow: Flow,
  giver: 'base' | 'revision',
): Iterable<unknown> {
  const [node] = nodes;
  const plain = node && sampleOf(schemas, node, flow);
  const { kind, args } = change;
  const said = giver === 'base' ? args.from : args.to;
  const other = giver === 'base' ? args.to : args.from;

  if (/^(?:enum-value|const)/.test(kind)) yield said;
  if (/^null-/.test(kind)) yield null;
  if (/^type-/.test(kind)) yield* valuesOfTypes(said, other);
  if (/^(?:minimum|maximum|multiple)/.test(kind)) yield* numbersNear(said, other, plain);
  if (/^(?:min|max)-length/.test(kind)) {
    for (const length of sizesNear(said, other)) yield textOf(plain, length);
  }
  if (/^(?:min|max)-(?:items|contains)/.test(kind)) {
    for (const length of sizesNear(said, other)) yield arrayOf(plain, length);
  }
  if (/^(?:min|max)-properties/.test(kind)) {
    for (const size of sizesNear(said, other)) yield objectOf(plain, size);
  }
  if (kind.startsWith('unique-items')) {
    const item = Array.isArray(plain) && plain.length > 0 ? plain[0] : 'text';
    yield [item, item];
  }
  if (/^property-(?:required|optional)/.test(kind) && isObject(plain) && args.name !== undefined) {
    const { [args.name]: _, ...rest } = plain;
    yield rest;
  }
  if (/^properties-|^property-/.test(kind) && isObject(plain)) {
    const name = args.name ?? 'additional';
    if (!Object.hasOwn(plain, name)) {
      yield { ...plain, [name]: 'text' };
      yield { ...plain, [name]: 0 };
    }
  }
  if (kind.startsWith('branch-')) {
    const at = giver === 'base' ? change.base : change.revision;
    const branch = sampleOf(schemas, { value: valueAt(at.document.value, at.pointer), at }, flow);
    if (branch !== undefined) yield branch;
  }
  if (kind.startsWith('alternatives-made')) {
    const at = giver === 'base' ? change.base : change.revision;
    yield mergedSample(schemas, at, flow);
  }
  if (args.keyword === 'dependentRequired' && isObject(plain)) {
    for (const [name, needed] of dependencies(change)) {
      const rest = Object.entries(plain).filter(([other]) => !needed.includes(other));
      yield { ...Object.fromEntries(rest), [name]: 'text' };
    }
  }
  if (/^(?:format|pattern|enum|schema|alternatives|condition)/.test(kind)) {
    yield* valuesIn(change);
    yield* ['text', '', 'a', 'A1', '0', 0, 1, -1, 1e300, 2 ** 40, true, null, [], {}];
  }
  yield* samplesOf(schemas, node, flow);
}

/** The plainest sample of a schema, and some others. */
export function* samplesOf(
  schemas: Schemas,
  node: Node | undefined,
  flow: Flow,
): Iterable<unknown> {
  if (node === undefined) return;
  for (const seed of [undefined, 1, 2, 3, 4, 5, 6, 7, 8]) {
    const value = sampleOf(schemas, node, flow, seed);
    if (value !== undefined) yield value;
  }
}

function sampleOf(schemas: Schemas, node: Node, flow: Flow, seed?: number): unknown {
  const found = sample(
    schemas,
    node,
    flow,
    seed === undefined ? {} : { random: mulberry32(seed * 0x9e3779b9) },
  );
  return found.ok ? found.value : undefined;
}

function* valuesOfTypes(said: unknown, other: unknown): Iterable<unknown> {
  const [allowed, forbidden] = [said, other].map((types) => (Array.isArray(types) ? types : []));
  const all = ['text', 0, 0.5, true, null, [], {}];
  for (const value of all) {
    const atom = atomOf(value);
    const names =
      atom === 'integer' ? ['integer', 'number'] : atom === 'fraction' ? ['number'] : [atom];
    const has = (types: readonly unknown[]) => names.some((name) => types.includes(name));
    if (has(allowed ?? []) && !has(forbidden ?? [])) yield value;
  }
}

function* numbersNear(said: unknown, other: unknown, plain: unknown): Iterable<unknown> {
  const numbers = [said, other].flatMap((limit) => {
    const value = Number(String(limit).replace('not ', ''));
    return limit === undefined || Number.isNaN(value) ? [] : [value];
  });
  for (const limit of numbers) {
    for (const step of [0, 1, -1, 0.5, -0.5]) yield limit + step;
  }
  if (typeof plain === 'number') yield plain;
  yield* [0, 1, 1.5, -1, 0.1];
}

/** Sizes that are cheap to build. */
function sizesNear(said: unknown, other: unknown): readonly number[] {
  return [said, other]
    .flatMap((size) => (typeof size === 'number' ? [size, size + 1, size - 1] : []))
    .filter((size) => size >= 0 && size <= 20_000);
}

function textOf(plain: unknown, length: number): string {
  const text = typeof plain === 'string' && plain !== '' ? plain : 'a';
  return text.length >= length ? text.slice(0, length) : text.padEnd(length, text.at(-1));
}

function arrayOf(plain: unknown, length: number): readonly unknown[] {
  const items: readonly unknown[] = Array.isArray(plain) ? plain : [];
  return Array.from(
    { length: Math.min(length, 1000) },
    (_, index) => items[index] ?? items[0] ?? index,
  );
}

function objectOf(plain: unknown, size: number): unknown {
  const members = isObject(plain) ? Object.entries(plain) : [];
  const more = Array.from(
    { length: Math.min(size, 1000) },
    (_, index) => [`more${index}`, 'text'] as const,
  );
  return Object.fromEntries([...members, ...more].slice(0, size));
}

/** A value that several alternatives may allow at once. */
function mergedSample(schemas: Schemas, at: Location, flow: Flow): unknown {
  const branches = valueAt(at.document.value, at.pointer);
  const samples = (Array.isArray(branches) ? branches : []).map((value, index) =>
    sampleOf(schemas, { value, at: below(at, index) }, flow),
  );
  return samples.every(isObject) ? Object.assign({}, ...samples) : samples[0];
}

/** What `dependentRequired` says in either version. */
function dependencies(change: SchemaChange): readonly (readonly [string, readonly unknown[]])[] {
  return [change.base, change.revision].flatMap(({ document, pointer }) => {
    const value = valueAt(document.value, pointer);
    return isObject(value)
      ? Object.entries(value).map(([name, needed]) => [name, [needed].flat()] as const)
      : [];
  });
}

/** Values that either version of a keyword names, some of them. */
function valuesIn(change: SchemaChange): readonly unknown[] {
  const found: unknown[] = [];
  const open: unknown[] = [change.base, change.revision].map(({ document, pointer }) =>
    valueAt(document.value, pointer),
  );
  for (const value of open) {
    if (found.length >= 30 || open.length > 300) break;
    if (typeof value !== 'object' || value === null) continue;
    const { const: only, enum: listed, default: usual, example } = value as JsonObject;
    found.push(...[only, ...[listed].flat(), usual, example].filter((item) => item !== undefined));
    open.push(...Object.values(value));
  }
  return found;
}
