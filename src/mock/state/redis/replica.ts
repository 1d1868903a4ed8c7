import { exactValue, jsonText } from '../../../json/integers.ts';
import { type Item, parentsAs } from '../item.ts';
import { bucketOf, type OwnBucket, setItem } from '../own-bucket.ts';
import { type Bucket, type Buckets, type Contents, type Edit, lastNumber } from '../store.ts';

/** Names with texts, as Redis stores them: an empty text removes the name. */
export type Pairs = readonly (readonly [field: string, value: string])[];

/** The copy of a session in Redis. */
export interface Replica {
  readonly epoch: string;
  version: number;
  readonly buckets: Buckets;
  contents(): Contents;
  /** Changes the copy, and returns the change for Redis. */
  edit(edits: readonly Edit[]): Pairs;
  /** Takes what another process has changed. */
  take(pairs: Pairs): void;
  /** Undoes all edits since the last call. */
  undo(): void;
  /** Keeps what was edited. */
  keep(): void;
}

interface ReplicaBucket extends OwnBucket {
  /** The places of the items in their order. */
  readonly places: Map<string, number>;
}

const none: Bucket = bucketOf([]);

export function createReplica(epoch: string, version: number, pairs: Pairs): Replica {
  const buckets = new Map<string, ReplicaBucket>();
  let place = 0;
  let undoing: (() => void)[] = [];
  const unordered = new Set<ReplicaBucket>();

  function ownBucket(resource: string): ReplicaBucket {
    let bucket = buckets.get(resource);
    if (bucket === undefined) {
      bucket = { ...bucketOf([]), places: new Map() };
      buckets.set(resource, bucket);
    }
    return bucket;
  }

  function apply(bucket: ReplicaBucket, key: string, item: Item | undefined, at: number): void {
    setItem(bucket, key, item);
    if (item === undefined) bucket.places.delete(key);
    else {
      bucket.places.set(key, at);
      place = Math.max(place, at);
    }
  }

  function edit(edits: readonly Edit[]): Pairs {
    const made = new Map<string, string>();
    for (const one of edits) {
      const { resource, key } = one;
      const bucket = ownBucket(resource);
      const { last } = bucket;
      const before = bucket.items.get(key);
      const at = bucket.places.get(key) ?? 0;
      undoing.push(() => {
        apply(bucket, key, before, at);
        bucket.last = last;
        if (before !== undefined && one.kind === 'remove') unordered.add(bucket);
      });
      const field = JSON.stringify([resource, key]);
      if (one.kind === 'remove') {
        apply(bucket, key, undefined, 0);
        made.set(field, '');
        continue;
      }
      const own = before === undefined ? place + 1 : at;
      apply(bucket, key, one.item, own);
      made.set(field, `${own} ${textOf(one.item)}`);
      bucket.last = lastNumber([one.item.id], last);
      if (bucket.last > last) made.set(JSON.stringify([resource]), String(bucket.last));
    }
    return [...made];
  }

  function take(taken: Pairs): void {
    for (const [field, value] of taken) {
      const [resource, key] = JSON.parse(field) as [string, string?];
      const bucket = ownBucket(resource);
      if (key === undefined) bucket.last = Number(value);
      else if (value === '') apply(bucket, key, undefined, 0);
      else {
        const space = value.indexOf(' ');
        apply(bucket, key, itemOf(value.slice(space + 1)), Number(value.slice(0, space)));
      }
    }
  }

  take(pairs);
  for (const bucket of buckets.values()) order(bucket);
  return {
    ...{ epoch, version, edit, take },
    buckets: (resource) => buckets.get(resource) ?? none,
    contents: () => new Map([...buckets].map(([name, { items }]) => [name, [...items]])),
    undo() {
      for (const step of undoing.reverse()) step();
      undoing = [];
      for (const bucket of unordered) order(bucket);
      unordered.clear();
    },
    keep() {
      undoing = [];
    },
  };
}

/** The contents of a session as Redis stores them. */
export function pairsOf(contents: Contents): Pairs {
  let place = 0;
  return [...contents].flatMap(([resource, entries]): [string, string][] => {
    const last = lastNumber(entries.map(([, { id }]) => id));
    return [
      ...entries.map(([key, item]): [string, string] => {
        place += 1;
        return [JSON.stringify([resource, key]), `${place} ${textOf(item)}`];
      }),
      [JSON.stringify([resource]), String(last)],
    ];
  });
}

function order(bucket: ReplicaBucket): void {
  const { items, places } = bucket;
  bucket.added = [];
  const sorted = [...items].sort(([one], [other]) => places.get(one)! - places.get(other)!);
  items.clear();
  for (const [key, item] of sorted) items.set(key, item);
}

function textOf({ id, parents, value, changed }: Item): string {
  return jsonText([id, [...parents], changed, value]);
}

function itemOf(text: string): Item {
  const exact = /\d{16}/.test(text) ? exactValue(text) : undefined;
  const read = (exact ?? JSON.parse(text)) as [string, [string, string][], number, unknown];
  const [id, parents, changed, value] = read;
  return { id, parents: parentsAs(new Map(parents)), value, changed: Number(changed) };
}
