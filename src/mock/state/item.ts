import type { Pointer } from '../../json/pointer.ts';
import { valueAt } from '../../json/pointer.ts';

/** One thing that is kept. */
export interface Item {
  readonly id: string;
  /**
   * The path parameters before its id, by the names of the parents. A missing parent matches any
   * value, because initial data does not always name it.
   */
  readonly parents: ReadonlyMap<string, string>;
  readonly value: unknown;
  /** When it was changed, in milliseconds. */
  readonly changed: number;
}

/** The parents of an item. Most items have none and share one map: a map for each doubles their size. */
export function parentsAs(parents: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return parents.size === 0 ? noParents : parents;
}

const noParents: ReadonlyMap<string, string> = new Map();

/** A value of a path or of an item as a key: `7` and `"7"` are the same id. */
export function keyText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** The time in a text, in milliseconds; `undefined` if it is not a time. */
export function timeOf(text: string): number | undefined {
  // Few texts begin with a digit, and a pattern costs more than to look.
  const first = text.charCodeAt(0);
  if (first < 0x30 || first > 0x39 || !/^\d{4}-\d\d-\d\d(?:T|$)/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** The key of an item: items below different parents may have the same id. */
export function itemKey(
  id: string,
  parents: ReadonlyMap<string, string>,
  scopes: readonly string[],
): string {
  if (scopes.length === 0) return id;
  return JSON.stringify([id, ...scopes.map((name) => parents.get(name) ?? null)]);
}

/** Whether an item is below the parents of a path. */
export function isBelow(item: Item, parents: ReadonlyMap<string, string>): boolean {
  if (parents.size === 0) return true;
  for (const [name, value] of parents) {
    const own = item.parents.get(name);
    if (own !== undefined && own !== value) return false;
  }
  return true;
}

export function textAt(value: unknown, pointer: Pointer): string | undefined {
  return keyText(valueAt(value, pointer));
}
