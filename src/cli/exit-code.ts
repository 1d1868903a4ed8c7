import type { Verdict } from '../report/verdict.ts';

/** The outcome of a run, for scripts. */
export const exitCode = {
  /** Everything is as it should be. */
  good: 0,
  /** The contract is broken, or a file is stale. */
  broken: 1,
  /** The run could not decide: bad input, a port in use, a missing provider. */
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The exit code of a run of cases. */
export const exitCodeOf: Readonly<Record<Verdict, ExitCode>> = {
  passed: exitCode.good,
  failed: exitCode.broken,
  inconclusive: exitCode.couldNotRun,
};
