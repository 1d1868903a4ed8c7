import {
  _,
  Ajv2020,
  type AnySchema,
  type ErrorObject,
  type KeywordCxt,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import type { DataValidateFunction, SchemaValidateFunction } from 'ajv/dist/types/index.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import { type Effort, TooMuchEffort } from './effort.ts';
import { areUnique, isEqual, isMember, isScalar } from './equality.ts';
import { exactKeywords } from './exact.ts';
import { formats } from './formats.ts';
import { isMultipleOf } from './multiple-of.ts';
import { compilePattern, type Doubts, type Pattern, PatternTooCostly } from './pattern.ts';
import type { Translated } from './translate.ts';
import { type Evaluator, unevaluated } from './unevaluated.ts';

/** What validates: the only file that knows ajv. */
export interface Engine extends Evaluator {
  /** Makes a schema known under an identifier; what it refers to must be added, too. */
  add(id: string, schema: () => Translated): void;
  /** @throws {Error} when the schema cannot be compiled. */
  validator(id: string): Validator;
  /** A validator of a schema that has no identifier, as one stands inside another. */
  validatorOf(schema: Translated): Validator;
}

/** Says whether a value is valid, and what is wrong with it. */
export interface Validator {
  readonly isValid: (value: unknown) => boolean;
  readonly errors: (value: unknown) => readonly EngineError[];
}

/** A keyword that a value does not satisfy. */
export interface EngineError {
  readonly pointer: string;
  readonly keyword: string;
  /** The schema that has the keyword. */
  readonly schema: Record<string, unknown>;
  readonly operand: unknown;
  readonly value: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  /** The name that `propertyNames` refuses. */
  readonly property?: string | undefined;
}

export interface EngineOptions {
  /** Whether every error is found, or only that there is one. */
  readonly thorough: boolean;
  /** Whether integers that a double does not hold stand in values, as `bigint`. */
  readonly exact: boolean;
  /** What patterns that cannot be read are taken for. */
  readonly doubts: Doubts;
  /** What one judgement may still cost. */
  readonly effort: Effort;
}

export function createEngine(options: EngineOptions): Engine {
  const schemas = new Map<string, Translated>();
  const ajvs = new Map<boolean, Ajv2020>();

  const compiled = new WeakMap<object, ValidateFunction>();
  /** Where only the verdict counts, schemas of the same text share one function. */
  const byText =
    options.thorough || options.exact ? undefined : new Map<string, ValidateFunction>();

  function compile(schema: Translated): ValidateFunction {
    if (typeof schema === 'boolean') return compileNew(schema);
    let validate = compiled.get(schema);
    if (validate === undefined) {
      const text = byText && JSON.stringify(schema);
      validate = (text && byText?.get(text)) || compileNew(schema);
      if (text !== undefined) byText?.set(text, validate);
      compiled.set(schema, validate);
    }
    return validate;
  }

  function compileNew(schema: Translated): ValidateFunction {
    const ownProperties = speaksOfInherited(schema);
    const ajv = ajvs.get(ownProperties) ?? createAjv({ ...options, ownProperties }, engine, known);
    ajvs.set(ownProperties, ajv);
    return ajv.compile(schema as AnySchema);
  }

  function known(id: string): ValidateFunction {
    const schema = schemas.get(id);
    if (schema === undefined) throw new Error(`the schema ${id} was not added`);
    return compile(schema);
  }

  const engine: Engine = {
    add(id, schema) {
      if (!schemas.has(id)) schemas.set(id, schema());
    },
    validator: (id) => validatorWith(known(id)),
    validatorOf: (schema) => validatorWith(compile(schema)),
    referred: (id) => schemas.get(id),
    isValid: (schema, value) =>
      typeof schema === 'boolean' ? schema : (compile(schema)(value) as boolean),
  };
  return engine;
}

/**
 * Whether a schema speaks of a name that every object inherits: `required: [constructor]` must refuse
 * `{}`. Asking whether a property is an object's own takes time, which no other name deserves.
 */
function speaksOfInherited(part: unknown): boolean {
  if (typeof part === 'string') return part in Object.prototype;
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(
    ([name, member]) => name in Object.prototype || speaksOfInherited(member),
  );
}

function validatorWith(validate: ValidateFunction): Validator {
  return {
    isValid: validate,
    errors: (value) => (validate(value) ? [] : (validate.errors ?? []).map(errorOf)),
  };
}

function errorOf(error: ErrorObject): EngineError {
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    schema: error.parentSchema as Record<string, unknown>,
    operand: error.schema,
    value: error.data,
    params: error.params,
    property: error.propertyName,
  };
}

