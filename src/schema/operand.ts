import { isObject } from '../api/node.ts';

/** The possible forms of a keyword's value, with their names. */
interface Form {
  readonly is: (value: unknown) => boolean;
  readonly called: string;
}

const types: readonly unknown[] = [
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
];

const number: Form = { is: (value) => typeof value === 'number', called: 'a number' };
const text: Form = { is: (value) => typeof value === 'string', called: 'a string' };
const list: Form = { is: Array.isArray, called: 'a list' };
const names: Form = { is: areNames, called: 'a list of names, each once' };
const count: Form = {
  is: (value) => Number.isInteger(value) && (value as number) >= 0,
  called: 'a whole number, 0 or more',
};
const schemas: Form = {
  is: (value) => Array.isArray(value) && value.length > 0,
  called: 'a list of schemas, at least one',
};
const schemasByName: Form = { is: isObject, called: 'an object of schemas' };

/** JSON Schema Core 2020-12 section 10, and Validation section 6. */
const forms: Readonly<Record<string, Form>> = {
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  prefixItems: schemas,
  properties: schemasByName,
  patternProperties: schemasByName,
  dependentSchemas: schemasByName,
  type: {
    is: (value) => types.includes(value) || (areNames(value) && areTypes(value)),
    called: `one of ${types.join(', ')}, or a list of them`,
  },
  enum: list,
  multipleOf: { is: (value) => Number(value) > 0 && number.is(value), called: 'a number above 0' },
  maximum: number,
  exclusiveMaximum: number,
  minimum: number,
  exclusiveMinimum: number,
  maxLength: count,
  minLength: count,
  pattern: text,
  maxItems: count,
  minItems: count,
  uniqueItems: { is: (value) => typeof value === 'boolean', called: 'true or false' },
  maxContains: count,
  minContains: count,
  maxProperties: count,
  minProperties: count,
  required: names,
  dependentRequired: {
    is: (value) => isObject(value) && Object.values(value).every(areNames),
    called: 'an object of lists of names',
  },
};

/**
 * Why a value is invalid for a keyword; `undefined` if it is valid, or a schema. The meta-schema
 * checks the same, but compiling it takes longer than judging the first messages.
 */
export function whyNoOperand(keyword: string, value: unknown): string | undefined {
  const form = Object.hasOwn(forms, keyword) ? forms[keyword] : undefined;
  if (form === undefined || form.is(value)) return undefined;
  return `"${keyword}" must be ${form.called}, but is ${JSON.stringify(value)}`;
}

function areNames(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  return value.every((name) => typeof name === 'string') && new Set(value).size === value.length;
}

function areTypes(value: readonly string[]): boolean {
  return value.length > 0 && value.every((type) => types.includes(type));
}
