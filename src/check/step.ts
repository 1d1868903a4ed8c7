import type { Problem } from '../report/problems.ts';
import type { CaseOutcome } from '../report/verdict.ts';

/** The checks of each API, in the order of the report. */
export const stepNames = ['lint', 'examples', 'evidence', 'generated', 'breaking', 'mock'] as const;

export type StepName = (typeof stepNames)[number];

export interface StepResult {
  readonly step: StepName;
  /** A step is skipped if it has nothing to check. */
  readonly verdict: CaseOutcome;
  readonly problems: readonly Problem[];
  /** Why it was skipped or is inconclusive, or what was checked: `12 requests`; may be `''`. */
  readonly note: string;
}

/** The results of one API. */
export interface ApiCheck {
  readonly name: string;
  readonly steps: readonly StepResult[];
  /** Whether the result comes from an earlier run without changes since. */
  readonly remembered: boolean;
}

/** The result of a completed step: failed if one of its problems is an error. */
export function done(step: StepName, problems: readonly Problem[], note = ''): StepResult {
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return { step, verdict: isBroken ? 'failed' : 'passed', problems, note };
}

/** The worst verdict of several: inconclusive outweighs failed. */
export function worstOf(verdicts: readonly CaseOutcome[]): CaseOutcome {
  const rank: readonly CaseOutcome[] = ['inconclusive', 'failed', 'passed', 'skipped'];
  return rank.find((verdict) => verdicts.includes(verdict)) ?? 'skipped';
}
