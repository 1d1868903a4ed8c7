import { isSafeMethod } from '../http/method.ts';
import type { Case, Step } from './case.ts';
import type { Outcome, SentOutcome } from './outcome.ts';

/**
 * Notices that a provider answers differently since a case: what passed before fails now in the same way as
 * what comes after, as when it was put into maintenance. What it answers then says nothing of its contract.
 */
export interface Poison {
  /** The outcome, or what is to be said of it where the provider is not itself any more. */
  saw(outcome: Outcome): Promise<Outcome>;
  /** Why nothing more is sent. */
  reason(): string | undefined;
}

/** Statuses by which a provider may answer everything: who asks, how often, and that it does not work. */
const everything = new Set([401, 403, 429, 500, 502, 503, 504]);

/** How many operations are asked again, the first ones: one of them may be what brought it about. */
const mostSentinels = 3;

export function createPoison(run: (each: Case) => Promise<Outcome>): Poison {
  /** What passed last of each operation, which is asked again when something fails. */
  const passed = new Map<string, Case>();
  const looked = new Set<string>();
  let writer: Case | undefined;
  let reason: string | undefined;

  return {
    reason: () => reason,
    async saw(outcome) {
      const { case: each } = outcome;
      // Who asks for 429 shall get it.
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
      // What was under way when it was noticed is no more to blame.
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
      return unseen(outcome, reason);
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
