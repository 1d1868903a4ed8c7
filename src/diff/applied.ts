import { below, type Node } from '../api/node.ts';
import { heldBy, namedBy } from '../schema/members.ts';
import type { SchemaObject } from '../schema/view.ts';

/** The schemas that a keyword applies to a part of a value, by a name or a number. */
export interface AppliedSchemas {
  readonly keyword: string;
  readonly name: string | undefined;
  readonly nodes: readonly Node[];
}

/** Most schemas have no such keywords. */
const none: ReadonlyMap<string, never> = new Map<string, never>();

function appliedKey(keyword: string, name?: string): string {
  return name === undefined ? keyword : `${keyword} ${name}`;
}

/** Schemas whose narrowing narrows the whole, by where they apply. */
export function appliedSchemas(
  schemas: readonly SchemaObject[],
): ReadonlyMap<string, AppliedSchemas> {
  let applied: Map<string, AppliedSchemas> | undefined;
  const add = (keyword: string, name: string | undefined, nodes: readonly Node[]) => {
    if (nodes.length === 0) return;
    applied ??= new Map();
    applied.set(appliedKey(keyword, name), { keyword, name, nodes });
  };
  for (const keyword of ['items', 'propertyNames', 'unevaluatedItems', 'then', 'else']) {
    add(keyword, undefined, heldBy(schemas, keyword));
  }
  for (const keyword of ['patternProperties', 'dependentSchemas']) {
    for (const [name, nodes] of namedBy(schemas, keyword)) add(keyword, name, nodes);
  }
  for (const [index, nodes] of prefixItems(schemas).entries()) {
    add('prefixItems', String(index), nodes);
  }
  return applied ?? none;
}

/** The schemas of the first items, by their number. */
function prefixItems(schemas: readonly SchemaObject[]): readonly (readonly Node[])[] {
  const items: Node[][] = [];
  for (const { value, at } of heldBy(schemas, 'prefixItems')) {
    if (!Array.isArray(value)) continue;
    for (const [index, item] of value.entries()) {
      items[index] ??= [];
      items[index].push({ value: item, at: below(at, index) });
    }
  }
  return items;
}

/**
 * Schemas whose narrowing may widen the whole (`not`, `if`, `contains`), or that nothing checks.
 */
export function opaqueSchemas(
  schemas: readonly SchemaObject[],
): ReadonlyMap<string, readonly Node[]> {
  let opaque: Map<string, readonly Node[]> | undefined;
  for (const keyword of ['not', 'if', 'contains', 'contentSchema']) {
    const nodes = heldBy(schemas, keyword);
    if (nodes.length === 0) continue;
    opaque ??= new Map();
    opaque.set(keyword, nodes);
  }
  return opaque ?? none;
}
