import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from '../../../schema/once.ts';
import type { SessionLimits } from '../memory-store.ts';
import { movable } from '../movable.ts';
import { type Buckets, type Changed, type Contents, type Store, StoreAway } from '../store.ts';
import { readAddress } from './address.ts';
import { createConnection, RedisTrouble } from './connection.ts';
import { createReplica, type Pairs, pairsOf, type Replica } from './replica.ts';

export interface RedisOptions extends SessionLimits {
  /** How long a request may wait for the store, in milliseconds. */
  readonly patience?: number;
}

/** A request that waits for its change. */
interface Waiting {
  readonly change: (buckets: Buckets) => Changed<unknown>;
  readonly deadline: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** One session as this process knows it. */
interface Known {
  replica: Replica | undefined;
  readonly queue: Waiting[];
  isAtWork: boolean;
}

/** The changes of several requests as one; whether it was applied may be unknown. */
interface Attempt {
  readonly id: string;
  readonly pairs: Pairs;
  readonly settle: readonly (() => void)[];
}

/** How many sessions this process caches. */
const mostKnown = 200;
/** The session without a name stays for a week, because clients without sessions share it. */
const week = 7 * 24 * 3_600_000;

/**
 * A store in Redis or Valkey that several processes share. Each has a copy of the sessions that it
 * uses. A change is computed on the copy, and applied only if the copy was current. Otherwise the
 * copy is updated, and the change computed again. Requests that arrive meanwhile are sent together.
 * @throws {Error} if the URL or the client library is at fault.
 */
export function createRedisStore(
  url: string,
  api: string,
  seed: Contents,
  { sessions: most = 1000, sessionAge = 3_600_000, patience = 5_000 }: RedisOptions,
): Store {
  const read = readAddress(url);
  if (!read.ok) throw new Error(read.reason);
  const { address } = read;
  const connection = createConnection(address);
  const own = `${address.prefix}:${escaped(api)}:`;
  const all = new Map<string, Known>();
  const seedPairs = once(() => pairsOf(seed));

  function sendScript(
    session: string,
    what: 'read' | 'change' | 'open' | 'fill' | 'forget',
    replica?: Replica,
    id = '',
    pairs: Pairs = [],
  ): Promise<Reply> {
    const name = escaped(session);
    const keys = ['meta', 'items', 'changes'].map((part) => `${own}{${name}}:${part}`);
    const isNamed = session !== '';
    const parameters = [
      ...[what, replica?.epoch ?? '', String(replica?.version ?? -1)],
      ...[String(isNamed ? sessionAge : Math.max(week, sessionAge)), String(isNamed ? most : 0)],
      ...[name, own, id],
    ];
    return connection.run(
      [...keys, `${own}sessions`],
      [...parameters, ...pairs.flat()],
    ) as Promise<Reply>;
  }

  function known(session: string): Known {
    const one = all.get(session) ?? { replica: undefined, queue: [], isAtWork: false };
    all.delete(session);
    all.set(session, one);
    for (const [name, { isAtWork }] of all) {
      if (all.size <= mostKnown) break;
      if (!isAtWork && name !== session) all.delete(name);
    }
    return one;
  }

  function transact<T>(session: string, change: (buckets: Buckets) => Changed<T>): Promise<T> {
    const one = known(session);
    return new Promise<T>((resolve, reject) => {
      const deadline = Date.now() + patience;
      one.queue.push({ change, deadline, resolve: resolve as Waiting['resolve'], reject });
      if (!one.isAtWork) void work(session, one);
    });
  }

  /** Applies the waiting changes of a session until none is left. */
  async function work(session: string, one: Known): Promise<void> {
    one.isAtWork = true;
    let batch: Waiting[] = [];
    // The part of this batch that was sent without an answer.
    let unsure: Attempt[] = [];
    let mustRead = false;
    let mustOpen = false;
    const fail = (error: unknown) => {
      for (const { reject } of batch) reject(error);
      batch = [];
    };
    while (batch.length > 0 || one.queue.length > 0) {
      if (batch.length === 0) {
        unsure = [];
        mustRead = false;
      }
      if (unsure.length === 0) batch.push(...one.queue.splice(0));
      const { replica } = one;
      const attempt = replica === undefined || mustRead ? undefined : attemptOf(batch, replica);
      const isChange = attempt !== undefined && attempt.pairs.length > 0;
      let reply: Reply;
      try {
        reply = mustOpen
          ? await sendScript(session, 'open', undefined, randomUUID(), seedPairs())
          : isChange
            ? await sendScript(session, 'change', replica, attempt.id, attempt.pairs)
            : await sendScript(session, 'read', replica);
      } catch (error) {
        replica?.undo();
        if (isChange) unsure.push(attempt);
        mustRead = unsure.length > 0;
        batch = await refuseOverdue(batch, error);
        continue;
      }
      if (attempt !== undefined && (reply[0] === 'done' || reply[0] === 'same')) {
        replica!.keep();
        if (reply[0] === 'done') replica!.version += 1;
        for (const settle of attempt.settle) settle();
        batch = [];
        continue;
      }
      replica?.undo();
      mustRead = false;
      mustOpen = reply[0] === 'gone';
      try {
        if (reply[0] === 'behind') {
          for (const [, [, id, ...flat]] of reply[1]) {
            replica!.take(pairsIn(flat));
            replica!.version += 1;
            const done = unsure.find((tried) => tried.id === id);
            if (done === undefined) continue;
            for (const settle of done.settle) settle();
            batch = [];
          }
        } else if (reply[0] === 'all') {
          const [, epoch, version, fields] = reply;
          one.replica = createReplica(epoch, version, pairsIn(fields));
        } else if (reply[0] === 'gone') one.replica = undefined;
        const isOther = reply[0] === 'all' || reply[0] === 'gone';
        if (isOther && unsure.length > 0) fail(isNotKnown());
      } catch (error) {
        one.replica = undefined;
        fail(new StoreAway(`cannot read what the store "${address.shown}" holds: ${error}`));
      }
    }
    one.isAtWork = false;
  }

  function isNotKnown(): StoreAway {
    return new StoreAway(
      `the store "${address.shown}" was away, and whether it has done what was asked is not known`,
    );
  }

  /** The requests of a batch that may wait longer; all are refused if waiting cannot help. */
  async function refuseOverdue(batch: readonly Waiting[], error: unknown): Promise<Waiting[]> {
    const isPassing = error instanceof RedisTrouble && error.isPassing;
    const now = Date.now();
    const isOver = ({ deadline }: Waiting) => !isPassing || deadline <= now;
    const away = error instanceof RedisTrouble ? new StoreAway(error.message) : error;
    for (const one of batch) if (isOver(one)) one.reject(away);
    if (isPassing) await sleep(50);
    return batch.filter((one) => !isOver(one));
  }

  /** Runs a change that needs no current copy and may be applied twice, and retries it. */
  async function patiently(
    session: string,
    what: 'fill' | 'forget',
    pairs: Pairs = [],
  ): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
      try {
        await sendScript(session, what, undefined, randomUUID(), pairs);
        return;
      } catch (error) {
        if (!(error instanceof RedisTrouble)) throw error;
        if (!error.isPassing || deadline <= Date.now()) throw new StoreAway(error.message);
        await sleep(50);
      }
    }
  }

  return movable({
    transact,
    contents(session) {
      return transact(session, () => {
        const kept = known(session).replica?.contents() ?? new Map();
        return {
          result: new Map([...[...seed.keys()].map((name) => [name, []] as const), ...kept]),
          edits: [],
        };
      });
    },
    restore: (session, contents) => patiently(session, 'fill', pairsOf(contents)),
    reset: (session) => patiently(session, 'forget'),
    moveTo() {
      // All data stays in Redis for the next store; running requests finish here.
      const isAtWork = () => [...all.values()].some((one) => one.isAtWork);
      const end = () => (isAtWork() ? void setTimeout(end, 100).unref() : connection.close());
      end();
    },
    take() {},
    async ready() {
      await transact('', () => ({ result: undefined, edits: [] }));
    },
    close: () => connection.close(),
  });
}

/** The replies of the script. */
type Reply =
  | readonly ['same' | 'done' | 'gone']
  | readonly ['behind', readonly (readonly [version: string, fields: readonly string[]])[]]
  | readonly ['all', epoch: string, version: number, fields: readonly string[]];

/** Computes the outcomes of the requests of a batch on the copy of the session. */
function attemptOf(batch: readonly Waiting[], replica: Replica): Attempt {
  const pairs = new Map<string, string>();
  const settle = batch.map(({ change, resolve, reject }) => {
    try {
      const { result, edits } = change(replica.buckets);
      for (const [field, value] of replica.edit(edits)) pairs.set(field, value);
      return () => resolve(result);
    } catch (error) {
      return () => reject(error);
    }
  });
  return { id: randomUUID(), pairs: [...pairs], settle };
}

function pairsIn(flat: readonly string[]): Pairs {
  const pairs: [string, string][] = [];
  for (let index = 0; index < flat.length; index += 2) pairs.push([flat[index]!, flat[index + 1]!]);
  return pairs;
}

/** A name as a part of a key, with colons and braces escaped. */
function escaped(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString());
}
