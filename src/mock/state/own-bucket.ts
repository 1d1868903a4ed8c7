import type { Item } from './item.ts';
import { type Bucket, type Edit, lastNumber } from './store.ts';

/** A bucket that its store changes. */
export interface OwnBucket {
  readonly items: Map<string, Item>;
  added: Item[];
  last: number;
}

export function bucketOf(items: readonly (readonly [string, Item])[]): OwnBucket {
  return { items: new Map(items), added: [], last: lastNumber(items.map(([, { id }]) => id)) };
}

export function copyOf({ items, last }: Bucket): OwnBucket {
  return { items: new Map(items), added: [], last };
}

export function applyEdit(edit: Edit, bucket: OwnBucket): void {
  if (edit.kind === 'remove') setItem(bucket, edit.key, undefined);
  else {
    setItem(bucket, edit.key, edit.item);
    bucket.last = lastNumber([edit.item.id], bucket.last);
  }
}

/** Puts an item into a bucket, or takes it out. */
export function setItem(
  bucket: Pick<OwnBucket, 'items' | 'added'>,
  key: string,
  item: Item | undefined,
): void {
  const { items, added } = bucket;
  if (items.has(key)) bucket.added = [];
  else if (item !== undefined) added.push(item);
  if (item === undefined) items.delete(key);
  else items.set(key, item);
}
