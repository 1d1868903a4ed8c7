import { isSafeMethod } from '../http/method.ts';
import type { Case, Step } from './case.ts';
import type { Outcome, SentOutcome } from './outcome.ts';

/**
 * Notices that a provider has changed since a case: earlier successes now fail in the same way as
 * the following cases, as in maintenance. Its answers then prove nothing about its contract.
 */
export interface Poison {
  /** The outcome; if the provider has changed, an outcome with that reason. */
  saw(outcome: Outcome): Promise<Outcome>;
  /** Why nothing more is sent. */
  reason(): string | undefined;
}

/**
 * Statuses with which a provider may answer everything: authentication, rate limits, its own
 * failure.
 */
const everything = new Set([401, 403, 429, 500, 502, 503, 504]);

/** How many of the first operations are sent again: one of them may be the cause. */
const mostSentinels = 3;

export function createPoison(run: (each: Case) => Promise<Outcome>): Poison {
  /** The last success of each operation, sent again when something fails. */
  const passed = new Map<string, Case>();
  const looked = new Set<string>();
  let writer: Case | undefined;
  let reason: string | undefined;

  return {
    reason: () => reason,
    async saw(outcome) {
      const { case: each } = outcome;
      // A case for 429 expects the limit.
      if (outcome.kind === 'skipped' || each.steps[0].expectation.kind === 'limited')
        return outcome;
      const isPlain = each.steps.length === 1 && each.steps[0].expectation.kind === 'accepted';
      const { id } = each.operation;
      if (outcome.kind === 'passed') {
        if (isPlain && each.operation.method !== 'DELETE') passed.set(id, each);
        if (each.group !== 'protocol' && each.steps.some(isWrite)) writer = each;
        return outcome;
      }
      const status = outcome.exchanges.at(-1)?.response.status ?? 0;
      // Cases that were running at that time are no more to blame.
      if (reason !== undefined) return everything.has(status) ? unseen(outcome, reason) : outcome;
      const own = passed.get(id);
      const sentinels = (own === undefined ? [...passed.values()] : [own]).slice(0, mostSentinels);
      const key = `${id} ${status}`;
      if (!everything.has(status) || sentinels.length === 0 || looked.has(key)) return outcome;
      looked.add(key);
      let isOther = false;
      for (const sentinel of sentinels) {
        const again = await run(sentinel);
        const now = 'exchanges' in again ? again.exchanges.at(-1)?.response.status : undefined;
        isOther ||= again.kind !== 'passed' && now === status;
        if (isOther) break;
      }
      if (!isOther) return outcome;
      const since = writer === undefined ? '' : ` since "${writer.id}"`;
      reason = `the provider answers ${status} to what it accepted before${since}; set it up again, or leave that case out with --skip`;
      // No mode of a provider is an internal error (RFC 9110 section 15.6.1): the first one counts.
      return status === 500 ? outcome : unseen(outcome, reason);
    },
  };
}

function isWrite({ operation, expectation }: Step): boolean {
  const isValid = expectation.kind === 'accepted' || expectation.kind === 'limited';
  return isValid && !isSafeMethod(operation.method);
}

function unseen({ case: each, exchanges, conflicts }: SentOutcome, reason: string): Outcome {
  const cause = 'unanswered';
  return { kind: 'inconclusive', case: each, exchanges, conflicts, findings: [], reason, cause };
}
