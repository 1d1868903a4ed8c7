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

/** A value of a path or of an item as a key: `7` and `"7"` are the same id. */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isPlain = ['number', 'bigint', 'boolean'].includes(typeof value);
  return isPlain ? String(value) : undefined;
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
  for (const [name, value] of parents) {
    const own = item.parents.get(name);
    if (own !== undefined && own !== value) return false;
  }
  return true;
}

export function textAt(value: unknown, pointer: Pointer): string | undefined {
  return keyText(valueAt(value, pointer));
}
