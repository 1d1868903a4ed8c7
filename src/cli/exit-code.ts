import type { Verdict } from '../report/verdict.ts';

/** What a run says to whoever started it. */
export const exitCode = {
  /** Everything is as it should be. */
  good: 0,
  /** The contract is broken, or a file is stale. */
  broken: 1,
  /** It could not be found out: bad input, a port in use, a provider that is not there. */
  couldNotRun: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What a run of cases says. */
export const exitCodeOf: Readonly<Record<Verdict, ExitCode>> = {
  passed: exitCode.good,
  failed: exitCode.broken,
  inconclusive: exitCode.couldNotRun,
};
