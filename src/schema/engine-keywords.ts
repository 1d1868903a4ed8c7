import { _, type Ajv2020, type KeywordCxt, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidateFunction, SchemaValidateFunction } from 'ajv/dist/types/index.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import { thrownMessage } from '../thrown-message.ts';
import { type Effort, TooMuchEffort } from './effort.ts';
import { areUnique, isEqual, isMember, isScalar } from './equality.ts';
import { exactKeywords } from './exact.ts';
import { isMultipleOf } from './multiple-of.ts';
import type { Pace } from './pace.ts';
import type { Translated } from './translate.ts';
import { type Evaluator, unevaluated } from './unevaluated.ts';

interface Kind {
  readonly thorough: boolean;
  readonly exact: boolean;
  readonly effort: Effort;
  readonly pace: Pace;
}

/**
 * Replaces the keywords that ajv judges differently from this tool, and adds keywords for exact
 * integers.
 */
export function setKeywords(
  ajv: Ajv2020,
  { thorough, exact, effort, pace }: Kind,
  evaluator: Evaluator,
  known: (id: string) => ValidateFunction,
): void {
  for (const keyword of ['$ref', 'multipleOf', 'unevaluatedProperties', 'unevaluatedItems']) {
    ajv.removeKeyword(keyword);
  }
  referLazily(ajv, thorough, effort, (id) => {
    pace.next();
    return compileAtValue(() => known(id));
  });
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
}

/**
 * Replaces `$ref` by a keyword that compiles its target on the first value. In a contract with many
 * references, the first value would otherwise compile all schemas, nested in each other.
 */
function referLazily(
  ajv: Ajv2020,
  thorough: boolean,
  effort: Effort,
  compileTarget: (id: string) => ValidateFunction,
): void {
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    code(cxt) {
      let target: ValidateFunction | undefined;
      const validate: DataValidateFunction = (value, context) => {
        effort.tries -= 1;
        if (effort.tries < 0) throw new TooMuchEffort();
        target ??= compileTarget(cxt.schema as string);
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

/** A schema that fails to compile when a value arrives. */
export class SchemaUncompilable extends Error {}

/** @throws {SchemaUncompilable} if the schema of a value cannot be compiled. */
export function compileAtValue(compile: () => ValidateFunction): ValidateFunction {
  try {
    return compile();
  } catch (error) {
    throw new SchemaUncompilable(thrownMessage(error));
  }
}

/** Replaces the keywords that compare values; most operands are scalars, which `===` compares. */
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

/** Keywords that also judge integers beyond a double. */
function addExactKeywords(ajv: Ajv2020): void {
  for (const [keyword, isSatisfied] of Object.entries(exactKeywords)) {
    ajv.addKeyword({ keyword, validate: isSatisfied as SchemaValidateFunction, errors: false });
  }
}
