import { movable } from './movable.ts';
import { applyEdit, bucketOf, copyOf, type OwnBucket } from './own-bucket.ts';
import type { Bucket, Contents, Store } from './store.ts';

export interface SessionLimits {
  /** How many sessions are kept; the least recently used ones are removed first. */
  readonly sessions?: number;
  /** How long an unused session is kept, in milliseconds. */
  readonly sessionAge?: number;
}

interface Session {
  used: number;
  /** Only the changed resources; the others have their initial items. */
  readonly buckets: Map<string, OwnBucket>;
}

/** A store in the memory of this process. */
export function createMemoryStore(
  seed: Contents,
  { sessions: most = 1000, sessionAge = 3_600_000 }: SessionLimits,
  now: () => number = Date.now,
): Store {
  const sessions = new Map<string, Session>();
  // Only the buckets are kept: beside them, the pairs of the seed would cost as much memory again.
  const seeds = new Map<string, Bucket>();
  for (const [resource, items] of seed) seeds.set(resource, bucketOf(items));

  function seedOf(resource: string): Bucket {
    let bucket = seeds.get(resource);
    if (bucket === undefined) {
      bucket = bucketOf([]);
      seeds.set(resource, bucket);
    }
    return bucket;
  }

  /**
   * The map is in order of use, so its first entry is removed first. The session without a name
   * stays, because clients without sessions share it.
   */
  function use(name: string): Session {
    const time = now();
    const isOld = ({ used }: Session) => time - used > sessionAge;
    const known = sessions.get(name);
    const isKnown = known !== undefined && (name === '' || !isOld(known));
    const session = isKnown ? known : { used: time, buckets: new Map() };
    session.used = time;
    sessions.delete(name);
    sessions.set(name, session);
    for (const [other, one] of sessions) {
      if (other === '') continue;
      if (sessions.size - Number(sessions.has('')) <= most && !isOld(one)) break;
      if (other !== name) sessions.delete(other);
    }
    return session;
  }

  return movable({
    transact(name, change) {
      const { buckets } = use(name);
      const { result, edits } = change((resource) => buckets.get(resource) ?? seedOf(resource));
      for (const edit of edits) {
        const { resource } = edit;
        let own = buckets.get(resource);
        if (own === undefined) {
          own = copyOf(seedOf(resource));
          buckets.set(resource, own);
        }
        applyEdit(edit, own);
      }
      return result;
    },
    contents(name) {
      const { buckets } = use(name);
      return new Map(
        [...seeds.keys(), ...buckets.keys()].map((resource) => {
          const { items } = buckets.get(resource) ?? seedOf(resource);
          return [resource, [...items]];
        }),
      );
    },
    restore(name, contents) {
      const { buckets } = use(name);
      for (const resource of new Set([...seeds.keys(), ...buckets.keys(), ...contents.keys()])) {
        buckets.set(resource, bucketOf(contents.get(resource) ?? []));
      }
    },
    reset(name) {
      sessions.delete(name);
    },
    moveTo(next, convert) {
      for (const [name, { used, buckets }] of sessions) {
        const converted = [...buckets].flatMap(([resource, bucket]) => {
          const own = convert(name, resource, bucket);
          return own === undefined ? [] : [[resource, own] as const];
        });
        next.take(name, used, new Map(converted));
      }
      sessions.clear();
    },
    take(name, used, buckets) {
      const copies = [...buckets].map(([resource, bucket]) => [resource, copyOf(bucket)] as const);
      sessions.set(name, { used, buckets: new Map(copies) });
    },
    ready() {},
    close() {},
  });
}
