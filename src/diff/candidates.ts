import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { valueAt } from '../json/pointer.ts';
import { mulberry32 } from '../random.ts';
import { decimalOf, leastCommonMultiple, numberOf, tidy } from '../schema/decimal.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';
import { flowRules, type Proof } from './flow-rules.ts';
import type { SchemaChange, TracedChange } from './schema-pair.ts';
import type { Flow } from './severity.ts';
import { typeOf } from './value-type.ts';

/** The sources of candidates for a change. */
interface Attempt {
  readonly change: SchemaChange;
  readonly schemas: Schemas;
  /** The schemas of the version that forbids the values. */
  readonly forbidding: Schemas;
  readonly flow: Flow;
  /** The place of the difference in the version that allows the values. */
  readonly at: Location;
  /** The keyword's value in that version, and in the other one. */
  readonly allowed: unknown;
  readonly forbidden: unknown;
  /** The plainest sample of the changed schema. */
  readonly plain: unknown;
}

/**
 * Values that may prove a change, the likeliest first: those of its rule, then samples of the
 * version that allows more.
 */
export function* candidatesFor(
  { change }: TracedChange,
  versions: Readonly<Record<'base' | 'revision', Schemas>>,
  nodes: readonly Node[],
  flow: Flow,
  allowing: 'base' | 'revision',
): Iterable<unknown> {
  const [node] = nodes;
  const schemas = versions[allowing];
  const forbidding = versions[allowing === 'base' ? 'revision' : 'base'];
  const { kind, args } = change;
  const { proof } = flowRules[kind];
  if (proof !== undefined) {
    yield* makers[proof]({
      change,
      schemas,
      forbidding,
      flow,
      at: change[allowing],
      allowed: allowing === 'base' ? args.from : args.to,
      forbidden: allowing === 'base' ? args.to : args.from,
      plain: node && sampleOf(schemas, node, flow),
    });
  }
  // Another value would show another change.
  if (proof !== 'listed-value') yield* samplesOf(schemas, node, flow);
}

const makers: Readonly<Record<Proof, (attempt: Attempt) => Iterable<unknown>>> = {
  'listed-value': ({ allowed }) => [allowed],
  null: () => [null],
  type: valuesOfTypes,
  number: numbersNearLimits,
  multiple: multiplesNear,
  'text-length': (attempt) => sizesNear(attempt).map((size) => textOf(attempt.plain, size)),
  'array-size': (attempt) => sizesNear(attempt).map((size) => arrayOf(attempt.plain, size)),
  'object-size': (attempt) => sizesNear(attempt).map((size) => objectOf(attempt.plain, size)),
  'equal-items': ({ plain }) => {
    const item = Array.isArray(plain) && plain.length > 0 ? plain[0] : 'text';
    return [[item, item]];
  },
  property: withAndWithoutProperty,
  branch: ({ schemas, flow, at }) =>
    definedIn(sampleOf(schemas, { value: valueAt(at.document.value, at.pointer), at }, flow)),
  *alternatives(attempt) {
    yield mergedSample(attempt);
    yield* namedValues(attempt);
  },
  'named-values': namedValues,
};

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

/** Samples of alternatives, because another alternative may allow the same values. */
export function samplesOfRivals(
  schemas: Schemas,
  rivals: readonly Node[],
  flow: Flow,
): readonly unknown[] {
  return rivals.slice(0, 12).flatMap((rival) => [...samplesOf(schemas, rival, flow)]);
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

function definedIn(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value];
}

function* valuesOfTypes({ allowed, forbidden }: Attempt): Iterable<unknown> {
  const names = (types: unknown): readonly unknown[] => (Array.isArray(types) ? types : []);
  for (const value of ['text', 0, 0.5, true, null, [], {}]) {
    const type = typeOf(value);
    const own =
      type === 'integer' ? ['integer', 'number'] : type === 'fraction' ? ['number'] : [type];
    const isIn = (types: unknown) => own.some((name) => names(types).includes(name));
    if (isIn(allowed) && !isIn(forbidden)) yield value;
  }
}

