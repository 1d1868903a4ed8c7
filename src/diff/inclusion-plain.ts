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
export function hasPlainWithin(said: Constraints, asked: Constraints, type: ValueType): boolean {
  switch (type) {
    case 'integer':
    case 'fraction':
      return areNumbersWithin(said, asked, type) && areFormatsWithin(said, asked, type);
    case 'string':
      return (
        isSizeWithin(said, asked, 'minLength', 'maxLength') &&
        patternsOf(asked).every((pattern) => patternsOf(said).includes(pattern)) &&
        areFormatsWithin(said, asked, type)
      );
    case 'array':
      return isSizeWithin(said, asked, 'minItems', 'maxItems');
    case 'object':
      return isSizeWithin(said, asked, 'minProperties', 'maxProperties');
    default:
      return true;
  }
}

function areNumbersWithin(said: Constraints, asked: Constraints, type: ValueType): boolean {
  const isWhole = type === 'integer';
  const areLimited = [minimum, maximum].every((keywords) => {
    const [from, to] = [strictest(said, keywords, isWhole), strictest(asked, keywords, isWhole)];
    return compareLimits(from, to, keywords.sign) <= 0;
  });
  return (
    areLimited &&
    isMultiple(
      commonMultiple(divisorsOf(said), isWhole),
      commonMultiple(divisorsOf(asked), isWhole),
    )
  );
}

function areFormatsWithin(said: Constraints, asked: Constraints, type: ValueType): boolean {
  const only = new Set([type]);
  const own = formatsOf(said, only);
  return formatsOf(asked, only).every(
    (format) =>
      own.some((one) => one === format || isNarrowerFormat(one, format)) ||
      (type === 'integer' && isRangeWithin(said, format)),
  );
}

/** Whether limits keep integers in the range of a format. */
function isRangeWithin(said: Constraints, format: string): boolean {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known?.type !== 'number') return false;
  return [minimum, maximum].every((keywords) => {
    const limit = strictest(said, keywords, true);
    if (limit === undefined) return false;
    const number = Number(`${limit.value.digits}e${limit.value.exponent}`);
    return Number.isSafeInteger(number) && known.validate(number);
  });
}

function isSizeWithin(said: Constraints, asked: Constraints, least: string, most: string): boolean {
  return (
    Math.max(implied(said, least), ...numbersOf(said, least)) >=
      Math.max(0, ...numbersOf(asked, least)) &&
    Math.min(impliedMost(said, most), ...numbersOf(said, most)) <=
      Math.min(Infinity, ...numbersOf(asked, most))
  );
}

function implied(said: Constraints, keyword: string): number {
  return keyword === 'minProperties' ? said.required.size : 0;
}

function impliedMost(said: Constraints, keyword: string): number {
  return keyword === 'maxProperties' && said.isSealed ? namedProperties(said) : Infinity;
}
