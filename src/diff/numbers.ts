import {
  type Decimal,
  decimalOf,
  isDecimalMultiple,
  leastCommonMultiple,
} from '../schema/decimal.ts';
import { type Constraints, numbersOf } from './constraints.ts';
import type { SchemaComparison } from './schema-comparison.ts';

/** Compares what schemas ask of numbers: limits, and of what they must be multiples. */
export function compareNumbers(comparison: SchemaComparison): void {
  const { shared } = comparison;
  if (!shared.has('integer') && !shared.has('fraction')) return;
  compareLimit(comparison, minimum);
  compareLimit(comparison, maximum);
  compareMultiples(comparison);
}

/** A keyword that limits numbers, and the one that excludes the limit itself. */
interface LimitKeywords {
  readonly keyword: string;
  readonly exclusive: string;
  /** 1 where more than the limit is allowed, -1 where less is. */
  readonly sign: 1 | -1;
  readonly narrowed: 'minimum-raised' | 'maximum-lowered';
  readonly widened: 'minimum-lowered' | 'maximum-raised';
}

const minimum: LimitKeywords = {
  keyword: 'minimum',
  exclusive: 'exclusiveMinimum',
  sign: 1,
  narrowed: 'minimum-raised',
  widened: 'minimum-lowered',
};

const maximum: LimitKeywords = {
  keyword: 'maximum',
  exclusive: 'exclusiveMaximum',
  sign: -1,
  narrowed: 'maximum-lowered',
  widened: 'maximum-raised',
};

interface Limit {
  readonly value: number;
  readonly isExclusive: boolean;
}

function compareLimit(
  { base, revision, shared, report }: SchemaComparison,
  keywords: LimitKeywords,
): void {
  const { keyword, exclusive, sign } = keywords;
  const [from, to] = [strictest(base, keywords, shared), strictest(revision, keywords, shared)];
  const order = compareLimits(from, to, sign);
  if (order === 0) return;
  const isSaid = (one: string) => base.plain.has(one) || revision.plain.has(one);
  const place = !isSaid(keyword) && isSaid(exclusive) ? exclusive : keyword;
  const args = { keyword, from: textOf(from), to: textOf(to) };
  report(order > 0 ? keywords.narrowed : keywords.widened, place, args);
}

/** More than 0 where `to` allows less than `from`. */
function compareLimits(
  from: Limit | undefined,
  to: Limit | undefined,
  sign: LimitKeywords['sign'],
): number {
  if (from === undefined || to === undefined) {
    return (to === undefined ? 0 : 1) - (from === undefined ? 0 : 1);
  }
  if (from.value !== to.value) return to.value * sign > from.value * sign ? 1 : -1;
  return Number(to.isExclusive) - Number(from.isExclusive);
}

/** The strictest limit; for integers alone, "more than 3" is "at least 4". */
function strictest(
  constraints: Constraints,
  { keyword, exclusive, sign }: LimitKeywords,
  shared: SchemaComparison['shared'],
): Limit | undefined {
  const limits = [
    ...numbersOf(constraints, keyword).map((value) => ({ value, isExclusive: false })),
    ...numbersOf(constraints, exclusive).map((value) => ({ value, isExclusive: true })),
  ];
  return limits
    .map((limit) => (shared.has('fraction') ? limit : amongIntegers(limit, sign)))
    .reduce<Limit | undefined>(
      (strict, limit) => (compareLimits(strict, limit, sign) > 0 ? limit : strict),
      undefined,
    );
}

function amongIntegers({ value, isExclusive }: Limit, sign: LimitKeywords['sign']): Limit {
  const inside = sign === 1 ? Math.ceil(value) : Math.floor(value);
  return { value: isExclusive && inside === value ? value + sign : inside, isExclusive: false };
}

function textOf(limit: Limit | undefined): unknown {
  return limit === undefined ? undefined : limit.isExclusive ? `not ${limit.value}` : limit.value;
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
