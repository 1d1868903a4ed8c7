import {
  type Decimal,
  decimalOf,
  isDecimalMultiple,
  leastCommonMultiple,
} from '../schema/decimal.ts';
import { isEqual } from '../schema/equality.ts';
import { formats } from '../schema/formats.ts';
import type { Constraints } from './constraints.ts';
import type { FlowKind } from './rules.ts';
import type { SchemaComparison } from './schema-comparison.ts';
import type { ValueType } from './value-type.ts';

/** Compares what schemas ask of numbers, texts, and the sizes of arrays and objects. */
export function compareBounds(comparison: SchemaComparison): void {
  const { base, revision, shared, report } = comparison;
  const numeric = shared.has('integer') || shared.has('fraction');
  if (numeric) {
    compareLimit(comparison, 'minimum');
    compareLimit(comparison, 'maximum');
    compareMultiples(comparison);
  }
  for (const [noun, type] of sizes) {
    if (!shared.has(type)) continue;
    const kebab = noun.toLowerCase() as 'length' | 'items' | 'properties';
    const least = `min${noun}`;
    const [from = 0, to = 0] = [base, revision].map((constraints) =>
      Math.max(0, ...numbersOf(constraints, least)),
    );
    const args = { keyword: least, from, to };
    if (to > from) report(`min-${kebab}-raised`, least, args);
    if (to < from) report(`min-${kebab}-lowered`, least, args);
    const most = `max${noun}`;
    const [before = Infinity, after = Infinity] = [base, revision].map((constraints) =>
      Math.min(Infinity, ...numbersOf(constraints, most)),
    );
    const limits = { keyword: most, from: finite(before), to: finite(after) };
    if (after < before) report(`max-${kebab}-lowered`, most, limits);
    if (after > before) report(`max-${kebab}-raised`, most, limits);
  }
  if (shared.has('array')) compareUnique(comparison);
  if (shared.has('string')) comparePatterns(comparison);
  if (shared.has('string') || numeric) compareFormats(comparison);
  if (shared.has('array')) compareContainsCounts(comparison);
  if (shared.has('object')) compareDependentRequired(comparison);
}

const sizes: readonly (readonly ['Length' | 'Items' | 'Properties', ValueType])[] = [
  ['Length', 'string'],
  ['Items', 'array'],
  ['Properties', 'object'],
];

interface Limit {
  readonly value: number;
  readonly exclusive: boolean;
}

function compareLimit(
  { base, revision, shared, report }: SchemaComparison,
  keyword: 'minimum' | 'maximum',
): void {
  const integersOnly = !shared.has('fraction');
  const [from, to] = [
    limitOf(base, keyword, integersOnly),
    limitOf(revision, keyword, integersOnly),
  ];
  const sign = keyword === 'minimum' ? 1 : -1;
  const order = compareLimits(from, to, sign);
  if (order === 0) return;
  const kind =
    keyword === 'minimum' ? (['raised', 'lowered'] as const) : (['lowered', 'raised'] as const);
  const args = { keyword, from: textOf(from), to: textOf(to) };
  const place = [keyword, exclusiveOf(keyword)].find((one) =>
    [base, revision].some((constraints) => constraints.plain.has(one)),
  );
  report(`${keyword}-${order > 0 ? kind[0] : kind[1]}` as FlowKind, place ?? keyword, args);
}

/** More than 0 where `to` allows less than `from`; `sign` is -1 for upper limits. */
function compareLimits(from: Limit | undefined, to: Limit | undefined, sign: 1 | -1): number {
  if (from === undefined || to === undefined) {
    return (to === undefined ? 0 : 1) - (from === undefined ? 0 : 1);
  }
  if (from.value !== to.value) return to.value * sign > from.value * sign ? 1 : -1;
  return Number(to.exclusive) - Number(from.exclusive);
}

/** The strictest limit; for integers alone, "more than 3" is "at least 4". */
function limitOf(
  constraints: Constraints,
  keyword: 'minimum' | 'maximum',
  integersOnly: boolean,
): Limit | undefined {
  const sign = keyword === 'minimum' ? 1 : -1;
  const limits = [
    ...numbersOf(constraints, keyword).map((value) => ({ value, exclusive: false })),
    ...numbersOf(constraints, exclusiveOf(keyword)).map((value) => ({ value, exclusive: true })),
  ].map((limit) => (integersOnly ? amongIntegers(limit, sign) : limit));
  return limits.reduce<Limit | undefined>(
    (strictest, limit) => (compareLimits(strictest, limit, sign) > 0 ? limit : strictest),
    undefined,
  );
}

