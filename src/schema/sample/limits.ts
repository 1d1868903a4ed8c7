import { below } from '../../api/node.ts';
import type { SchemaObject } from '../view.ts';
import { writtenValue } from '../written-number.ts';
import { type ContentEncoding, contentEncodingOf } from './encoded.ts';
import { type PatternTexts, textsOf } from './pattern.ts';

/** The common limits of all schemas about one string. */
export interface StringLimits {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly PatternTexts[];
  readonly formats: readonly string[];
  /** How its characters represent bytes. */
  readonly encoding: ContentEncoding | undefined;
}

/** The common limits of all schemas about one number. */
export interface NumberLimits {
  readonly integer: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum: number;
  readonly exclusiveMaximum: number;
  readonly multiplesOf: readonly number[];
  /** The bounds of an integer if a double cannot hold one of them. */
  readonly exact: { readonly least: bigint; readonly most: bigint } | undefined;
}

type Numbers = (keyword: string) => readonly number[];

/** The limits of a string in all schemas. */
export function stringLimitsOf(schemas: readonly SchemaObject[], numbers: Numbers): StringLimits {
  return {
    minLength: Math.max(0, ...numbers('minLength')),
    maxLength: Math.min(Number.POSITIVE_INFINITY, ...numbers('maxLength')),
    patterns: wordsOf(schemas, 'pattern').map(textsOf),
    formats: wordsOf(schemas, 'format'),
    encoding: contentEncodingOf(schemas),
  };
}

/** The limits of a number in all schemas. */
export function numberLimitsOf(
  type: 'integer' | 'number',
  schemas: readonly SchemaObject[],
  numbers: Numbers,
): NumberLimits {
  const formats = wordsOf(schemas, 'format');
  const int32 = formats.includes('int32');
  const integer = type === 'integer' || int32 || formats.includes('int64');
  return {
    integer,
    minimum: Math.max(int32 ? -(2 ** 31) : -Infinity, ...numbers('minimum')),
    maximum: Math.min(int32 ? 2 ** 31 - 1 : Infinity, ...numbers('maximum')),
    exclusiveMinimum: Math.max(-Infinity, ...numbers('exclusiveMinimum')),
    exclusiveMaximum: Math.min(Infinity, ...numbers('exclusiveMaximum')),
    multiplesOf: numbers('multipleOf'),
    exact: integer ? exactBounds(schemas) : undefined,
  };
}

/** Only if the allowed range begins or ends beyond a double. */
function exactBounds(schemas: readonly SchemaObject[]): NumberLimits['exact'] {
  const bounds = (keyword: string, more: bigint) =>
    schemas.flatMap(({ keywords, at }) => {
      const bound = writtenValue(keywords[keyword], below(at, keyword));
      if (typeof bound === 'bigint') return [bound + more];
      return Number.isSafeInteger(bound) ? [BigInt(bound as number) + more] : [];
    });
  const lowest = [...bounds('minimum', 0n), ...bounds('exclusiveMinimum', 1n)];
  const highest = [...bounds('maximum', 0n), ...bounds('exclusiveMaximum', -1n)];
  const least = lowest.reduce((one, other) => (other > one ? other : one), -(2n ** 63n));
  const most = highest.reduce((one, other) => (other < one ? other : one), 2n ** 64n - 1n);
  const isGreat = least > BigInt(Number.MAX_SAFE_INTEGER) || most < BigInt(Number.MIN_SAFE_INTEGER);
  return isGreat ? { least, most } : undefined;
}

/** The numbers that a keyword has. */
export function numbersOf(schemas: readonly SchemaObject[], keyword: string): readonly number[] {
  return schemas
    .map(({ keywords }) => keywords[keyword])
    .filter((value): value is number => typeof value === 'number');
}

function wordsOf(schemas: readonly SchemaObject[], keyword: string): readonly string[] {
  return schemas
    .map(({ keywords }) => keywords[keyword])
    .filter((value): value is string => typeof value === 'string');
}
