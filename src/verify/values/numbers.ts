import { tidy } from '../../schema/decimal.ts';
import { formats } from '../../schema/formats.ts';
import { isMultipleOf } from '../../schema/multiple-of.ts';
import type { Instance } from './instances.ts';
import type { Limit } from './limits.ts';
import { isNumber, isText, limits, tightest } from './limits.ts';
import { edgeAt, type Fault, faultAt, type Variation } from './variation.ts';

/** Numbers at their bounds, and just inside those that are excluded. */
export function* numberEdges(instance: Instance): Iterable<Variation> {
  if (typeof instance.value !== 'number') return;
  for (const { keyword, limit, inwards } of boundsOf(instance)) {
    const excluded = keyword.startsWith('exclusive');
    const values = excluded ? steps(instance, limit.value, inwards) : [limit.value];
    const what = excluded ? `the first number beyond ${limit.value}` : `the number ${limit.value}`;
    yield edgeAt(instance, [keyword], what, limit.at, nearestMultiples(instance, values, inwards));
  }
  for (const { value, at } of limits(instance.schemas, 'multipleOf', isNumber)) {
    const multiples = [2, 3, 1, -1, 0, 5, 10].map((count) => tidy(count * value));
    yield edgeAt(instance, ['multipleOf'], `a multiple of ${value}`, at, multiples);
  }
  if (takesFractions(instance)) {
    const [{ at }] = instance.schemas as [Instance['schemas'][number]];
    const whole = Math.trunc(instance.value);
    yield edgeAt(instance, ['integer'], 'a whole number', at, [whole, whole + 1, 1, 0]);
    yield edgeAt(instance, ['fraction'], 'a number with a fraction', at, [
      whole + 0.5,
      whole + 0.25,
    ]);
  }
  for (const { format, at, least, most } of sizesOf(instance)) {
    yield edgeAt(instance, ['format', 'greatest'], `the greatest ${format}`, at, [most]);
    yield edgeAt(instance, ['format', 'least'], `the least ${format}`, at, [least]);
  }
}

/** Numbers beyond their bounds, at those that are excluded, and between the multiples. */
export function* numberFaults(instance: Instance): Iterable<Fault> {
  if (typeof instance.value !== 'number') return;
  for (const { keyword, limit, inwards } of boundsOf(instance)) {
    const excluded = keyword.startsWith('exclusive');
    const values = excluded ? [limit.value] : steps(instance, limit.value, -inwards);
    yield faultAt(instance, keyword, {
      what: excluded
        ? `the number ${limit.value}, which is excluded`
        : `the first number beyond ${limit.value}`,
      at: limit.at,
      values: nearestMultiples(instance, values, -inwards),
    });
  }
  for (const { value, at } of limits(instance.schemas, 'multipleOf', isNumber)) {
    const base = instance.value;
    yield faultAt(instance, 'multipleOf', {
      what: `a number that is not a multiple of ${value}`,
      at,
      values: [base + value / 2, base - value / 2, base + 1, base - 1, base + value / 10].map(tidy),
    });
  }
  for (const { format, at, least, most } of sizesOf(instance)) {
    yield faultAt(instance, 'format', {
      what: `a number that is too great for ${format}`,
      at,
      values: [most + 1, least - 1],
    });
  }
}

interface Bound {
  readonly keyword: string;
  readonly limit: Limit<number>;
  /** 1 if the allowed numbers are above the bound, -1 if they are below. */
  readonly inwards: 1 | -1;
}

function boundsOf({ schemas }: Instance): readonly Bound[] {
  return (['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const).flatMap(
    (keyword) => {
      const inwards = /minimum/i.test(keyword) ? 1 : -1;
      const limit = tightest(schemas, keyword, inwards === 1 ? 'least' : 'greatest');
      return limit === undefined ? [] : [{ keyword, limit, inwards }];
    },
  );
}

/** The numbers next to a bound, the nearest first that is likely to be allowed otherwise. */
function steps(instance: Instance, from: number, direction: number): readonly number[] {
  const multiples = limits(instance.schemas, 'multipleOf', isNumber).map(({ value }) => value);
  const sizes = [...multiples, ...(takesFractions(instance) ? [0.01, 0.5] : []), 1];
  return sizes.map((size) => tidy(from + direction * size));
}

/** The values themselves, and the multiple that each is nearest to. */
function* nearestMultiples(
  instance: Instance,
  values: readonly number[],
  direction: number,
): Iterable<number> {
  const divisors = limits(instance.schemas, 'multipleOf', isNumber).map(({ value }) => value);
  for (const value of values) {
    yield value;
    for (const divisor of divisors) {
      if (isMultipleOf(value, divisor)) continue;
      const round = direction > 0 ? Math.ceil : Math.floor;
      yield tidy(round(value / divisor) * divisor);
    }
  }
}

function takesFractions({ schemas }: Instance): boolean {
  const isInteger = ({ keywords: { type, format } }: Instance['schemas'][number]) =>
    type === 'integer' ||
    (Array.isArray(type) && type.includes('integer') && !type.includes('number')) ||
    /^u?int\d+$/.test(String(format));
  const isWritten = schemas.some(
    ({ keywords }) => Object.hasOwn(keywords, 'enum') || Object.hasOwn(keywords, 'const'),
  );
  return schemas.length > 0 && !isWritten && !schemas.some(isInteger);
}

/** Formats of integers whose bounds a double holds. */
function sizesOf({ schemas }: Instance) {
  return limits(schemas, 'format', isText).flatMap(({ value: format, at }) => {
    const match = /^(u?)int(8|16|32)$/.exec(format);
    if (match === null || !Object.hasOwn(formats, format)) return [];
    const bits = Number(match[2]);
    const least = match[1] === 'u' ? 0 : -(2 ** (bits - 1));
    const most = match[1] === 'u' ? 2 ** bits - 1 : 2 ** (bits - 1) - 1;
    return [{ format, at, least, most }];
  });
}
