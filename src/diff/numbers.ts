import {
  compareDecimals,
  type Decimal,
  isDecimalMultiple,
  leastCommonMultiple,
  numericOf,
} from '../schema/decimal.ts';
import { writtenDivisor } from '../schema/written-number.ts';
import type { Constraints } from './constraints.ts';
import { decimalsOf } from './operands.ts';
import type { SchemaComparison } from './schema-comparison.ts';

/** Compares the limits and the multiples of numbers. */
export function compareNumbers(comparison: SchemaComparison): void {
  const { shared } = comparison;
  if (!shared.has('integer') && !shared.has('fraction')) return;
  compareLimit(comparison, minimum);
  compareLimit(comparison, maximum);
  compareMultiples(comparison);
}

/** A keyword that limits numbers, and its exclusive form. */
export interface LimitKeywords {
  readonly keyword: string;
  readonly exclusive: string;
  /** 1 if values above the limit are allowed, -1 if values below are. */
  readonly sign: 1 | -1;
  readonly narrowed: 'minimum-raised' | 'maximum-lowered';
  readonly widened: 'minimum-lowered' | 'maximum-raised';
}

export const minimum: LimitKeywords = {
  keyword: 'minimum',
  exclusive: 'exclusiveMinimum',
  sign: 1,
  narrowed: 'minimum-raised',
  widened: 'minimum-lowered',
};

export const maximum: LimitKeywords = {
  keyword: 'maximum',
  exclusive: 'exclusiveMaximum',
  sign: -1,
  narrowed: 'maximum-lowered',
  widened: 'maximum-raised',
};

export interface Limit {
  readonly value: Decimal;
  readonly isExclusive: boolean;
}

function compareLimit(
  { base, revision, shared, report }: SchemaComparison,
  keywords: LimitKeywords,
): void {
  const { keyword, exclusive, sign } = keywords;
  const isWhole = !shared.has('fraction');
  const [from, to] = [strictest(base, keywords, isWhole), strictest(revision, keywords, isWhole)];
  const order = compareLimits(from, to, sign);
  if (order === 0) return;
  const hasKeyword = (one: string) => base.plain.has(one) || revision.plain.has(one);
  const place = !hasKeyword(keyword) && hasKeyword(exclusive) ? exclusive : keyword;
  const args = { keyword, from: textOf(from), to: textOf(to) };
  report(order > 0 ? keywords.narrowed : keywords.widened, place, args);
}

/** More than 0 where `to` allows less than `from`. */
export function compareLimits(
  from: Limit | undefined,
  to: Limit | undefined,
  sign: LimitKeywords['sign'],
): number {
  if (from === undefined || to === undefined) {
    return (to === undefined ? 0 : 1) - (from === undefined ? 0 : 1);
  }
  const order = compareDecimals(to.value, from.value) * sign;
  if (order !== 0) return order;
  return Number(to.isExclusive) - Number(from.isExclusive);
}

/** The strictest limit; for integers alone, "more than 3" is "at least 4". */
export function strictest(
  constraints: Constraints,
  { keyword, exclusive, sign }: LimitKeywords,
  isWhole: boolean,
): Limit | undefined {
  const limits = [
    ...decimalsOf(constraints, keyword).map((value) => ({ value, isExclusive: false })),
    ...decimalsOf(constraints, exclusive).map((value) => ({ value, isExclusive: true })),
  ];
  return limits
    .map((limit) => (isWhole ? amongIntegers(limit, sign) : limit))
    .reduce<Limit | undefined>(
      (strict, limit) => (compareLimits(strict, limit, sign) > 0 ? limit : strict),
      undefined,
    );
}

function amongIntegers({ value, isExclusive }: Limit, sign: LimitKeywords['sign']): Limit {
  const { digits, exponent } = value;
  const size = 10n ** BigInt(Math.max(0, -Math.max(exponent, -400)));
  const rest = exponent >= 0 ? 0n : ((digits % size) + size) % size;
  const below = exponent >= 0 ? digits * 10n ** BigInt(exponent) : (digits - rest) / size;
  const inside = sign === 1 && rest > 0n ? below + 1n : below;
  const whole = isExclusive && rest === 0n ? inside + BigInt(sign) : inside;
  return { value: { digits: whole, exponent: 0 }, isExclusive: false };
}

function textOf(limit: Limit | undefined): unknown {
  if (limit === undefined) return undefined;
  const value = numericOf(limit.value);
  return limit.isExclusive ? `not ${value}` : value;
}

function compareMultiples({ base, revision, shared, report }: SchemaComparison): void {
  const [from, to] = [divisorsOf(base), divisorsOf(revision)];
  const isWhole = !shared.has('fraction');
  const [before, after] = [commonMultiple(from, isWhole), commonMultiple(to, isWhole)];
  const isNarrower = isMultiple(after, before);
  const isWider = isMultiple(before, after);
  if (isNarrower && isWider) return;
  const args = {
    keyword: 'multipleOf',
    from: from.map(written).join(),
    to: to.map(written).join(),
  };
  if (isNarrower) report('multiple-of-narrowed', 'multipleOf', args);
  else if (isWider) report('multiple-of-widened', 'multipleOf', args);
  else report('multiple-of-replaced', 'multipleOf', args);
}

/** A decimal beyond every number's range is written by its digits and its power of ten. */
function written(decimal: Decimal): string {
  const number = numericOf(decimal);
  return number === 0 || number === Infinity
    ? `${decimal.digits}e${decimal.exponent}`
    : String(number);
}

/**
 * The least common multiple: its multiples are the multiples of all numbers. Integers are the
 * multiples of 1; other numbers are multiples of anything.
 */
export function commonMultiple(
  divisors: readonly Decimal[],
  isWhole: boolean,
): Decimal | undefined {
  const [first, ...others] = isWhole ? [...divisors, one] : divisors;
  return first && others.reduce(leastCommonMultiple, first);
}

const one: Decimal = { digits: 1n, exponent: 0 };

/**
 * Whether all multiples of one number are multiples of the other; without one, every number counts.
 */
export function isMultiple(value: Decimal | undefined, of: Decimal | undefined): boolean {
  return of === undefined || (value !== undefined && isDecimalMultiple(value, of));
}

/** Only positive numbers limit anything (section 6.2.1). */
export function divisorsOf({ plain }: Constraints): readonly Decimal[] {
  return (plain.get('multipleOf') ?? []).flatMap((operand) => {
    const divisor = writtenDivisor(operand);
    return divisor === undefined ? [] : [divisor];
  });
}
