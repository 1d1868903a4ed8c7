import type { Verdict } from '../report/verdict.ts';

/** The color in which a terminal shows what something came to. */
export const verdictColors = {
  passed: 'green',
  failed: 'red',
  inconclusive: 'yellow',
} as const satisfies Record<Verdict, string>;