function amongIntegers({ value, exclusive }: Limit, sign: 1 | -1): Limit {
  const inside = sign === 1 ? Math.ceil(value) : Math.floor(value);
  return { value: exclusive && inside === value ? value + sign : inside, exclusive: false };
}

function exclusiveOf(keyword: 'minimum' | 'maximum'): string {
  return keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
}

function textOf(limit: Limit | undefined): unknown {
  return limit === undefined ? undefined : limit.exclusive ? `not ${limit.value}` : limit.value;
}

function compareMultiples({ base, revision, shared, report }: SchemaComparison): void {
  const [from, to] = [divisorsOf(base), divisorsOf(revision)];
  // Integers are the multiples of 1; other numbers are of anything.
  const whole = shared.has('fraction') ? [] : [1];
  const [before, after] = [commonMultiple([...from, ...whole]), commonMultiple([...to, ...whole])];
  const isNarrower = isMultiple(after, before);
  const isWider = isMultiple(before, after);
  if (isNarrower && isWider) return;
  const args = { keyword: 'multipleOf', from: from.join(), to: to.join() };
  if (isNarrower) report('multiple-of-narrowed', 'multipleOf', args);
  else if (isWider) report('multiple-of-widened', 'multipleOf', args);
  else report('multiple-of-replaced', 'multipleOf', args);
}

/** Whatever is a multiple of all the numbers is one of this, and the other way round. */
function commonMultiple(divisors: readonly number[]): Decimal | undefined {
  const [first, ...others] = divisors.map(decimalOf);
  return first && others.reduce(leastCommonMultiple, first);
}

/** Whether all multiples of the one are multiples of the other; every number is, of none. */
function isMultiple(value: Decimal | undefined, of: Decimal | undefined): boolean {
  return of === undefined || (value !== undefined && isDecimalMultiple(value, of));
}

/** What is no number above 0 asks for nothing that could be kept (section 6.2.1). */
function divisorsOf(constraints: Constraints): readonly number[] {
  return numbersOf(constraints, 'multipleOf').filter(
    (divisor) => divisor > 0 && divisor < Infinity,
  );
}

function compareUnique({ base, revision, report }: SchemaComparison): void {
  const [from, to] = [base, revision].map(
    (constraints) => constraints.plain.get('uniqueItems')?.includes(true) ?? false,
  );
  if (to && !from) report('unique-items-added', 'uniqueItems');
  if (from && !to) report('unique-items-removed', 'uniqueItems');
}

function comparePatterns({ base, revision, report }: SchemaComparison): void {
  const [from, to] = [base, revision].map((constraints) =>
    wordsOf(constraints, 'pattern').filter((one) => !/^(?:\.\*)?$/.test(one)),
  );
  const removed = from!.filter((pattern) => !to!.includes(pattern));
  const added = to!.filter((pattern) => !from!.includes(pattern));
  const args = { keyword: 'pattern', from: from!.join(' '), to: to!.join(' ') };
  if (removed.length > 0 && added.length > 0) report('pattern-changed', 'pattern', args);
  else if (removed.length > 0) report('pattern-removed', 'pattern', args);
  else if (added.length > 0) report('pattern-added', 'pattern', args);
}

/** Formats in the order of what they allow: each allows what those before it do. */
const widening: readonly (readonly string[])[] = [
  ['int8', 'int16', 'int32', 'int64'],
  ['uint8', 'uint16', 'uint32', 'uint64'],
  ['float', 'double'],
  ['email', 'idn-email'],
  ['hostname', 'idn-hostname'],
  ['uri', 'uri-reference', 'iri-reference'],
  ['uri', 'iri', 'iri-reference'],
];

/** Formats that say how to show a value, or that allow every value there is. */
const silentFormats = new Set(['password', 'double']);

