import type { Finding } from '../finding.ts';

/**
 * The result of a case.
 *
 * - `passed`: every answer kept the contract;
 * - `failed`: there is a violation that no deviation excuses;
 * - `inconclusive`: the answers do not suffice for a result;
 * - `skipped`: no request was sent, or the client did not wait for the answer.
 */
export const caseOutcomes = ['passed', 'failed', 'inconclusive', 'skipped'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** The outcome of a run. A run that sent nothing is inconclusive. */
export type Verdict = Exclude<CaseOutcome, 'skipped'>;

/**
 * Why a case is inconclusive.
 *
 * - `unanswered`: there was no answer;
 * - `unchecked`: a part of the exchange could not be checked against the contract;
 * - `unrelated`: the answer does not concern the test, such as 404 for a generated id.
 *
 * A case of the first two kinds makes the run inconclusive, because it was not checked. The third
 * is the provider's right.
 */
export type InconclusiveCause = 'unanswered' | 'unchecked' | 'unrelated';

export interface Inconclusive {
  readonly reason: string;
  readonly cause: InconclusiveCause;
}

type FindingKind = Pick<Finding, 'code' | 'severity'>;

/**
 * Whether a finding fails its case: a violation without a deviation. An unchecked part is not the
 * provider's fault, and leaves the case inconclusive.
 */
export function isFailure(finding: FindingKind, excused: boolean): boolean {
  return finding.severity === 'violation' && !excused && !isUnchecked(finding);
}

/** Whether a finding says that something could not be checked; no deviation excuses that. */
export function isUnchecked({ code }: Pick<Finding, 'code'>): boolean {
  return code === 'not-checked' || code === 'pattern-unreadable';
}

/** The outcome of a case that was sent: a failure outweighs unchecked parts. */
export function outcomeOf(
  findings: readonly { readonly finding: FindingKind; readonly excused: boolean }[],
  inconclusive: Inconclusive | undefined,
): Verdict {
  if (findings.some(({ finding, excused }) => isFailure(finding, excused))) return 'failed';
  return inconclusive === undefined ? 'passed' : 'inconclusive';
}

/** The outcome of a run, from its cases and findings. */
export function verdictOf(
  cases: readonly JudgedCase[],
  findings: readonly (FindingKind & { readonly excused: boolean })[],
): Verdict {
  if (findings.some((found) => isFailure(found, found.excused))) return 'failed';
  const isSeen = cases.some(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const isWhole = !cases.some(isUnseen) && !findings.some(isUnchecked);
  return isSeen && isWhole ? 'passed' : 'inconclusive';
}

/** Whether a case was not checked as intended, so that the run cannot pass. */
export function isUnseen({ cause }: { readonly cause?: InconclusiveCause | undefined }): boolean {
  return cause === 'unanswered' || cause === 'unchecked';
}

interface JudgedCase {
  readonly outcome: CaseOutcome;
  readonly cause?: InconclusiveCause;
}

/** The worst comes first. */
const worst: readonly CaseOutcome[] = ['failed', 'inconclusive', 'passed', 'skipped'];

/** Whether the outcome of a case in one run overrides its outcome in another. */
export function isWorse(one: JudgedCase, other: JudgedCase): boolean {
  if (one.outcome === other.outcome) return isUnseen(one) && !isUnseen(other);
  return worst.indexOf(one.outcome) < worst.indexOf(other.outcome);
}

/** An incomplete part makes the whole incomplete, unless another part failed. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(
    (worse, one) => (worst.indexOf(one) < worst.indexOf(worse) ? one : worse),
    'passed',
  );
}