/** Limits and their neighbors; an exclusive limit is written `not 3`. */
function* numbersNearLimits({ allowed, forbidden, plain }: Attempt): Iterable<unknown> {
  for (const limit of [allowed, forbidden]) {
    const text = limit === undefined ? '' : String(limit).replace('not ', '');
    // A limit beyond a double is an integer, and so are its neighbors.
    if (/^-?\d{16,}$/.test(text)) {
      yield* [BigInt(text), BigInt(text) + 1n, BigInt(text) - 1n];
      continue;
    }
    const number = text === '' ? Number.NaN : Number(text);
    if (Number.isNaN(number)) continue;
    for (const step of [0, 1, -1, 0.5, -0.5]) yield number + step;
  }
  if (typeof plain === 'number') yield plain;
  yield* [0, 1, 1.5, -1, 0.1];
}

/**
 * Multiples of one number that are no multiples of the other, if the sample is a multiple of both.
 */
function* multiplesNear({ allowed, forbidden, plain }: Attempt): Iterable<unknown> {
  const [step, avoided] = [multipleOf(allowed), multipleOf(forbidden)];
  const start = typeof plain === 'number' ? plain : 0;
  const steps = step === undefined ? [(avoided ?? 1) / 2, 1] : [step];
  for (const size of steps) {
    for (const factor of [1, -1, 2, -2]) yield* [factor * size, tidy(start + factor * size)];
  }
}

/** The least common multiple of all numbers of a version; `undefined` if it has none. */
function multipleOf(divisorText: unknown): number | undefined {
  const divisors =
    typeof divisorText === 'string' && divisorText !== '' ? divisorText.split(',').map(Number) : [];
  return divisors.length === 0
    ? undefined
    : numberOf(divisors.map(decimalOf).reduce(leastCommonMultiple));
}

function* withAndWithoutProperty({ change, plain }: Attempt): Iterable<unknown> {
  if (!isObject(plain)) return;
  const { name } = change.args;
  if (name !== undefined) {
    const { [name]: _, ...rest } = plain;
    yield rest;
  }
  const added = name ?? 'additional';
  if (Object.hasOwn(plain, added)) return;
  yield { ...plain, [added]: 'text' };
  yield { ...plain, [added]: 0 };
}

/** Sizes that are cheap to build. */
function sizesNear({ allowed, forbidden }: Attempt): readonly number[] {
  return [allowed, forbidden]
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
function mergedSample({ schemas, flow, at }: Attempt): unknown {
  const branches = valueAt(at.document.value, at.pointer);
  const samples = (Array.isArray(branches) ? branches : []).map((value, index) =>
    sampleOf(schemas, { value, at: below(at, index) }, flow),
  );
  return samples.every(isObject) ? Object.assign({}, ...samples) : samples[0];
}

/** Values that the schemas contain, and some of every type. */
function* namedValues(attempt: Attempt): Iterable<unknown> {
  const { change, plain } = attempt;
  if (change.args.keyword === 'dependentRequired' && isObject(plain)) {
    for (const [name, needed] of dependencies(change)) {
      const rest = Object.entries(plain).filter(([other]) => !needed.includes(other));
      yield { ...Object.fromEntries(rest), [name]: 'text' };
    }
  }
  yield* conditionedValues(attempt);
  yield* valuesIn(change);
  yield* ['text', '', 'a', 'A1', '0', 0, 1, -1, 1e300, 2 ** 40, true, null, [], {}];
}

/** Values from the schemas under `not`, `if` and `contains` in the version that forbids. */
function* conditionedValues({ change, forbidding, flow, at, plain }: Attempt): Iterable<unknown> {
  const place = at === change.base ? change.revision : change.base;
  const keyword = /\/(not|if|contains)$/.exec(place.pointer)?.[1];
  if (keyword === undefined) return;
  const node = { value: valueAt(place.document.value, place.pointer), at: place };
  for (const value of samplesOf(forbidding, node, flow)) {
    if (keyword === 'contains') yield [value];
    if (isObject(value) && isObject(plain)) yield { ...plain, ...value };
    yield value;
    if (!isObject(node.value) || !isObject(plain)) continue;
    const { required } = node.value;
    // Without a schema, any value is possible.
    for (const other of ['text', 0, true, null]) {
      const names = Array.isArray(required) ? required : [];
      yield { ...plain, ...Object.fromEntries(names.map((name) => [name, other])) };
    }
  }
}

/** The names in `dependentRequired` of either version. */
function dependencies(change: SchemaChange): readonly (readonly [string, readonly unknown[]])[] {
  return [change.base, change.revision].flatMap(({ document, pointer }) => {
    const value = valueAt(document.value, pointer);
    return isObject(value)
      ? Object.entries(value).map(([name, needed]) => [name, [needed].flat()] as const)
      : [];
  });
}

/** Some of the values in either version of a keyword. */
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
