import type { RequestDraft } from '../example/draft.ts';
import type { Judge } from '../judge/judge.ts';
import { randomOf } from '../random.ts';
import type { Step } from './case.ts';
import { withParameter } from './cases/valid-request.ts';
import { type Fixtures, fixtureFor } from './fixtures.ts';
import { textsLike } from './fresh.ts';
import { meansTheSame } from './reproduce.ts';

/** Gives a request an idempotency key of its own; `undefined` if it has none, or tests it. */
export type FreshKeys = (step: Step, draft: RequestDraft) => RequestDraft | undefined;

/**
 * A provider treats requests with one idempotency key as one request, and may refuse another body
 * with the same key.
 */
export function createFreshKeys(
  judge: Judge,
  nonce: string,
  fixtures: Fixtures | undefined,
): FreshKeys {
  let count = 0;
  return (step, draft) => {
    const sent = draft.parameters.find(
      ({ parameter }) => parameter.in === 'header' && isIdempotencyKey(parameter.name),
    );
    if (sent === undefined || !('value' in sent) || typeof sent.value !== 'string')
      return undefined;
    const { parameter, value } = sent;
    if (fixtureFor(draft.operation, parameter, fixtures) !== undefined) return undefined;
    count += 1;
    for (const other of textsLike(value, randomOf(`${nonce} key ${count}`))) {
      const made = withParameter(draft, { parameter, value: other });
      if (meansTheSame(made, step, judge)) return made;
    }
    return undefined;
  };
}

export function isIdempotencyKey(name: string): boolean {
  return /^(?:x-)?idempotency-key$/i.test(name);
}
