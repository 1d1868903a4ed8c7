import type { Outcome } from './outcome.ts';

/** Keeps a provider that is not there from being asked again and again. */
export interface CircuitBreaker {
  saw(outcome: Outcome): void;
  /** Why nothing more is sent; `undefined` as long as somebody answers. */
  reason(): string | undefined;
}

/** How many cases in a row are sent to somebody who does not answer. */
const mostUnanswered = 3;

export function createCircuitBreaker(): CircuitBreaker {
  let unanswered = 0;
  let last = '';
  return {
    saw(outcome) {
      if (outcome.kind === 'skipped') return;
      const isUnanswered = outcome.kind === 'inconclusive' && outcome.cause === 'unanswered';
      if (isUnanswered) last = outcome.reason;
      unanswered = isUnanswered ? unanswered + 1 : 0;
    },
    reason: () =>
      unanswered < mostUnanswered
        ? undefined
        : `the provider did not answer ${mostUnanswered} times: ${last}`,
  };
}
