import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Effort } from './effort.ts';
import { compileAtValue, setKeywords } from './engine-keywords.ts';
import { formats } from './formats.ts';
import { createInterpret } from './interpret.ts';
import type { Pace } from './pace.ts';
import { compilePattern, type Doubts, type Pattern, PatternTooCostly } from './pattern.ts';
import type { Translated } from './translate.ts';
import type { Evaluator } from './unevaluated.ts';

/** The validation engine: the only file that knows ajv. */
export interface Engine extends Evaluator {
  /** Registers a schema under an identifier; its references must be added, too. */
  add(id: string, schema: () => Translated): void;
  /** @throws {Error} if the schema cannot be compiled. */
  validator(id: string): Validator;
  /** A validator of a schema without an identifier, which stands inside another one. */
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
  /** Whether to find every error, or only the first one. */
  readonly thorough: boolean;
  /** Whether the first error is enough, with the details of the thorough engine. */
  readonly isBrief?: boolean;
  /** Whether values contain `bigint`s for integers beyond a double. */
  readonly exact: boolean;
  /** How to treat unreadable patterns. */
  readonly doubts: Doubts;
  /** The remaining cost limit of one judgment. */
  readonly effort: Effort;
  readonly pace: Pace;
}

/** Compiling a schema takes as long as judging a hundred values without it. */
const fewValues = 30;

/** Nesting up to this depth can be compiled without a larger stack. */
const deepest = 50;

/** Whether a schema nests so deep that only compiling it shows whether that is possible. */
export function isDeep(part: unknown, left = deepest): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return left === 0 || Object.values(part).some((inner) => isDeep(inner, left - 1));
}

export function createEngine(options: EngineOptions): Engine {
  const schemas = new Map<string, Translated>();
  const ajvs = new Map<boolean, Ajv2020>();

  const compiled = new WeakMap<object, ValidateFunction>();
  /** If only the verdict counts, schemas with equal texts share one function. */
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

  const interpret = createInterpret((id) => schemas.get(id));

  /** Compiles a schema when it has judged many values, or at a value that needs compiled code. */
  function validatorLater(schema: Translated): Validator {
    let compiled: Validator | undefined;
    let judged = 0;
    const whole = () => {
      if (compiled === undefined) options.pace.next();
      compiled ??= validatorWith(compileAtValue(() => compile(schema)));
      return compiled;
    };
    return {
      isValid(value) {
        if (compiled !== undefined) return compiled.isValid(value);
        judged += 1;
        const verdict = judged > fewValues ? undefined : interpret(schema, value);
        return verdict ?? whole().isValid(value);
      },
      errors: (value) => whole().errors(value),
    };
  }

  const engine: Engine = {
    add(id, schema) {
      if (!schemas.has(id)) schemas.set(id, schema());
    },
    validator(id) {
      const schema = schemas.get(id);
      const isQuick = byText !== undefined && schema !== undefined && !isDeep(schema);
      return isQuick ? validatorLater(schema) : validatorWith(known(id));
    },
    validatorOf: (schema) => validatorWith(compile(schema)),
    referred: (id) => schemas.get(id),
    isValid: (schema, value) =>
      typeof schema === 'boolean' ? schema : (compile(schema)(value) as boolean),
  };
  return engine;
}

/**
 * Whether a schema names a member that every object inherits: `required: [constructor]` must refuse
 * `{}`. Checks of own properties take time, so they are used only for such names.
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
    errors: (value) => (validate(value) ? [] : explained(validate.errors ?? []).map(errorOf)),
  };
}

/** How many errors of one value are explained; after fixing these, the user runs again. */
const mostExplained = 500;

/** The first errors, and the enclosing errors of the last one, which belong to its branches. */
function explained(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  if (errors.length <= mostExplained) return errors;
  const last = `${errors[mostExplained - 1]!.instancePath}/`;
  return errors.filter(
    ({ instancePath }, index) => index < mostExplained || last.startsWith(`${instancePath}/`),
  );
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
  const { thorough, isBrief = false, doubts, ownProperties } = options;
  const compile = (source: string) => compilePattern(source, doubts);
  const ajv = new Ajv2020({
    verbose: thorough,
    allErrors: thorough && !isBrief,
    messages: false,
    strict: false,
    ownProperties,
    validateSchema: false,
    addUsedSchema: false,
    code: {
      // Optimizing the generated code takes longer than it saves.
      optimize: false,
      regExp: Object.assign(thorough ? forgiving(compile) : compile, { code: 'RegExp' }),
    },
    formats,
    logger: false,
  });
  ajv.opts.unevaluated = false;
  setKeywords(ajv, options, evaluator, known);
  return ajv;
}

/** A pattern that is too costly counts as found, because another keyword refused the value. */
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