function compareFormats({ base, revision, shared, report }: SchemaComparison): void {
  const [from, to] = [base, revision].map((constraints) => formatsOf(constraints, shared)) as [
    string[],
    string[],
  ];
  const removed = from.filter((format) => !to.includes(format));
  const added = to.filter((format) => !from.includes(format));
  if (removed.length === 0 && added.length === 0) return;
  const args = { keyword: 'format', from: removed.join(' '), to: added.join(' ') };
  const isChecked = (format: string) => Object.hasOwn(formats, format);
  if (![...removed, ...added].every(isChecked)) report('format-meaning-changed', 'format', args);
  else if (removed.length === 0) report('format-added', 'format', args);
  else if (added.length === 0) report('format-removed', 'format', args);
  else if (isWider(added, removed)) report('format-widened', 'format', args);
  else if (isWider(removed, added)) report('format-narrowed', 'format', args);
  else report('format-replaced', 'format', args);
}

function isWider(wider: readonly string[], narrower: readonly string[]): boolean {
  return wider.every((wide) =>
    narrower.some((narrow) =>
      widening.some((row) => row.includes(narrow) && row.indexOf(wide) > row.indexOf(narrow)),
    ),
  );
}

/** 3.1 says by `content…` what 3.0 says by `format` (3.1.1 section 4.8.24.4.2). */
function formatsOf(constraints: Constraints, shared: ReadonlySet<ValueType>): string[] {
  const numeric = shared.has('integer') || shared.has('fraction');
  const named = wordsOf(constraints, 'format').filter((format) => {
    const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
    return known === undefined || (known.type === 'string' ? shared.has('string') : numeric);
  });
  const encodings = wordsOf(constraints, 'contentEncoding').map((encoding) =>
    encoding.toLowerCase() === 'base64' ? 'byte' : encoding,
  );
  const media = wordsOf(constraints, 'contentMediaType').flatMap((type) =>
    type !== 'application/octet-stream' ? [type] : encodings.length === 0 ? ['binary'] : [],
  );
  return [...new Set([...named, ...encodings, ...media])].filter((one) => !silentFormats.has(one));
}

function compareDependentRequired({ base, revision, report }: SchemaComparison): void {
  const [from, to] = [base, revision].map((constraints) =>
    (constraints.plain.get('dependentRequired') ?? []).flatMap((one) =>
      Object.entries(one as Record<string, readonly string[]>).flatMap(([name, needed]) =>
        needed.map((other) => `${name} needs ${other}`),
      ),
    ),
  ) as [string[], string[]];
  const keyword = 'dependentRequired';
  for (const reason of to.filter((one) => !from.includes(one))) {
    report('condition-added', keyword, { keyword, reason });
  }
  for (const reason of from.filter((one) => !to.includes(one))) {
    report('condition-removed', keyword, { keyword, reason });
  }
}

/** How many items must satisfy `contains`, and how many may. */
function compareContainsCounts({ base, revision, report }: SchemaComparison): void {
  const counted = [base, revision].map(
    (constraints) => constraints.opaque.get('contains')?.length ?? 0,
  );
  // Without `contains` on both sides the counts say nothing, and that is told of by itself.
  if (counted.includes(0)) return;
  for (const [keyword, fallback] of [
    ['minContains', 1],
    ['maxContains', Infinity],
  ] as const) {
    const [from, to] = [base, revision].map((constraints) => constraints.plain.get(keyword) ?? []);
    if (isEqual(from, to)) continue;
    // Counts of several schemas in `allOf` are not of one thing.
    if (counted.some((count) => count > 1)) {
      report('schema-undecided', keyword, { keyword, from: from![0], to: to![0] });
      continue;
    }
    const [before = fallback, after = fallback] = [
      numbersOf(base, keyword)[0],
      numbersOf(revision, keyword)[0],
    ];
    const args = { keyword, from: finite(before), to: finite(after) };
    if (after > before)
      report(
        keyword === 'minContains' ? 'min-contains-raised' : 'max-contains-raised',
        keyword,
        args,
      );
    if (after < before)
      report(
        keyword === 'minContains' ? 'min-contains-lowered' : 'max-contains-lowered',
        keyword,
        args,
      );
  }
}

function numbersOf(constraints: Constraints, keyword: string): readonly number[] {
  return (constraints.plain.get(keyword) ?? []).filter((value) => typeof value === 'number');
}

function wordsOf(constraints: Constraints, keyword: string): readonly string[] {
  return (constraints.plain.get(keyword) ?? []).filter((value) => typeof value === 'string');
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
