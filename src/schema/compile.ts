import {
  _,
  Ajv2020,
  type AnySchema,
  type ErrorObject,
  type KeywordCxt,
  type ValidateFunction,
} from 'ajv/dist/2020.js';
import type { Api } from '../api/model.ts';
import { below, type Node } from '../api/node.ts';
import { type Finding, finding } from '../finding.ts';
import type { Location } from '../json/document.ts';
import { child } from '../json/pointer.ts';
import type { Direction } from './direction.ts';
import { createEntries, type Entry, reach } from './entries.ts';
import { areUnique, isEqual, isMember, isScalar } from './equality.ts';
import { formats } from './formats.ts';
import { isMultipleOf } from './multiple-of.ts';
import { compilePattern, type Pattern, PatternTooCostly } from './pattern.ts';
import type { References, Resources } from './resources.ts';
import { isNever, type Translated } from './translate.ts';
import { type Evaluator, unevaluated } from './unevaluated.ts';

/** One schema's validators, or why there are none. */
export type Compiled =
  | {
      readonly ok: true;
      /** Stops at the first fault. */
      readonly isValid: (value: unknown) => boolean;
      /** Every fault, each with the keyword's place in the contract. */
      readonly faults: (value: unknown) => readonly Fault[];
    }
  | { readonly ok: false; readonly problem: Finding };

/** A keyword that a value does not satisfy, as the validator reports it. */
export interface Fault {
  readonly pointer: string;
  readonly keyword: string;
  /** The place in the contract of the keyword, and of the schema that it is a member of. */
  readonly at: Location;
  readonly schemaAt: Location;
  /** The keyword's value. */
  readonly operand: unknown;
  /** The value that was refused. */
  readonly value: unknown;
  /** What the keyword adds: the missing property, the property too many. */
  readonly params: Readonly<Record<string, unknown>>;
}

export type Compile = (node: Node) => Compiled;

export interface Compiler {
  readonly compile: Compile;
  /** The result for a schema that means the same in both directions; `undefined` for others. */
  readonly compileUndirected: (node: Node) => Compiled | undefined;
}

/**
 * Compiles the schemas of one API for one direction, each when it is first asked for. A schema is
 * handed to ajv under an identifier of its own, with those it refers to, directly or not. `other` is
 * the compiler for the other direction, which most schemas can share.
 */
