import type { Outcome } from './outcome.ts';

/** Stops sending requests to a provider that does not answer. */
export interface CircuitBreaker {
  saw(outcome: Outcome): void;
  /** Why no more requests are sent; `undefined` while the provider answers. */
  reason(): string | undefined;
}

/** How many cases in a row may get no answer. */
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
