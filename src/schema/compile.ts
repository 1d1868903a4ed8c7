import type { Node } from '../api/node.ts';
import { type Finding, type FindingOf, finding } from '../finding.ts';
import { thrownMessage } from '../thrown-message.ts';
import type { Direction } from './direction.ts';
import { isDeep } from './engine.ts';
import { createEntries, type Entry, type Meaning, reach } from './entries.ts';
import { type Checks, createValidators } from './validators.ts';

/** Why values cannot be validated with a schema. */
export type SchemaProblem = FindingOf<'schema-uncompilable' | 'not-checked'>;

/** One schema's validators, or the reason why they cannot be made. */
export type Compiled =
  | ({ readonly ok: true } & Checks)
  | { readonly ok: false; readonly problem: SchemaProblem };

export type Compile = (node: Node) => Compiled;

export interface Compiler {
  readonly compile: Compile;
  /**
   * Compiles a schema and everything that it refers to, in any document, and reports what cannot be
   * compiled.
   */
  readonly compileReachable: (node: Node) => readonly Finding[];
  /** Why a schema cannot be compiled; makes its validators only if there is no cheaper answer. */
  readonly whyNot: (node: Node) => SchemaProblem | undefined;
  /** The result for a schema that means the same in both directions; `undefined` for others. */
  readonly compileUndirected: (node: Node) => Compiled | undefined;
}

/**
 * Compiles the schemas of one API for one direction, each on its first use. The engine gets a
 * schema under its own identifier, with all schemas that it refers to. `other` is the compiler for
 * the other direction, which most schemas can share.
 */
export function createCompiler(direction: Direction, meaning: Meaning, other?: Compiler): Compiler {
  const compiled = new Map<string, Compiled>();
  // One node is looked up often; its place would identify it, too, but costs a text each time.
  const byNode = new WeakMap<Node, Compiled>();
  const entries = createEntries(direction, meaning);
  const validators = createValidators(entries, meaning);
  /** The entries that can be compiled, with everything that they refer to. */
  const sound = new Set<Entry>();

  function compileEntry(entry: Entry): Compiled {
    meaning.pace.next();
    const reachable = reach(entry);
    const problem = [...reachable].flatMap(({ problems }) => problems)[0];
    if (problem !== undefined) return { ok: false, problem };
    try {
      return { ok: true, ...validators.checksOf(entry, reachable) };
    } catch (error) {
      const reason = thrownMessage(error);
      return {
        ok: false,
        problem: finding('schema-uncompilable', entry.node.at, undefined, { reason }),
      };
    }
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

  /** Translation finds all faults of keywords. */
  function whyNot(node: Node): SchemaProblem | undefined {
    const open = [entries.enter(node)];
    const seen = new Set<Entry>();
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      if (sound.has(entry) || seen.has(entry)) continue;
      if (entry.problems.length > 0) return entry.problems[0];
      if (isDeep(entry.schema)) {
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
