import type { Layer } from './layers.ts';

/** What all schemas that speak about one string ask of it. */
export interface StringLimits {
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
}

/** What all schemas that speak about one number ask of it. */
export interface NumberLimits {
  readonly integer: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum: number;
  readonly exclusiveMaximum: number;
  readonly multiplesOf: readonly number[];
}

type Numbers = (keyword: string) => readonly number[];

/** What all schemas ask of a string. */
export function stringLimitsOf(layers: readonly Layer[], numbers: Numbers): StringLimits {
  return {
    minLength: Math.max(0, ...numbers('minLength')),
    maxLength: Math.min(Number.POSITIVE_INFINITY, ...numbers('maxLength')),
    patterns: textsOf(layers, 'pattern'),
    formats: textsOf(layers, 'format'),
  };
}

/** What all schemas ask of a number. */
export function numberLimitsOf(
  type: 'integer' | 'number',
  layers: readonly Layer[],
  numbers: Numbers,
): NumberLimits {
  const formats = textsOf(layers, 'format');
  const int32 = formats.includes('int32');
  // OpenAPI 3.0 says whether a bound is exclusive; 3.1 gives the exclusive bound itself.
  const exclusive = (bound: string, keyword: string) =>
    layers.flatMap(({ schema }) =>
      schema[keyword] === true && typeof schema[bound] === 'number' ? [schema[bound]] : [],
    );
  return {
    integer: type === 'integer' || int32 || formats.includes('int64'),
    minimum: Math.max(int32 ? -(2 ** 31) : -Infinity, ...numbers('minimum')),
    maximum: Math.min(int32 ? 2 ** 31 - 1 : Infinity, ...numbers('maximum')),
    exclusiveMinimum: Math.max(
      Number.NEGATIVE_INFINITY,
      ...numbers('exclusiveMinimum'),
      ...exclusive('minimum', 'exclusiveMinimum'),
    ),
    exclusiveMaximum: Math.min(
      Number.POSITIVE_INFINITY,
      ...numbers('exclusiveMaximum'),
      ...exclusive('maximum', 'exclusiveMaximum'),
    ),
    multiplesOf: numbers('multipleOf'),
  };
}

/** The numbers that a keyword has. */
export function numbersOf(layers: readonly Layer[], keyword: string): readonly number[] {
  return layers
    .map(({ schema }) => schema[keyword])
    .filter((value): value is number => typeof value === 'number');
}

function textsOf(layers: readonly Layer[], keyword: string): readonly string[] {
  return layers
    .map(({ schema }) => schema[keyword])
    .filter((value): value is string => typeof value === 'string');
}
