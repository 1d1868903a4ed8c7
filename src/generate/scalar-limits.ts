import { below, type JsonObject, type Node } from '../api/node.ts';
import { readPattern } from '../schema/pattern-syntax.ts';
import { writtenValue } from '../schema/written-number.ts';
import type { NumberContext, Unchecked } from './schema-library.ts';

/** A keyword about a number, with its operand. */
export type Limit<Operand> = readonly [keyword: LimitKeyword, operand: Operand];

export type LimitKeyword =
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf';

/** The formats that the judge checks, and the libraries lack. */
const uncheckedFormats: ReadonlySet<string> = new Set([
  ...['time', 'idn-email', 'idn-hostname', 'iri', 'iri-reference', 'uri-reference', 'uri-template'],
  ...['json-pointer', 'relative-json-pointer', 'regex', 'base64url', 'char'],
]);

/** The least and the greatest value of a format. */
const numberFormats: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries({
    int8: [-(2 ** 7), 2 ** 7 - 1],
    int16: [-(2 ** 15), 2 ** 15 - 1],
    int32: [-(2 ** 31), 2 ** 31 - 1],
    uint8: [0, 2 ** 8 - 1],
    uint16: [0, 2 ** 16 - 1],
    uint32: [0, 2 ** 32 - 1],
    uint64: [0, Number.MAX_SAFE_INTEGER],
    float: [-3.4028234663852886e38, 3.4028234663852886e38],
  } as const),
);

const keywords: readonly LimitKeyword[] = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
];

/** Whether a number is a `bigint` in a program; listed values stay numbers, as in `types.ts`. */
export function isBigint(
  schema: JsonObject,
  type: 'number' | 'integer',
  { bigints }: NumberContext,
): boolean {
  const isListed = schema.enum !== undefined || Object.hasOwn(schema, 'const');
  return type === 'integer' && bigints.includes(String(schema.format)) && !isListed;
}

/** Whether a schema allows only integers. */
export function isInteger({ format }: JsonObject, type: 'number' | 'integer'): boolean {
  return type === 'integer' || /^u?int\d+$|^double-int$/.test(String(format));
}

/** The limits of a number, by its format and its keywords. */
export function numberLimits(schema: JsonObject): readonly Limit<number>[] {
  const [least, most] = numberFormats.get(String(schema.format)) ?? [];
  const own = keywords.flatMap((keyword) => {
    const operand = schema[keyword];
    return typeof operand === 'number' ? [[keyword, operand] as const] : [];
  });
  return [
    ...(least === undefined ? [] : [['minimum', least] as const]),
    ...(most === undefined ? [] : [['maximum', most] as const]),
    ...own,
  ];
}

/** The rules of a text beside its format. */
export interface TextLimits {
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly pattern: RegExp | undefined;
}

/** The rules of a text that a library can check, and a note for each other one. */
export function textLimits(
  { format, minLength, maxLength, pattern }: JsonObject,
  { unchecked }: Unchecked,
): TextLimits {
  if (typeof format === 'string' && uncheckedFormats.has(format)) unchecked(`format: ${format}`);
  const read = typeof pattern === 'string' ? readPattern(pattern) : undefined;
  if (read?.ok === false) unchecked(`the pattern ${JSON.stringify(pattern)}`);
  return {
    least: typeof minLength === 'number' && minLength > 0 ? minLength : undefined,
    most: typeof maxLength === 'number' ? maxLength : undefined,
    pattern: read?.ok ? read.expression : undefined,
  };
}

/** The limits of a `bigint` with every digit; one between two integers is that inside. */
export function bigintLimits(
  { value, at }: Node,
  { unchecked }: Unchecked,
): readonly Limit<bigint>[] {
  const schema = value as JsonObject;
  return keywords.flatMap((keyword) => {
    const operand = writtenValue(schema[keyword], below(at, keyword));
    if (typeof operand === 'bigint') return [[keyword, operand] as const];
    if (typeof operand !== 'number') return [];
    if (Number.isInteger(operand)) return [[keyword, BigInt(operand)] as const];
    if (keyword === 'multipleOf') {
      unchecked(`${keyword}: ${operand}`);
      return [];
    }
    const isLeast = keyword === 'minimum' || keyword === 'exclusiveMaximum';
    return [[keyword, BigInt(isLeast ? Math.ceil(operand) : Math.floor(operand))] as const];
  });
}
