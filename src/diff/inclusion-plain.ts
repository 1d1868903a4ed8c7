import { formats } from '../schema/formats.ts';
import type { Constraints } from './constraints.ts';
import { formatsOf, isNarrowerFormat, patternsOf } from './formats.ts';
import { namedProperties } from './impossible.ts';
import {
  commonMultiple,
  compareLimits,
  divisorsOf,
  isMultiple,
  maximum,
  minimum,
  strictest,
} from './numbers.ts';
import { numbersOf } from './operands.ts';
import type { ValueType } from './value-type.ts';

/** Whether the limits, patterns and formats of one version imply those of the other. */
export function hasPlainWithin(inner: Constraints, outer: Constraints, type: ValueType): boolean {
  switch (type) {
    case 'integer':
    case 'fraction':
      return areNumbersWithin(inner, outer, type) && areFormatsWithin(inner, outer, type);
    case 'string':
      return (
        isSizeWithin(inner, outer, 'minLength', 'maxLength') &&
        patternsOf(outer).every((pattern) => patternsOf(inner).includes(pattern)) &&
        areFormatsWithin(inner, outer, type)
      );
    case 'array':
      return isSizeWithin(inner, outer, 'minItems', 'maxItems');
    case 'object':
      return isSizeWithin(inner, outer, 'minProperties', 'maxProperties');
    default:
      return true;
  }
}

function areNumbersWithin(inner: Constraints, outer: Constraints, type: ValueType): boolean {
  const isWhole = type === 'integer';
  const areLimited = [minimum, maximum].every((keywords) => {
    const [from, to] = [strictest(inner, keywords, isWhole), strictest(outer, keywords, isWhole)];
    return compareLimits(from, to, keywords.sign) <= 0;
  });
  return (
    areLimited &&
    isMultiple(
      commonMultiple(divisorsOf(inner), isWhole),
      commonMultiple(divisorsOf(outer), isWhole),
    )
  );
}

function areFormatsWithin(inner: Constraints, outer: Constraints, type: ValueType): boolean {
  const only = new Set([type]);
  const own = formatsOf(inner, only);
  return formatsOf(outer, only).every(
    (format) =>
      own.some((one) => one === format || isNarrowerFormat(one, format)) ||
      (type === 'integer' && isRangeWithin(inner, format)),
  );
}

/** Whether limits keep integers in the range of a format. */
function isRangeWithin(inner: Constraints, format: string): boolean {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known?.type !== 'number') return false;
  return [minimum, maximum].every((keywords) => {
    const limit = strictest(inner, keywords, true);
    if (limit === undefined) return false;
    const number = Number(`${limit.value.digits}e${limit.value.exponent}`);
    return Number.isSafeInteger(number) && known.validate(number);
  });
}

function isSizeWithin(
  inner: Constraints,
  outer: Constraints,
  least: string,
  most: string,
): boolean {
  return (
    Math.max(implied(inner, least), ...numbersOf(inner, least)) >=
      Math.max(0, ...numbersOf(outer, least)) &&
    Math.min(impliedMost(inner, most), ...numbersOf(inner, most)) <=
      Math.min(Infinity, ...numbersOf(outer, most))
  );
}

function implied(inner: Constraints, keyword: string): number {
  return keyword === 'minProperties' ? inner.required.size : 0;
}

function impliedMost(inner: Constraints, keyword: string): number {
  return keyword === 'maxProperties' && inner.isSealed ? namedProperties(inner) : Infinity;
}
