import { below, type Node } from '../api/node.ts';
import { heldBy, namedBy } from '../schema/members.ts';
import type { SchemaObject } from '../schema/view.ts';

/** The schemas that a keyword applies to a part of a value, by a name or a number. */
export interface AppliedSchemas {
  readonly keyword: string;
  readonly name: string | undefined;
  readonly nodes: readonly Node[];
}

function appliedKey(keyword: string, name?: string): string {
  return name === undefined ? keyword : `${keyword} ${name}`;
}

/** Schemas whose narrowing narrows the whole, by where they apply. */
export function appliedSchemas(
  schemas: readonly SchemaObject[],
): ReadonlyMap<string, AppliedSchemas> {
  const applied = new Map<string, AppliedSchemas>();
  const add = (keyword: string, name: string | undefined, nodes: readonly Node[]) => {
    if (nodes.length > 0) applied.set(appliedKey(keyword, name), { keyword, name, nodes });
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
  return applied;
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
  const opaque = new Map<string, readonly Node[]>();
  for (const keyword of ['not', 'if', 'contains', 'contentSchema']) {
    const nodes = heldBy(schemas, keyword);
    if (nodes.length > 0) opaque.set(keyword, nodes);
  }
  return opaque;
}
