import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import { randomOf } from '../random.ts';
import type { Step } from './case.ts';
import type { Fixtures } from './fixtures.ts';
import { type Leaf, leavesOf } from './fresh.ts';
import { meansTheSame } from './reproduce.ts';

/** A step that was sent with other values than planned. */
export interface Renewed {
  readonly draft: RequestDraft;
  readonly exchange: Exchange;
}

/**
 * Handles a 409: some values of the request may be usable only once, and the contract does not say
 * which. It finds them by trying, and sends steps again with new values.
 */
export interface Conflicts {
  /** The step with values that were not used before; `undefined` if that does not help. */
  renew(step: Step, draft: RequestDraft): Promise<Renewed | undefined>;
}

/** The values that can be used once, by their keys. */
type Keys = ReadonlySet<string>;

/**
 * How many values are examined, how often a new one is drawn, and after how many failures an
 * operation is given up.
 */
const limits = { leaves: 16, tries: 3, failures: 2 };

/**
 * `nonce` makes values differ from those of an earlier run; `send` returns nothing if no response
 * comes.
 */
export function createConflicts(
  judge: Judge,
  nonce: string,
  send: (draft: RequestDraft) => Promise<Exchange | undefined>,
  fixtures?: Fixtures,
): Conflicts {
  const known = new Map<Operation, Keys[]>();
  const failures = new Map<Operation, number>();
  let count = 0;

  /** The draft with new values at some keys; it stays valid, or keeps its one fault. */
  function fresh(step: Step, draft: RequestDraft, keys: Keys): RequestDraft | undefined {
    count += 1;
    const random = randomOf(`${nonce} ${count}`);
    const wanted = [...leavesOf(draft, random, fixtures)].filter(({ key }) => keys.has(key));
    const changed = wanted.reduce((made, leaf) => withOther(made, leaf, step), draft);
    return changed === draft ? undefined : changed;
  }

  function withOther(draft: RequestDraft, { others, replace }: Leaf, step: Step): RequestDraft {
    for (const other of others) {
      const changed = replace(draft, other);
      if (meansTheSame(changed, step, judge)) return changed;
    }
    return draft;
  }

  /** Sends it with new values, and draws again if those were used, too, as short texts soon are. */
  async function attempt(
    step: Step,
    draft: RequestDraft,
    keys: Keys,
    tries: number = limits.tries,
  ): Promise<Renewed | undefined> {
    const changed = fresh(step, draft, keys);
    const exchange = changed && (await send(changed));
    if (changed === undefined || exchange === undefined) return undefined;
    if (exchange.response.status === 409 && tries > 1) return attempt(step, draft, keys, tries - 1);
    return { draft: changed, exchange };
  }

  async function isTaken(
    step: Step,
    draft: RequestDraft,
    keys: Keys,
    tries?: number,
  ): Promise<boolean> {
    const status = (await attempt(step, draft, keys, tries))?.exchange.response.status;
    return status !== undefined && status < 300;
  }

  /** The fewest values of a valid request with a 409 that must change for a success. */
  async function learn(step: Step, draft: RequestDraft): Promise<Keys | undefined> {
    const found = await search(step, draft);
    // A random digit may satisfy a checksum once, but seldom twice.
    if (found === undefined || !(await isTaken(step, draft, found))) {
      failures.set(step.operation, (failures.get(step.operation) ?? 0) + 1);
      return undefined;
    }
    known.set(step.operation, [...(known.get(step.operation) ?? []), found]);
    return found;
  }

  async function search(step: Step, draft: RequestDraft): Promise<Keys | undefined> {
    const all = [...keysOf(draft, fixtures)].slice(0, limits.leaves);
    if (!(await isTaken(step, draft, new Set(all)))) {
      // Some value in it refers to an existing item, and must stay.
      for (const key of all) {
        if (await isTaken(step, draft, new Set([key]), 1)) return new Set([key]);
      }
      return undefined;
    }
    let needed = all;
    for (const key of all) {
      const fewer = needed.filter((one) => one !== key);
      if (fewer.length > 0 && (await isTaken(step, draft, new Set(fewer), 1))) needed = fewer;
    }
    return new Set(needed);
  }

  /** Learns from the valid request of an invalid request's operation. */
  async function learnFromUsual({ operation, usual }: Step): Promise<void> {
    if (usual === undefined) return;
    const valid: Step = { operation, expectation: { kind: 'accepted' }, make: noRequest };
    // The request's own values must be the used ones, not those of an earlier request.
    for (let turn = 0; turn < 2; turn += 1) {
      const status = (await send(usual))?.response.status ?? 0;
      if (status === 409) await learn(valid, usual);
      if (status >= 300 || status === 0) return;
    }
  }

  async function renew(step: Step, draft: RequestDraft): Promise<Renewed | undefined> {
    const { operation, expectation } = step;
    const isHopeless = () => (failures.get(operation) ?? 0) >= limits.failures;
    const keys = keysOf(draft, fixtures);
    if (keys.size === 0) return undefined;
    const isValid = expectation.kind === 'accepted';
    if (!isValid && !known.has(operation) && !isHopeless()) await learnFromUsual(step);
    for (const one of known.get(operation) ?? []) {
      if (![...one].every((key) => keys.has(key))) continue;
      const renewed = await attempt(step, draft, one);
      if (renewed !== undefined && renewed.exchange.response.status !== 409) return renewed;
    }
    if (isHopeless()) return undefined;
    // A refusal of an invalid request is no violation, so nothing must be found out.
    const learnt = isValid ? await learn(step, draft) : keys;
    return learnt && attempt(step, draft, learnt);
  }

  // One after the other, so that each one learns from those before it.
  let former: Promise<unknown> = Promise.resolve();
  return {
    renew(step, draft) {
      const renewed = former.then(() => renew(step, draft));
      former = renewed.catch(() => {});
      return renewed;
    },
  };
}

function keysOf(draft: RequestDraft, fixtures: Fixtures | undefined): Keys {
  return new Set([...leavesOf(draft, () => 0, fixtures)].map(({ key }) => key));
}

const noRequest: Step['make'] = () => ({ ok: false, reason: 'it is only looked at' });
