import { below, type Node } from '../api/node.ts';
import { type Finding, type FindingOf, finding } from '../finding.ts';
import type { Location } from '../json/document.ts';
import { child } from '../json/pointer.ts';
import type { Direction } from './direction.ts';
import { createEngine, type Engine, type EngineError, type Validator } from './engine.ts';
import { createEntries, type Entry, type Meaning, reach } from './entries.ts';
import { exactSchema, plainKeyword } from './exact.ts';
import { isNever, type Translated } from './translate.ts';
import { unevaluated } from './unevaluated.ts';

/** Why a value cannot be held to a schema. */
export type SchemaProblem = FindingOf<'schema-uncompilable' | 'not-checked'>;

/** One schema's validators, or why there are none. */
export type Compiled =
  | {
      readonly ok: true;
      /** Stops at the first fault. `exact` says that the value has integers that are `bigint`s. */
      readonly isValid: (value: unknown, exact?: boolean) => boolean;
      /** Every fault, each with the keyword's place in the contract. */
      readonly faults: (value: unknown, exact?: boolean) => readonly Fault[];
    }
  | { readonly ok: false; readonly problem: SchemaProblem };

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
  /** Compiles a schema and all that it refers to, in whichever document, and says what cannot be. */
  readonly compileReachable: (node: Node) => readonly Finding[];
  /** Why a schema cannot be compiled; its validators are made only where nothing else would tell. */
  readonly whyNot: (node: Node) => SchemaProblem | undefined;
  /** The result for a schema that means the same in both directions; `undefined` for others. */
  readonly compileUndirected: (node: Node) => Compiled | undefined;
}

/**
 * Compiles the schemas of one API for one direction, each when it is first asked for. A schema is
 * handed to the engine under an identifier of its own, with those it refers to, directly or not. `other` is
 * the compiler for the other direction, which most schemas can share.
 */
