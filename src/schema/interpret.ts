import { areUnique, isEqual, isMember } from './equality.ts';
import { formats } from './formats.ts';
import { keywords } from './keywords.ts';
import { isMultipleOf } from './multiple-of.ts';
import { compilePattern, createDoubts, PatternTooCostly } from './pattern.ts';
import type { Translated } from './translate.ts';

/** Judges a value by reading its schema; `undefined` if only compiled code can decide. */
export type Interpret = (schema: Translated, value: unknown) => boolean | undefined;

/** How many schemas one value may meet; beyond it, compiled code costs less. */
const mostSteps = 5_000;

/** The deepest nesting, which needs no larger stack. */
const mostDepth = 100;

/** A schema around a keyword, and the verdict of an inner schema. */
interface Within {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly holds: (schema: unknown, value: unknown) => boolean;
}

type Satisfies<Value> = (operand: never, value: Value, within: Within) => boolean;

/** Only compiled code can decide. */
class Undecided extends Error {}

/**
 * Judges values without compiled code. Compiling a schema takes as long as judging a hundred values
 * in this way, and most schemas of a contract judge one: an example. `referred` returns the target
 * of a reference.
 */
export function createInterpret(referred: (id: string) => Translated | undefined): Interpret {
  let steps = 0;

  function judge(schema: Translated, value: unknown, depth: number): boolean {
    if (typeof schema === 'boolean') return schema;
    steps += 1;
    if (steps > mostSteps || depth > mostDepth) throw new Undecided();
    const holds = (inner: unknown, one: unknown) => judge(inner as Translated, one, depth + 1);
    if (schema.$ref !== undefined) {
      const target = referred(schema.$ref as string);
      if (target === undefined) throw new Undecided();
      if (!holds(target, value)) return false;
    }
    const within = { schema, holds };
    const own = ofType(value);
    for (const keyword in schema) {
      const satisfies = ofAll[keyword] ?? own[keyword];
      if (satisfies !== undefined) {
        if (!satisfies(schema[keyword] as never, value as never, within)) return false;
      } else if (!isIdle(keyword)) throw new Undecided();
    }
    return true;
  }

  return (schema, value) => {
    steps = 0;
    try {
      return judge(schema, value, 0);
    } catch (error) {
      if (error instanceof Undecided || error instanceof PatternTooCostly) return undefined;
      throw error;
    }
  };
}

/** Whether a keyword says nothing about values of another type, or stands for its neighbor. */
function isIdle(keyword: string): boolean {
  return keyword === '$ref' || (Object.hasOwn(keywords, keyword) && !isUnevaluated.test(keyword));
}

const isUnevaluated = /^unevaluated/;

function ofType(value: unknown): Readonly<Record<string, Satisfies<never> | undefined>> {
  switch (typeof value) {
    case 'string':
      return ofTexts;
    case 'boolean':
      return {};
    case 'number':
      // JSON has no other numbers; a greater one than a double was read as infinite.
      if (Number.isFinite(value)) return ofNumbers;
      break;
    case 'object':
      if (value === null) return {};
      return Array.isArray(value) ? ofLists : ofObjects;
  }
  throw new Undecided();
}

type Keywords<Value> = Readonly<Record<string, Satisfies<Value> | undefined>>;

const ofAll: Keywords<unknown> = {
  allOf: (schemas: readonly unknown[], value, { holds }) =>
    schemas.every((schema) => holds(schema, value)),
  anyOf: (schemas: readonly unknown[], value, { holds }) =>
    schemas.some((schema) => holds(schema, value)),
  oneOf: (schemas: readonly unknown[], value, { holds }) =>
    schemas.filter((schema) => holds(schema, value)).length === 1,
  not: (schema, value, { holds }) => !holds(schema, value),
  if(schema, value, { schema: around, holds }) {
    const branch = holds(schema, value) ? around.then : around.else;
    return branch === undefined || holds(branch, value);
  },
  type: (types: string | readonly string[], value) =>
    typeof types === 'string' ? isOfType(types, value) : types.some((one) => isOfType(one, value)),
  const: (constant: unknown, value) => isEqual(value, constant),
  enum: (values: readonly unknown[], value) => isMember(value, values),
  format(name: string, value) {
    const format = formats[name];
    return format === undefined || typeof value !== format.type || format.validate(value as never);
  },
};

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