export function createCompiler(
  api: Api,
  direction: Direction,
  resources: Resources,
  references: References,
  other?: Compiler,
): Compiler {
  const compiled = new Map<string, Compiled>();
  const evaluator: Evaluator = {
    referred: (id) => quick.schemas[id]?.schema as Translated | undefined,
    isValid: (schema, value) =>
      typeof schema === 'boolean' ? schema : (quick.compile(schema)(value) as boolean),
  };
  const quick = createEngine({ verbose: false, allErrors: false }, compilePattern, evaluator);
  let thorough: Ajv2020 | undefined;

  const entries = createEntries(api, direction, resources, references, (schema) => {
    if (typeof schema === 'boolean' || quick.validateSchema(schema) === true) return undefined;
    // The first is the innermost; those after it only say that what holds it is wrong, too.
    const [error] = quick.errors ?? [];
    const reason = `it ${error?.message ?? 'is no JSON Schema'}`;
    return { pointer: error?.instancePath ?? '', reason };
  });

  function compileEntry(entry: Entry): Compiled {
    const reachable = reach(entry);
    const problem = [...reachable].flatMap(({ problems }) => problems)[0];
    if (problem !== undefined) return { ok: false, problem };
    try {
      const isValid = engineValidator(quick, entry, reachable);
      let explain: ValidateFunction | undefined;
      return {
        ok: true,
        isValid,
        faults(value) {
          thorough ??= createEngine({ verbose: true, allErrors: true }, forgiving, evaluator);
          explain ??= engineValidator(thorough, entry, reachable);
          return faultsOf(explain, value, '', entry);
        },
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        problem: finding('schema-uncompilable', entry.node.at, undefined, { reason }),
      };
    }
  }

  function faultsOf(
    validate: ValidateFunction,
    value: unknown,
    pointer: string,
    entry: Entry,
  ): readonly Fault[] {
    if (validate(value)) return [];
    return (validate.errors ?? []).flatMap((error) =>
      /^unevaluated/.test(error.keyword)
        ? unevaluatedFaults(error, pointer, entry)
        : [faultOf(error, pointer, entry)],
    );
  }

  /** One fault for each member that must not be there, or what its schema has against it. */
  function unevaluatedFaults(error: ErrorObject, pointer: string, entry: Entry): readonly Fault[] {
    const { keyword, data, parentSchema, schema } = error;
    const members = unevaluated(parentSchema as Record<string, unknown>, data as object, evaluator);
    const param = keyword === 'unevaluatedItems' ? 'unevaluatedItem' : 'unevaluatedProperty';
    return members.flatMap((member) => {
      if (schema === false) {
        return [faultOf({ ...error, params: { [param]: member } }, pointer, entry)];
      }
      const place = child(pointer + error.instancePath, member);
      const value = (data as Record<string | number, unknown>)[member];
      return faultsOf(thorough!.compile(schema as AnySchema), value, place, entry);
    });
  }

  function faultOf(error: ErrorObject, pointer: string, entry: Entry): Fault {
    const schemaAt = entries.placeOf(error.parentSchema as object) ?? entry.node.at;
    const never = isNever(error.parentSchema);
    return {
      pointer: pointer + error.instancePath,
      keyword: never ? 'false schema' : error.keyword,
      at: never ? schemaAt : below(schemaAt, error.keyword),
      schemaAt,
      operand: error.schema,
      value: error.data,
      params: error.params,
    };
  }

  function isUndirected(entry: Entry): boolean {
    return [...reach(entry)].every(({ directional }) => !directional);
  }

  function compile(node: Node): Compiled {
    const entry = entries.enter(node);
    let result = compiled.get(entry.id);
    if (result === undefined) {
      const shared = isUndirected(entry) ? other?.compileUndirected(node) : undefined;
      result = shared ?? compileEntry(entry);
      compiled.set(entry.id, result);
    }
    return result;
  }

  return {
    compile,
    compileUndirected: (node) => (isUndirected(entries.enter(node)) ? compile(node) : undefined),
  };
}

function createEngine(
  reporting: { readonly verbose: boolean; readonly allErrors: boolean },
  pattern: (source: string) => Pattern,
  evaluator: Evaluator,
): Ajv2020 {
  const ajv = new Ajv2020({
    ...reporting,
    strict: false,
    // Members of the prototype are no properties: `required: [constructor]` must refuse `{}`.
    ownProperties: true,
    validateSchema: false,
    addUsedSchema: false,
    // A schema that is referred to is a function of its own, not a copy in each place.
    inlineRefs: false,
    code: {
      // Optimising the generated code takes longer than it saves.
      optimize: false,
      regExp: Object.assign(pattern, { code: 'RegExp' }),
    },
    formats,
    logger: false,
  });
  ajv.opts.unevaluated = false;
  for (const keyword of ['multipleOf', 'unevaluatedProperties', 'unevaluatedItems']) {
    ajv.removeKeyword(keyword);
  }
  compareSafely(ajv);
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

/** A pattern that cannot be searched for counts as found: what refused the value is something else. */
function forgiving(source: string): Pattern {
  const pattern = compilePattern(source);
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
}

function engineValidator(
  engine: Ajv2020,
  entry: Entry,
  reachable: ReadonlySet<Entry>,
): ValidateFunction {
  for (const { id, schema } of reachable) {
    if (engine.schemas[id] === undefined) engine.addSchema(schema as AnySchema, id);
  }
  const validate = engine.getSchema(entry.id);
  if (validate === undefined) throw new Error(`the schema ${entry.id} was not added`);
  return validate;
}
