/** What is looked at for each API, in the order in which people want to hear of it. */
export const stepNames = ['lint', 'examples', 'evidence', 'generated', 'breaking', 'mock'] as const;

export type StepName = (typeof stepNames)[number];

/**
 * - `good`: looked at, and nothing is wrong;
 * - `broken`: something is wrong;
 * - `could-not-run`: nobody knows whether something is wrong;
 * - `left-out`: there is nothing to look at.
 */
export type Verdict = 'good' | 'broken' | 'could-not-run' | 'left-out';

export interface StepResult {
  readonly step: StepName;
  readonly verdict: Verdict;
  readonly problems: readonly Problem[];
  /** Why it was left out or could not be done, or what there was: `12 requests`; may be `''`. */
  readonly note: string;
}

/** Something to mend, at its place. */
export interface Problem {
  /** Relative to the working directory where it is below it; `''` where there is none. */
  readonly file: string;
  /** Counted from 1, as `column` is. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** A rule of Redocly or of the diff, or the code of a finding. */
  readonly rule: string;
  readonly message: string;
}

/** What was found of one API. */
export interface ApiCheck {
  readonly name: string;
  readonly steps: readonly StepResult[];
  /** Whether nothing had changed since it was last looked at. */
  readonly remembered: boolean;
}

/** The result of a step that was done: broken when one of its problems is an error. */
export function done(step: StepName, problems: readonly Problem[], note = ''): StepResult {
  const isBroken = problems.some(({ severity }) => severity === 'error');
  return { step, verdict: isBroken ? 'broken' : 'good', problems, note };
}

/** The worst verdict of several: what could not be done outweighs what is broken. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const rank: readonly Verdict[] = ['could-not-run', 'broken', 'good', 'left-out'];
  return rank.find((verdict) => verdicts.includes(verdict)) ?? 'left-out';
}