function createAjv(
  options: EngineOptions & { readonly ownProperties: boolean },
  evaluator: Evaluator,
  known: (id: string) => ValidateFunction,
): Ajv2020 {
  const { thorough, exact, doubts, effort, ownProperties } = options;
  const compile = (source: string) => compilePattern(source, doubts);
  const ajv = new Ajv2020({
    verbose: thorough,
    allErrors: thorough,
    messages: false,
    strict: false,
    ownProperties,
    validateSchema: false,
    addUsedSchema: false,
    code: {
      // Optimising the generated code takes longer than it saves.
      optimize: false,
      regExp: Object.assign(thorough ? forgiving(compile) : compile, { code: 'RegExp' }),
    },
    formats,
    logger: false,
  });
  ajv.opts.unevaluated = false;
  for (const keyword of ['$ref', 'multipleOf', 'unevaluatedProperties', 'unevaluatedItems']) {
    ajv.removeKeyword(keyword);
  }
  referLazily(ajv, thorough, effort, known);
  compareSafely(ajv);
  if (exact) addExactKeywords(ajv);
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    validate: (divisor: number, value: number) => isMultipleOf(value, divisor),
    errors: false,
  });
  for (const [keyword, type] of [
    ['unevaluatedProperties', 'object'],
    ['unevaluatedItems', 'array'],
  ] as const) {
    ajv.addKeyword({
      keyword,
      type,
      schemaType: ['object', 'boolean'],
      compile: (schema: Translated, parent) => (value: object) =>
        unevaluated(parent, value, evaluator).every((member) =>
          evaluator.isValid(schema, (value as Record<string | number, unknown>)[member]),
        ),
      errors: false,
    });
  }
  return ajv;
}

/**
 * Replaces `$ref` by one that compiles its target when a value first comes to it. Where everything
 * refers to everything, all would be compiled for the first value, and inside one another.
 */
function referLazily(
  ajv: Ajv2020,
  thorough: boolean,
  effort: Effort,
  known: (id: string) => ValidateFunction,
): void {
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    code(cxt) {
      let target: ValidateFunction | undefined;
      const validate: DataValidateFunction = (value, context) => {
        effort.tries -= 1;
        if (effort.tries < 0) throw new TooMuchEffort();
        target ??= compileTarget(cxt.schema as string, known);
        const isValid = target(value, context) as boolean;
        if (thorough) {
          validate.errors = target.errors ?? [];
          effort.errors -= 1 + validate.errors.length;
          if (effort.errors < 0) throw new TooMuchEffort();
        }
        return isValid;
      };
      const refer = cxt.gen.scopeValue('validate', { ref: validate });
      if (thorough) callRef(cxt, refer);
      else cxt.pass(_`${refer}(${cxt.data})`);
    },
  });
}

/** A schema that turns out not to compile when a value comes to it. */
export class SchemaUncompilable extends Error {}

function compileTarget(id: string, known: (id: string) => ValidateFunction): ValidateFunction {
  try {
    return known(id);
  } catch (error) {
    throw new SchemaUncompilable(error instanceof Error ? error.message : String(error));
  }
}

/** Replaces the keywords that compare values; most operands are scalars, for which `===` will do. */
function compareSafely(ajv: Ajv2020): void {
  const own = ({ gen }: KeywordCxt, ref: unknown) => gen.scopeValue('func', { ref });
  for (const keyword of ['const', 'enum', 'uniqueItems']) ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: 'const',
    error: { message: 'must be equal to constant' },
    code(cxt) {
      const { data, schema, schemaCode } = cxt;
      cxt.pass(
        isScalar(schema)
          ? _`${data} === ${schemaCode}`
          : _`${own(cxt, isEqual)}(${data}, ${schemaCode})`,
      );
    },
  });
  ajv.addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    error: { message: 'must be equal to one of the allowed values' },
    code(cxt) {
      const { data, schema, schemaCode } = cxt;
      cxt.pass(
        (schema as unknown[]).every(isScalar)
          ? _`${schemaCode}.includes(${data})`
          : _`${own(cxt, isMember)}(${data}, ${schemaCode})`,
      );
    },
  });
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must NOT have duplicate items' },
    code(cxt) {
      if (cxt.schema === true) cxt.pass(_`${own(cxt, areUnique)}(${cxt.data})`);
    },
  });
}

/** Keywords that also judge integers which a double does not hold. */
function addExactKeywords(ajv: Ajv2020): void {
  for (const [keyword, isSatisfied] of Object.entries(exactKeywords)) {
    ajv.addKeyword({ keyword, validate: isSatisfied as SchemaValidateFunction, errors: false });
  }
}

/** A pattern that cannot be searched for counts as found: what refused the value is something else. */
function forgiving(compile: (source: string) => Pattern): (source: string) => Pattern {
  return (source) => {
    const pattern = compile(source);
    return {
      toString: () => `${pattern}?`,
      test(text) {
        try {
          return pattern.test(text);
        } catch (error) {
          if (error instanceof PatternTooCostly) return true;
          throw error;
        }
      },
    };
  };
}