export function createCompiler(direction: Direction, meaning: Meaning, other?: Compiler): Compiler {
  const { doubts } = meaning;
  const compiled = new Map<string, Compiled>();
  // The same node is asked for again and again; its place tells the same, at the cost of a text.
  const byNode = new WeakMap<Node, Compiled>();
  const quick = createEngine({ thorough: false, exact: false, doubts });
  const engines = new Map<string, Engine>();
  const variants = new WeakMap<object, object>();
  const entries = createEntries(direction, meaning);
  /** Those that can be compiled, with all that they refer to. */
  const sound = new Set<Entry>();

  /** The engine for a purpose; all but the one that most values need are made when first asked for. */
  function engineFor(thorough: boolean, exact: boolean): Engine {
    if (!thorough && !exact) return quick;
    const key = `${thorough} ${exact}`;
    const engine = engines.get(key) ?? createEngine({ thorough, exact, doubts });
    engines.set(key, engine);
    return engine;
  }

  function schemaFor({ schema }: Entry, exact: boolean): Translated {
    if (!exact) return schema;
    return exactSchema(schema, {
      placeOf: entries.placeOf,
      variant: (variant, of) => variants.set(variant, of),
    });
  }

  function validatorFor(
    entry: Entry,
    reachable: ReadonlySet<Entry>,
    thorough: boolean,
    exact: boolean,
  ): Validator {
    const engine = engineFor(thorough, exact);
    for (const other of reachable) engine.add(other.id, () => schemaFor(other, exact));
    return engine.validator(entry.id);
  }

  function compileEntry(entry: Entry): Compiled {
    const reachable = reach(entry);
    const problem = [...reachable].flatMap(({ problems }) => problems)[0];
    if (problem !== undefined) return { ok: false, problem };
    try {
      const { isValid } = validatorFor(entry, reachable, false, false);
      let exactly: Validator | undefined;
      const thoroughly = new Map<boolean, Validator>();
      return {
        ok: true,
        isValid(value, exact = false) {
          if (!exact) return isValid(value);
          exactly ??= validatorFor(entry, reachable, false, true);
          return exactly.isValid(value);
        },
        faults(value, exact = false) {
          const validator = thoroughly.get(exact) ?? validatorFor(entry, reachable, true, exact);
          thoroughly.set(exact, validator);
          return faultsOf(validator, value, '', entry, exact);
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
    validator: Validator,
    value: unknown,
    pointer: string,
    entry: Entry,
    exact: boolean,
  ): readonly Fault[] {
    return validator
      .errors(value)
      .flatMap((error) =>
        /^unevaluated/.test(error.keyword)
          ? unevaluatedFaults(error, pointer, entry, exact)
          : [faultOf(error, pointer, entry)],
      );
  }

  /** One fault for each member that must not be there, or what its schema has against it. */
  function unevaluatedFaults(
    error: EngineError,
    pointer: string,
    entry: Entry,
    exact: boolean,
  ): readonly Fault[] {
    const { keyword, value, schema, operand } = error;
    const engine = engineFor(true, exact);
    const members = unevaluated(schema, value as object, engine);
    const param = keyword === 'unevaluatedItems' ? 'unevaluatedItem' : 'unevaluatedProperty';
    return members.flatMap((member) => {
      if (operand === false) {
        return [faultOf({ ...error, params: { [param]: member } }, pointer, entry)];
      }
      const place = child(pointer + error.pointer, member);
      const inner = (value as Record<string | number, unknown>)[member];
      return faultsOf(engine.validatorOf(operand as Translated), inner, place, entry, exact);
    });
  }

  function faultOf(error: EngineError, pointer: string, entry: Entry): Fault {
    const schema = variants.get(error.schema) ?? error.schema;
    const schemaAt = entries.placeOf(schema) ?? entry.node.at;
    const never = isNever(schema);
    const keyword = plainKeyword(error.keyword);
    return {
      pointer: pointer + error.pointer,
      keyword: never ? 'false schema' : keyword,
      at: never ? schemaAt : below(schemaAt, keyword),
      schemaAt,
      operand: error.operand,
      value: error.value,
      params: error.params,
    };
  }

  function isUndirected(entry: Entry): boolean {
    return [...reach(entry)].every(({ directional }) => !directional);
  }

  function compile(node: Node): Compiled {
    const known = byNode.get(node);
    if (known !== undefined) return known;
    const result = compileOnce(entries.enter(node));
    byNode.set(node, result);
    return result;
  }

  function compileOnce(entry: Entry): Compiled {
    let result = compiled.get(entry.id);
    if (result === undefined) {
      const shared = isUndirected(entry) ? other?.compileUndirected(entry.node) : undefined;
      result = shared ?? compileEntry(entry);
      compiled.set(entry.id, result);
    }
    return result;
  }

  /** All that can be wrong with keywords is found when they are translated. */
  function whyNot(node: Node): SchemaProblem | undefined {
    const open = [entries.enter(node)];
    const seen = new Set<Entry>();
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      if (sound.has(entry) || seen.has(entry)) continue;
      if (entry.problems.length > 0) return entry.problems[0];
      if (isDeep(entry.schema, deepest)) {
        const result = compileOnce(entry);
        if (!result.ok) return result.problem;
      }
      seen.add(entry);
      open.push(...entry.refers);
    }
    for (const entry of seen) sound.add(entry);
    return undefined;
  }

  function compileReachable(node: Node): readonly Finding[] {
    return [...reach(entries.enter(node))].flatMap((entry) => {
      const result = compileOnce(entry);
      return result.ok ? [] : [...entry.problems, result.problem];
    });
  }

  return {
    compile,
    compileReachable,
    whyNot,
    compileUndirected: (node) => (isUndirected(entries.enter(node)) ? compile(node) : undefined),
  };
}

/** Schemas inside one another up to this depth need no more of the stack than there is. */
const deepest = 50;

function isDeep(part: unknown, left: number): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return left === 0 || Object.values(part).some((inner) => isDeep(inner, left - 1));
}
