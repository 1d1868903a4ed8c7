import type { RequestDraft } from '../example/draft.ts';
import { writeRequest } from '../example/write.ts';
import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import { fingerprintOf } from '../report/fingerprint.ts';
import type { Case, Expectation, Step } from './case.ts';
import type { CaseFinding, Outcome, Reproduction } from './outcome.ts';
import { smallerDrafts } from './reduce.ts';
import { simplerDrafts } from './simpler.ts';

/** The result of sending a failed request again. */
export interface Reproduced {
  readonly reproduction: Reproduction;
  /** The smallest request that shows it, with its answer. */
  readonly shown?: Exchange;
}

/** How often a failure may be sent again, and how many smaller requests are examined. */
const limits = { sends: 25, fuzzSends: 100, drafts: 3000 };

/**
 * Sends a failed case again, and minimizes its request while it fails for the same reason. A
 * smaller request must stay valid, or keep its one fault.
 */
export async function reproduce(
  failed: Case,
  found: CaseFinding,
  judge: Judge,
  attempt: (each: Case) => Promise<Outcome>,
): Promise<Reproduced> {
  let sends = 0;
  const isRandom = failed.group === 'fuzz';
  const mostSends = isRandom ? limits.fuzzSends : limits.sends;
  const failsAgain = async (each: Case): Promise<Exchange | undefined> => {
    sends += 1;
    const outcome = await attempt(each);
    if (outcome.kind !== 'failed') return undefined;
    const same = outcome.findings.find(({ fingerprint }) => fingerprint === found.fingerprint);
    return same && (same.shown ?? outcome.exchanges[same.step]);
  };
  let smallest = await failsAgain(failed);
  if (smallest === undefined) return { reproduction: { kind: 'not-again' } };
  const reproduction: Reproduction = { kind: 'again' };

  const [step, ...others] = failed.steps;
  // The requests of a chain belong together, so the report shows the failed one with those before
  // it.
  if (others.length > 0) return { reproduction };
  const made = step.make([]);
  if (!made.ok || made.draft === undefined) return { reproduction, shown: smallest };
  const isEquivalent = (draft: RequestDraft) => meansTheSame(draft, step, judge);
  if (!isEquivalent(made.draft)) return { reproduction, shown: smallest };

  let looked = 0;
  let current = made.draft;
  /** The first smaller draft that `accepts` confirms, starting at the current one. */
  const shrink = async (accepts: (draft: RequestDraft) => boolean | Promise<boolean>) => {
    search: while (true) {
      for (const smaller of isRandom
        ? simplerDrafts(current, step.usual)
        : smallerDrafts(current)) {
        looked += 1;
        if (looked > limits.drafts || sends >= mostSends) return;
        if (!isEquivalent(smaller) || !(await accepts(smaller))) continue;
        current = smaller;
        continue search;
      }
      return;
    }
  };
  const sendsToo = async (draft: RequestDraft): Promise<boolean> => {
    const exchange = await failsAgain(withDraft(failed, step, draft, judge));
    if (exchange !== undefined) smallest = exchange;
    return exchange !== undefined;
  };
  // Usually no optional part matters, and one request is enough to see that.
  await shrink(() => true);
  if (current === made.draft || (await sendsToo(current))) return { reproduction, shown: smallest };
  current = made.draft;
  await shrink(sendsToo);
  return { reproduction, shown: smallest };
}

function withDraft(each: Case, step: Step, draft: RequestDraft, { schemas }: Judge): Case {
  const make = () => ({ ok: true, request: writeRequest(draft, schemas), draft }) as const;
  return { ...each, steps: [{ ...step, make }] };
}

/** Whether a draft is valid, or invalid in the way that its step expects. */
export function meansTheSame(
  draft: RequestDraft,
  { operation, expectation }: Step,
  judge: Judge,
): boolean {
  const request = written(draft, judge);
  if (request === undefined) return false;
  const verdict = judge.request(request);
  const wrong = verdict.findings.filter(({ severity }) => severity === 'violation');
  const because = becauseOf(expectation);
  if (because === undefined || expectation.kind === 'absent')
    return verdict.operation === operation && wrong.length === 0;
  const [only, ...others] = wrong;
  if (only === undefined) {
    return expectation.kind === 'undescribed' || isForProvider(because);
  }
  const [meant, is] = [because, only].map((each) => fingerprintOf(each, operation, 0));
  return others.length === 0 && meant!.code === is!.code && meant!.place === is!.place;
}

function becauseOf(expectation: Expectation) {
  return 'because' in expectation ? expectation.because : undefined;
}

/** Whether only the provider can know that it is wrong: a secret, or a state. */
function isForProvider({ place, args }: Finding): boolean {
  return place?.in === 'security' || args.keyword === 'If-Match';
}

/** A draft that cannot be written is not smaller but broken. */
function written(draft: RequestDraft, { schemas }: Judge) {
  try {
    return writeRequest(draft, schemas);
  } catch {
    return undefined;
  }
}
