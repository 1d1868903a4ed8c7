import type { Problem } from '../report/problems.ts';
import type { CaseOutcome } from '../report/verdict.ts';

/** What is looked at for each API, in the order in which people want to hear of it. */
export const stepNames = ['lint', 'examples', 'evidence', 'generated', 'breaking', 'mock'] as const;

export type StepName = (typeof stepNames)[number];

export interface StepResult {
  readonly step: StepName;
  /** Skipped is what has nothing to look at. */
  readonly verdict: CaseOutcome;
  readonly problems: readonly Problem[];
  /** Why it was skipped or is inconclusive, or what there was: `12 requests`; may be `''`. */
  readonly note: string;
}

/** What was found of one API. */
export interface ApiCheck {
  readonly name: string;
  readonly steps: readonly StepResult[];
  /** Whether nothing had changed since it was last looked at. */
  readonly remembered: boolean;
}

/** The result of a step that was done: failed when one of its problems is an error. */
export function done(step: StepName, problems: readonly Problem[], note = ''): StepResult {
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return { step, verdict: isBroken ? 'failed' : 'passed', problems, note };
}

/** The worst verdict of several: what is inconclusive outweighs what failed. */
export function worstOf(verdicts: readonly CaseOutcome[]): CaseOutcome {
  const rank: readonly CaseOutcome[] = ['inconclusive', 'failed', 'passed', 'skipped'];
  return rank.find((verdict) => verdicts.includes(verdict)) ?? 'skipped';
}
