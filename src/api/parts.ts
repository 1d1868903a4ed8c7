import { type Finding, finding } from '../finding.ts';
import type { Dialect } from './model.ts';
import { below, entries, isObject, items, member, type Node } from './node.ts';
import type { Resolver } from './resolve.ts';

/**
 * Reads the parts of a document behind a possible `$ref`. OpenAPI allows Reference Objects in some
 * places only (3.1 section 4.8.23), but documents in many files use them everywhere. Elsewhere,
 * they are followed as well, and their siblings count.
 */
export interface Parts {
  /**
   * The object behind a Reference Object. As OpenAPI says, no siblings count, except summary and
   * description from 3.1 on.
   */
  follow(node: Node): Node | undefined;
  /** The resolved value of a node. */
  whole(node: Node): Node | undefined;
  /** A member. */
  part(node: Node, key: string): Node | undefined;
  /** The members of a member that is a map. */
  parts(node: Node, key: string): readonly (readonly [string, Node])[];
  /** The items of a member that is an array. */
  list(node: Node, key: string): readonly Node[];
  /** A member that is a string; `undefined` when it is absent or something else. */
  text(node: Node, key: string): string | undefined;
  /** A member with a boolean. */
  flag(node: Node, key: string): boolean | undefined;
}

export function createParts(
  { follow }: Resolver,
  dialect: Dialect,
  report: (finding: Finding) => void,
): Parts {
  const keepsText = (key: string) =>
    dialect !== '3.0' && (key === 'summary' || key === 'description');

  const behind = (node: Node) => follow(node, () => true);

  function part(node: Node, key: string): Node | undefined {
    const found = member(node, key);
    return found && behind(found);
  }

  return {
    follow(node) {
      const target = follow(node, keepsText);
      if (target === undefined || target === node || isObject(target.value)) return target;
      const reason = 'the reference does not lead to an object';
      report(finding('document-invalid', below(node.at, '$ref'), undefined, { reason }));
      return undefined;
    },
    whole: behind,
    part,
    parts: (node, key) =>
      [...entries(part(node, key))].flatMap(([name, written]) => {
        const found = behind(written);
        return found === undefined ? [] : [[name, found] as const];
      }),
    list: (node, key) => [...items(part(node, key))].flatMap((item) => behind(item) ?? []),
    text(node, key) {
      const value = part(node, key)?.value;
      return typeof value === 'string' ? value : undefined;
    },
    flag(node, key) {
      const value = part(node, key)?.value;
      return typeof value === 'boolean' ? value : undefined;
    },
  };
}
