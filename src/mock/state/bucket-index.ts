import { isObject } from '../../api/node.ts';
import { type Pointer, readerOf } from '../../json/pointer.ts';
import { type Item, keyText, timeOf } from './item.ts';
import type { Bucket } from './store.ts';

/** The items of a bucket as lists ask for them, so that a list need not look at each. */
export interface BucketIndex {
  readonly all: readonly Item[];
  /**
   * All items that may have this value at a place, in their order. It is `undefined` if the index
   * does not cover the value.
   */
  having(property: Pointer, wanted: unknown): readonly Item[] | undefined;
  /** A selection or order of items, which is kept while the items stay the same. */
  arranged(items: readonly Item[], by: string, make: () => readonly Item[]): readonly Item[];
}

/**
 * The index of a bucket. The first list creates it, and appended items extend it. After a
 * replacement or a removal, a new index is made.
 */
export function createIndexes(): (bucket: Bucket) => BucketIndex {
  const known = new WeakMap<readonly Item[], GrowingIndex>();
  return (bucket) => {
    const { added } = bucket;
    let index = known.get(added);
    if (index === undefined) {
      index = indexOf(bucket);
      known.set(added, index);
    } else index.grow(added);
    return index;
  };
}

interface GrowingIndex extends BucketIndex {
  grow(added: readonly Item[]): void;
}

/** How many orders of the same items are kept. */
const mostOrders = 20;

function indexOf({ items, added }: Bucket): GrowingIndex {
  const all = [...items.values()];
  const adding: ((item: Item) => void)[] = [];
  const byValue = new Map<Pointer, Map<string, Item[]>>();
  const orders = new Map<readonly Item[], Map<string, Arranged>>();
  let seen = added.length;

  function grouped(property: Pointer): ReadonlyMap<string, readonly Item[]> {
    let found = byValue.get(property);
    if (found === undefined) {
      const made = new Map<string, Item[]>();
      const own = readerOf(property);
      const add = (item: Item) => {
        for (const key of keysOf(own(item.value))) {
          const group = made.get(key);
          if (group === undefined) made.set(key, [item]);
          else group.push(item);
        }
      };
      for (const item of all) add(item);
      adding.push(add);
      byValue.set(property, made);
      found = made;
    }
    return found;
  }

  return {
    all,
    having(property, wanted) {
      const key = wanted === null ? undefined : keyOf(wanted);
      return key === undefined ? undefined : (grouped(property).get(key) ?? none);
    },
    arranged(some, by, make) {
      const own = orders.get(some) ?? new Map<string, Arranged>();
      const known = own.get(by);
      if (known?.count === some.length) return known.items;
      const made = make();
      if (orders.size > mostOrders) orders.clear();
      if (own.size > mostOrders) own.clear();
      own.set(by, { count: some.length, items: made });
      orders.set(some, own);
      return made;
    },
    grow(more) {
      for (const item of more.slice(seen)) {
        all.push(item);
        for (const add of adding) add(item);
      }
      seen = more.length;
    },
  };
}

interface Arranged {
  readonly count: number;
  readonly items: readonly Item[];
}

const none: readonly Item[] = [];

/** The keys under which a value is found: an array under those of its items, an object under its members'. */
function keysOf(own: unknown): ReadonlySet<string> {
  if (Array.isArray(own)) return new Set(own.flatMap((one) => [...keysOf(one)]));
  const values = isObject(own) ? Object.values(own) : [own ?? null];
  return new Set(values.flatMap((value) => keyOf(value) ?? []));
}

/** Times by when they are, everything else by how it is written. */
function keyOf(value: unknown): string | undefined {
  const text = value === null ? 'null' : keyText(value);
  if (text === undefined) return undefined;
  const time = timeOf(text);
  return time === undefined ? text : `@${time}`;
}
