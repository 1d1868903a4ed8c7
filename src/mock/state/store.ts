import type { MaybePromise } from '../maybe-promise.ts';
import type { Item } from './item.ts';

/** The items of one resource in one session, in order of creation. */
export interface Bucket {
  readonly items: ReadonlyMap<string, Item>;
  /**
   * The items added since one was replaced or removed. Each such change starts another array, so an index of the
   * items is kept under this array.
   */
  readonly added: readonly Item[];
  /** The greatest numeric id of current and former items. */
  readonly last: number;
}

/** The items of a session at one moment, by the names of their resources. */
export type Buckets = (resource: string) => Bucket;

export type Edit =
  | { readonly kind: 'put'; readonly resource: string; readonly key: string; readonly item: Item }
  | { readonly kind: 'remove'; readonly resource: string; readonly key: string };

/** The outcome of a change: the result for its caller, and the edits of the session. */
export interface Changed<T> {
  readonly result: T;
  readonly edits: readonly Edit[];
}

/** All items of a session, by the names of their resources. */
export type Contents = ReadonlyMap<string, readonly (readonly [key: string, item: Item])[]>;

/** A place for items: what every store must do. */
export interface Store {
  /**
   * Changes a session in one step: no other change comes between what `change` reads and what it
   * edits. It is a pure function, because a store may call it again. A new session has the initial
   * items.
   * @throws {StoreAway} if the store is unavailable, or refuses the change.
   */
  transact<T>(session: string, change: (buckets: Buckets) => Changed<T>): MaybePromise<T>;
  contents(session: string): MaybePromise<Contents>;
  /** Replaces all items of a session. */
  restore(session: string, contents: Contents): MaybePromise<void>;
  /** Puts a session back to the seed. */
  reset(session: string): MaybePromise<void>;
  /**
   * Moves the changed sessions to another store, and forwards all later calls to it. Running
   * changes are not lost.
   */
  moveTo(next: Store, convert: Convert): void;
  /** Takes over the changed sessions of another store. */
  take(session: string, used: number, buckets: ReadonlyMap<string, Bucket>): void;
  /** @throws {StoreAway} if the store is unavailable. */
  ready(): MaybePromise<void>;
  /** Releases resources outside of this process. */
  close(): MaybePromise<void>;
}

/** A bucket under another contract; `undefined` if that has no such resource. */
export type Convert = (session: string, resource: string, bucket: Bucket) => Bucket | undefined;

/** A store outside of this process that is unavailable now. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/** The greatest number among numeric ids, also after a prefix: `ord_0042`. */
export function lastNumber(ids: Iterable<string>, least = 0): number {
  let last = least;
  for (const id of ids) {
    const number = Number(/^(?:[A-Za-z]{1,16}[_-])?(\d{1,15})$/.exec(id)?.[1] ?? 0);
    if (number > last) last = number;
  }
  return last;
}
