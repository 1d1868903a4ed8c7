import type { Verdict } from '../report/verdict.ts';

/** The terminal's color for an outcome. */
export const verdictColors = {
  passed: 'green',
  failed: 'red',
  inconclusive: 'yellow',
} as const satisfies Record<Verdict, string>;