const ofNumbers: Keywords<number> = {
  maximum: (bound: number, value) => value <= bound,
  exclusiveMaximum: (bound: number, value) => value < bound,
  minimum: (bound: number, value) => value >= bound,
  exclusiveMinimum: (bound: number, value) => value > bound,
  multipleOf: (divisor: number, value) => isMultipleOf(value, divisor),
};

const ofTexts: Keywords<string> = {
  maxLength: (most: number, value) => value.length <= most || [...value].length <= most,
  minLength: (least: number, value) => value.length >= least && [...value].length >= least,
  pattern: (source: string, value) => matches(source, value),
};

/** Whether a text has a pattern. What compiled code assumes of unreadable ones, it must report. */
function matches(source: string, text: string): boolean {
  const doubts = createDoubts();
  const isFound = compilePattern(source, doubts).test(text);
  if (doubts.pattern !== undefined) throw new Undecided();
  return isFound;
}

const ofLists: Keywords<readonly unknown[]> = {
  maxItems: (most: number, items) => items.length <= most,
  minItems: (least: number, items) => items.length >= least,
  uniqueItems: (isAsserted: boolean, items) => !isAsserted || areUnique(items),
  prefixItems: (schemas: readonly unknown[], items, { holds }) =>
    items.slice(0, schemas.length).every((item, index) => holds(schemas[index], item)),
  items: (schema, items, { schema: { prefixItems }, holds }) =>
    items
      .slice(Array.isArray(prefixItems) ? prefixItems.length : 0)
      .every((item) => holds(schema, item)),
  contains(schema, items, { schema: { minContains = 1, maxContains = Infinity }, holds }) {
    const { length } = items.filter((item) => holds(schema, item));
    return length >= (minContains as number) && length <= (maxContains as number);
  },
};

type Members = Readonly<Record<string, unknown>>;

const ofObjects: Keywords<Members> = {
  maxProperties: (most: number, value) => Object.keys(value).length <= most,
  minProperties: (least: number, value) => Object.keys(value).length >= least,
  required: (names: readonly string[], value) => hasAll(value, names),
  properties(schemas: Members, value, { holds }) {
    for (const name in schemas) {
      if (has(value, name) && !holds(schemas[name], value[name])) return false;
    }
    return true;
  },
  patternProperties: (schemas: Members, value, { holds }) =>
    Object.keys(schemas).every((source) =>
      Object.keys(value).every(
        (name) => !matches(source, name) || holds(schemas[source], value[name]),
      ),
    ),
  additionalProperties(schema, value, { schema: { properties, patternProperties }, holds }) {
    const described = (properties ?? {}) as Members;
    const patterns = Object.keys(patternProperties ?? {});
    return Object.keys(value).every(
      (name) =>
        Object.hasOwn(described, name) ||
        patterns.some((source) => matches(source, name)) ||
        holds(schema, value[name]),
    );
  },
  propertyNames: (schema, value, { holds }) =>
    Object.keys(value).every((name) => holds(schema, name)),
  dependentRequired: (needed: Readonly<Record<string, readonly string[]>>, value) =>
    Object.keys(needed).every((name) => !has(value, name) || hasAll(value, needed[name]!)),
  dependentSchemas: (schemas: Members, value, { holds }) =>
    Object.keys(schemas).every((name) => !has(value, name) || holds(schemas[name], value)),
};

function hasAll(value: Members, names: readonly string[]): boolean {
  return names.every((name) => has(value, name));
}

function has(value: Members, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined;
}
