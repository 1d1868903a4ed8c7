import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Exchange } from '../http/exchange.ts';
import { isSafeMethod } from '../http/method.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { Step } from './case.ts';
import type { Conflicts } from './conflicts.ts';
import type { FreshKeys } from './fresh-keys.ts';
import { smallestOf } from './reduce.ts';
import { type References, refusesReference } from './references.ts';
import { meansTheSame } from './reproduce.ts';

/** A request that was sent, and its verdict. */
export interface SentRequest {
  readonly exchange: Exchange;
  readonly judged: () => JudgedExchange;
}

/** How many creations of an operation are tried with no optional part. */
const mostSmallest = 3;

/**
 * Sends a usual request to learn which items exist, or to make one. If a creation is refused, it
 * sends the creation again: with ids of existing items, with new values, or without optional parts.
 */
export function createUsualSender({
  judge,
  send,
  freshKey,
  references,
  conflicts,
  mayWrite,
}: {
  readonly judge: Judge;
  readonly send: (draft: RequestDraft) => Promise<SentRequest | undefined>;
  readonly freshKey: FreshKeys;
  readonly references: References;
  readonly conflicts: Conflicts;
  readonly mayWrite: boolean;
}): (draft: RequestDraft) => Promise<JudgedExchange | undefined> {
  const smallest = new Map<Operation, number>();
  /** Operations of which only the smallest request was accepted. */
  const isSmall = new Set<Operation>();

  const keyed = (draft: RequestDraft) => freshKey(looking(draft), draft) ?? draft;

  function leastOf(draft: RequestDraft): RequestDraft | undefined {
    // A creation without its body, even where that is optional, seldom makes anything.
    const isLike = (one: RequestDraft) =>
      (one.body === undefined) === (draft.body === undefined) &&
      meansTheSame(one, looking(one), judge);
    const least = smallestOf(draft, isLike);
    return least === draft ? undefined : least;
  }

  async function sendLeast(draft: RequestDraft): Promise<SentRequest | undefined> {
    const { operation } = draft;
    const tries = smallest.get(operation) ?? 0;
    const least = tries < mostSmallest ? leastOf(draft) : undefined;
    if (least === undefined) return undefined;
    smallest.set(operation, tries + 1);
    const sent = await send(keyed(least));
    if (sent === undefined || sent.exchange.response.status >= 300) return undefined;
    isSmall.add(operation);
    return sent;
  }

  return async (given) => {
    const draft = isSmall.has(given.operation) ? (leastOf(given) ?? given) : given;
    const first = keyed(draft);
    const sent = await send(first);
    if (sent === undefined) return undefined;
    const { status } = sent.exchange.response;
    if (status < 400 || !mayWrite || isSafeMethod(draft.operation.method)) return sent.judged();
    const filled = refusesReference.has(status)
      ? await references.fill(looking(draft), first, true)
      : undefined;
    const again = filled && (await send(keyed(filled)));
    if (again !== undefined && again.exchange.response.status < 300) return again.judged();
    const renewed = status === 409 ? await conflicts.renew(looking(draft), draft) : undefined;
    if (renewed !== undefined) return judge.exchange(renewed.exchange);
    return ((await sendLeast(draft)) ?? sent).judged();
  };
}

/** A step to look at what a request does. */
export function looking({ operation }: RequestDraft): Step {
  const make = () => ({ ok: false, reason: 'it is only looked at' }) as const;
  return { operation, expectation: { kind: 'accepted' }, make };
}
