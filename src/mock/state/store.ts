import type { MaybePromise } from '../maybe-promise.ts';
import type { Item } from './item.ts';

/** The items of one resource in one session, in the order in which they came. */
export interface Bucket {
  readonly items: ReadonlyMap<string, Item>;
  /** The greatest id that is a number, of those that are or were there. */
  readonly last: number;
}

/** The items of a session at one moment, by the names of their resources. */
export type Buckets = (resource: string) => Bucket;

export type Edit =
  | { readonly kind: 'put'; readonly resource: string; readonly key: string; readonly item: Item }
  | { readonly kind: 'remove'; readonly resource: string; readonly key: string };

/** What a change comes to: what its caller wants to know, and what of the session becomes otherwise. */
export interface Changed<T> {
  readonly result: T;
  readonly edits: readonly Edit[];
}

/** All items of a session, by the names of their resources. */
export type Contents = ReadonlyMap<string, readonly (readonly [key: string, item: Item])[]>;

/** Where the items are kept: everything that a store must do. */
export interface Store {
  /**
   * Changes a session at once: no other change comes between what `change` reads and what it edits. It
   * is a pure function, because a store may have to ask it again. A session that is new has the seed.
   *
   * @throws {StoreAway} when the store cannot be reached, or does not take the change.
   */
  transact<T>(session: string, change: (buckets: Buckets) => Changed<T>): MaybePromise<T>;
  contents(session: string): MaybePromise<Contents>;
  /** Puts other items in the place of all items of a session. */
  restore(session: string, contents: Contents): MaybePromise<void>;
  /** Puts a session back to the seed. */
  reset(session: string): MaybePromise<void>;
  /**
   * Hands what sessions have changed over to another store, which answers for this one from then on: what
   * is still under way here is not lost.
   */
  moveTo(next: Store, convert: Convert): void;
  /** Takes what a session of another store has changed. */
  take(session: string, used: number, buckets: ReadonlyMap<string, Bucket>): void;
  /** @throws {StoreAway} when the store cannot be used now. */
  ready(): MaybePromise<void>;
  /** Lets go of what the store holds outside of this process. */
  close(): MaybePromise<void>;
}

/** A bucket as another contract keeps it; `undefined` where it has no such resource. */
export type Convert = (session: string, resource: string, bucket: Bucket) => Bucket | undefined;

/** A store outside of this process that cannot be used now. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/** The greatest number among ids that are whole numbers, also behind a prefix: `ord_0042`. */
export function lastNumber(ids: Iterable<string>, least = 0): number {
  let last = least;
  for (const id of ids) {
    const number = Number(/^(?:[A-Za-z]{1,16}[_-])?(\d{1,15})$/.exec(id)?.[1] ?? 0);
    if (number > last) last = number;
  }
  return last;
}
