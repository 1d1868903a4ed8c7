import type { Item } from './item.ts';
import { type Bucket, type Edit, lastNumber } from './store.ts';

/** A bucket that its store changes. */
export interface OwnBucket {
  readonly items: Map<string, Item>;
  last: number;
}

export function bucketOf(items: readonly (readonly [string, Item])[]): OwnBucket {
  return { items: new Map(items), last: lastNumber(items.map(([, { id }]) => id)) };
}

export function copyOf({ items, last }: Bucket): OwnBucket {
  return { items: new Map(items), last };
}

export function applyEdit(edit: Edit, bucket: OwnBucket): void {
  if (edit.kind === 'remove') bucket.items.delete(edit.key);
  else {
    bucket.items.set(edit.key, edit.item);
    bucket.last = lastNumber([edit.item.id], bucket.last);
  }
}
