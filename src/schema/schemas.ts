import type { Api, Schema } from '../api/model.ts';
import type { Shape } from '../body/shape.ts';
import { type Finding, type FindingOf, finding } from '../finding.ts';
import { type Compiled, createCompiler, type SchemaProblem } from './compile.ts';
import type { Direction } from './direction.ts';
import { type Effort, TooMuchEffort, wholeEffort } from './effort.ts';
import { SchemaUncompilable } from './engine-keywords.ts';
import type { Foreign } from './entries.ts';
import { createExplain, type Explain } from './explain.ts';
import { createMisplaced, type Misplaced } from './misplaced.ts';
import { createPace, type Pace } from './pace.ts';
import { createDoubts, PatternTooCostly } from './pattern.ts';
import { createReferences, createResources, type References } from './resources.ts';
import type { SchemaError } from './schema-error.ts';
import { createShapes } from './shape.ts';
import { createSchemaViews, type SchemaViews } from './view.ts';

export type { Direction, SchemaError };

/** The schemas of one API, compiled when first needed and kept. */
export interface Schemas {
  readonly views: SchemaViews;
  readonly references: References;
  /** Interrupts the translation and compilation of schemas, for work in steps. */
  readonly pace: Pace;
  /** `exact` says that the value has integers beyond what a double holds, as `bigint`s. */
  check(schema: Schema, direction: Direction, value: unknown, exact?: boolean): SchemaVerdict;
  /** Compiles a schema with everything that it refers to, and reports what cannot be compiled. */
  compile(schema: Schema, direction: Direction): readonly Finding[];
  /** Why a schema cannot be compiled, without making its validators. */
  whyNotCompiled(schema: Schema, direction: Direction): SchemaProblem | undefined;
  /** The unreadable patterns of the schemas that were compiled so far. */
  unreadPatterns(): readonly Finding[];
  /** The read-only properties of a request, the write-only ones of an answer. */
  misplaced(schema: Schema, direction: Direction, value: unknown): readonly Misplaced[];
  shape(schema: Schema | undefined): Shape;
  /** Follows the `$ref`s of a schema to their final target. */
  resolve(schema: Schema): Schema;
}

export interface SchemasOptions {
  /**
   * Whether `format` refuses values. OpenAPI leaves it an annotation that validators may assert
   * (3.1.1 section 4.8.24); it is asserted by default.
   */
  readonly formats?: boolean;
}

export type SchemaVerdict =
  | {
      readonly kind: 'valid';
      /** A value that is valid without an undecided pattern, which may refuse it. */
      readonly unread?: FindingOf<'pattern-unreadable'>;
    }
  | { readonly kind: 'invalid'; readonly errors: readonly SchemaError[] }
  /** The schema does not compile: `problem` says where and why. */
  | { readonly kind: 'not-checked'; readonly problem: SchemaProblem };

/** A longer chain of references is circular. */
const longestChain = 10_000;

const valid: SchemaVerdict = { kind: 'valid' };

export function createSchemas(api: Api, options: SchemasOptions = {}): Schemas {
  const resources = createResources(api);
  const references = createReferences(resources);
  const views = createSchemaViews(api.dialect, references);
  const { formats = true } = options;
  const doubts = createDoubts();
  const effort: Effort = { ...wholeEffort };
  const foreign = new Map<string, Foreign>();
  const lenientNullable = api.dialect === '3.0' && api.lenientNullable === true;
  const meaning = { api, resources, references, views, assertsFormats: formats, lenientNullable };
  const pace = createPace();
  const shared = { ...meaning, doubts, effort, foreign, pace };
  const ofRequests = createCompiler('request', shared);
  const ofResponses = createCompiler('response', shared, ofRequests);
  const compilers = { request: ofRequests, response: ofResponses };
  const misplaced = {
    request: createMisplaced('request', views),
    response: createMisplaced('response', views),
  };
  const shape = createShapes(views);
  const explains = new Map<string, Explain>();

  /** The explanation remembers the targets of references, so it is made once. */
  function explainFor(direction: Direction, exact: boolean): Explain {
    const key = `${direction} ${exact}`;
    const explain =
      explains.get(key) ?? createExplain(compilers[direction].compile, shared, direction, exact);
    explains.set(key, explain);
    return explain;
  }

  /** Whether the validity of a value depends on unreadable patterns. */
  function isUndecided(
    isValid: boolean,
    compiled: Compiled & { ok: true },
    value: unknown,
    exact: boolean,
  ): boolean {
    doubts.assumed = false;
    try {
      return compiled.isValid(value, exact) !== isValid;
    } finally {
      doubts.assumed = true;
    }
  }

  return {
    views,
    references,
    pace,
    check(schema, direction, value, exact = false) {
      const compiled = compilers[direction].compile(schema);
      if (!compiled.ok) return { kind: 'not-checked', problem: compiled.problem };
      try {
        doubts.pattern = undefined;
        effort.tries = wholeEffort.tries;
        const isValid = compiled.isValid(value, exact);
        if (doubts.pattern !== undefined && isUndecided(isValid, compiled, value, exact)) {
          const { problem } = foreign.get(doubts.pattern) ?? {};
          return problem === undefined ? valid : { kind: 'valid', unread: problem };
        }
        if (isValid) return valid;
      } catch (error) {
        const reason = whyNotChecked(error);
        if (reason === undefined) throw error;
        const problem = finding('not-checked', schema.at, undefined, { reason });
        return { kind: 'not-checked', problem };
      }
      const explain = explainFor(direction, exact);
      let errors: readonly SchemaError[] | undefined;
      return {
        kind: 'invalid',
        // Computed on first read, because many callers only ask whether there are any.
        get errors() {
          Object.assign(effort, wholeEffort);
          errors ??= atLeastOne(schema, value, () => explain(schema, value));
          return errors;
        },
      };
    },
    unreadPatterns: () =>
      [...foreign.values()].flatMap(({ isRead, problem }) => (isRead ? [] : [problem])),
    whyNotCompiled: (schema, direction) => compilers[direction].whyNot(schema),
    compile: (schema, direction) => compilers[direction].compileReachable(schema),
    misplaced: (schema, direction, value) => misplaced[direction](schema, value),
    shape,
    resolve(schema) {
      let current = schema;
      for (let count = 0; count < longestChain; count += 1) {
        const here = views.at(current);
        if (here === undefined || here.written.$ref === undefined) return current;
        const [next] = here.referred;
        if (next === undefined) return schema;
        current = next;
      }
      return schema;
    },
  };
}

/** A refused value has an error, even if its explanation fails or takes too long. */
function atLeastOne(
  schema: Schema,
  value: unknown,
  explained: () => readonly SchemaError[],
): readonly SchemaError[] {
  try {
    const errors = explained();
    if (errors.length > 0) return errors;
  } catch (error) {
    if (whyNotChecked(error) === undefined) throw error;
  }
  const whole = { pointer: '', keyword: 'schema', expected: schema.value, received: value };
  return [{ ...whole, at: schema.at }];
}

/** Why a value could not be judged; `undefined` for an unexpected error. */
function whyNotChecked(error: unknown): string | undefined {
  if (
    error instanceof PatternTooCostly ||
    error instanceof SchemaUncompilable ||
    error instanceof TooMuchEffort
  ) {
    return error.message;
  }
  // The stack overflows: the value is very deep, or a schema refers to itself for the same value.
  if (error instanceof RangeError) return 'the schema leads back to itself without end';
  return undefined;
}
