import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Api } from '../api/model.ts';
import { below, type Node } from '../api/node.ts';
import { createResolver } from '../api/resolve.ts';
import { type Finding, finding } from '../finding.ts';
import type { Location } from '../json/document.ts';
import { formats } from './formats.ts';
import { isMultipleOf } from './multiple-of.ts';
import { compilePattern } from './pattern.ts';
import { type Direction, type Translated, translate } from './translate.ts';

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

/** A schema that takes part in compilation. */
interface Entry {
  readonly id: string;
  readonly node: Node;
  readonly schema: Translated;
  readonly refers: readonly Entry[];
  readonly problems: readonly Finding[];
}

/**
 * Compiles the schemas of one API for one direction, each when it is first asked for. A schema is
 * handed to ajv under an identifier of its own, with those it refers to, directly or not.
 */
export function createCompile(api: Api, direction: Direction): Compile {
  const { target } = createResolver(api.documents, new Map(), () => {});
  const entries = new Map<string, Entry>();
  const writtenAt = new WeakMap<object, Location>();
  const compiled = new Map<string, Compiled>();
  const quick = createEngine({ verbose: false, allErrors: false });
  const thorough = createEngine({ verbose: true, allErrors: true });

  function enter(node: Node): Entry {
    const key = `${node.at.document.uri}#${node.at.pointer}`;
    const known = entries.get(key);
    if (known !== undefined) return known;
    const targets: Node[] = [];
    const problems: Finding[] = [];
    const refers: Entry[] = [];
    const id = `schema:${entries.size}`;
    // Entered before its references are, because they may lead back here.
    const entry = { id, node, schema: false as Translated, refers, problems };
    entries.set(key, entry);
    entry.schema = translate(node, {
      dialect: api.dialect,
      direction,
      target,
      identify: (referred) => {
        targets.push(referred);
        return enter(referred).id;
      },
      written: (schema, at) => writtenAt.set(schema, at),
      refuse: (at, reason) =>
        problems.push(finding('schema-uncompilable', at, undefined, { reason })),
    });
    if (problems.length === 0) problems.push(...malformed(entry, quick));
    refers.push(...targets.map(enter));
    return entry;
  }

  function compile(entry: Entry): Compiled {
    const reachable = reach(entry);
    const problem = [...reachable].flatMap((other) => other.problems)[0];
    if (problem !== undefined) return { ok: false, problem };
    try {
      const isValid = engineValidator(quick, entry, reachable);
      let explain: ValidateFunction | undefined;
      return {
        ok: true,
        isValid,
        faults(value) {
          explain ??= engineValidator(thorough, entry, reachable);
          if (explain(value)) return [];
          return (explain.errors ?? []).map((error) => faultOf(error, entry));
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

  function faultOf(error: ErrorObject, entry: Entry): Fault {
    const schemaAt = writtenAt.get(error.parentSchema as object) ?? entry.node.at;
    return {
      pointer: error.instancePath,
      keyword: error.keyword,
      at: below(schemaAt, error.keyword),
      schemaAt,
      operand: error.schema,
      value: error.data,
      params: error.params,
    };
  }

  return (node) => {
    const entry = enter(node);
    let result = compiled.get(entry.id);
    if (result === undefined) {
      result = compile(entry);
      compiled.set(entry.id, result);
    }
    return result;
  };
}

function createEngine(reporting: { verbose: boolean; allErrors: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    ...reporting,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowUnionTypes: true,
    // Members of the prototype are no properties: `required: [constructor]` must refuse `{}`.
    ownProperties: true,
    validateSchema: false,
    addUsedSchema: false,
    code: { regExp: Object.assign(compilePattern, { code: 'RegExp' }) },
    formats,
    logger: false,
  });
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    validate: (divisor: number, value: number) => isMultipleOf(value, divisor),
    errors: false,
  });
  return ajv;
}

/** What the meta-schema of 2020-12 has against a schema. */
function malformed(entry: Entry, engine: Ajv2020): readonly Finding[] {
  if (typeof entry.schema === 'boolean') return [];
  const refuse = (pointer: string, reason: string) =>
    finding(
      'schema-uncompilable',
      { document: entry.node.at.document, pointer: entry.node.at.pointer + pointer },
      undefined,
      { reason },
    );
  if (engine.validateSchema(entry.schema as AnySchema) !== true) {
    const errors = engine.errors ?? [];
    // The first is the innermost; those after it only say that what holds it is wrong, too.
    const [error] = errors;
    return [refuse(error?.instancePath ?? '', `it ${error?.message ?? 'is no JSON Schema'}`)];
  }
  return [];
}

function reach(entry: Entry): ReadonlySet<Entry> {
  const reachable = new Set([entry]);
  for (const next of reachable) {
    for (const referred of next.refers) reachable.add(referred);
  }
  return reachable;
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
