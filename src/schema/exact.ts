import { below, isObject } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { isEqual, isMember } from './equality.ts';
import { formats } from './formats.ts';
import { keywords } from './keywords.ts';
import { isMultipleOf } from './multiple-of.ts';
import type { Translated } from './translate.ts';
import { writtenValue } from './written-number.ts';

/**
 * JSON numbers have no limit (RFC 8259 section 6), but a double holds integers exactly only up to
 * 2⁵³. A greater integer is a `bigint` here. Such a value is judged by a variant of its schema,
 * whose numeric keywords handle both types and have the bounds as written. Other values are judged
 * by the plain schema, which is faster.
 */
const prefix = 'exact:';

type Satisfied = (operand: never, value: unknown) => boolean;

/** The keywords of that variant, by their names in it. */
export const exactKeywords: Readonly<Record<string, Satisfied>> = Object.fromEntries(
  Object.entries({
    type: (types: string | readonly string[], value: unknown) =>
      [types].flat().some((type) => hasType(type, value)),
    // Compares numbers and bigints by value.
    maximum: (bound: Numeric, value: unknown) => !isNumeric(value) || value <= bound,
    exclusiveMaximum: (bound: Numeric, value: unknown) => !isNumeric(value) || value < bound,
    minimum: (bound: Numeric, value: unknown) => !isNumeric(value) || value >= bound,
    exclusiveMinimum: (bound: Numeric, value: unknown) => !isNumeric(value) || value > bound,
    multipleOf: (divisor: Numeric, value: unknown) =>
      !isNumeric(value) || isMultipleOf(value, divisor),
    const: isEqual,
    enum: (values: readonly unknown[], value: unknown) => isMember(value, values),
    format: hasFormat,
  }).map(([keyword, isSatisfied]) => [prefix + keyword, isSatisfied as Satisfied]),
);

type Numeric = number | bigint;

function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint';
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return isNumeric(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}

/** The formats that allow an integer beyond 2⁵³. */
const ranges: Readonly<Record<string, (value: bigint) => boolean>> = {
  int64: (value) => value >= -(2n ** 63n) && value < 2n ** 63n,
  uint64: (value) => value >= 0n && value < 2n ** 64n,
  float: (value) => formats.float!.validate(Number(value) as never),
  double: (value) => Number.isFinite(Number(value)),
};

function hasFormat(name: string, value: unknown): boolean {
  const format = formats[name];
  if (format === undefined || !(isNumeric(value) || typeof value === format.type)) return true;
  if (typeof value !== 'bigint') {
    return typeof value !== format.type || format.validate(value as never);
  }
  return format.type === 'string' || (ranges[name]?.(value) ?? false);
}

/** The name in the contract of a keyword of the variant. */
export function plainKeyword(keyword: string): string {
  return keyword.startsWith(prefix) ? keyword.slice(prefix.length) : keyword;
}

export interface Exactness {
  /** The place of a translated schema in the contract. */
  readonly placeOf: (schema: object) => Location | undefined;
  /** Remembers the translated schema of each variant. */
  readonly variant: (variant: object, schema: object) => void;
}

/** The variant of a translated schema. */
export function exactSchema(schema: Translated, exactness: Exactness): Translated {
  if (typeof schema === 'boolean') return schema;
  const at = exactness.placeOf(schema);
  const result: Record<string, unknown> = {};
  exactness.variant(result, schema);
  for (const [keyword, operand] of Object.entries(schema)) {
    if (Object.hasOwn(exactKeywords, prefix + keyword)) {
      result[prefix + keyword] = at ? writtenValue(operand, below(at, keyword)) : operand;
    } else {
      result[keyword] = withVariants(keyword, operand, exactness);
    }
  }
  return result;
}

function withVariants(keyword: string, operand: unknown, exactness: Exactness): unknown {
  const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : 'plain';
  const variantOf = (schema: unknown) => exactSchema(schema as Translated, exactness);
  if (kind === 'schema') return variantOf(operand);
  if (kind === 'schemas' && Array.isArray(operand)) return operand.map(variantOf);
  if (kind === 'schemasByName' && isObject(operand)) {
    return Object.fromEntries(
      Object.entries(operand).map(([name, schema]) => [name, variantOf(schema)]),
    );
  }
  return operand;
}
