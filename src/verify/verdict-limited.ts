import type { AnsweredStep, ExpectationVerdict, VerdictOptions } from './answered-step.ts';
import type { Expectation } from './case.ts';
import { judgeAccepted } from './verdict-accepted.ts';

/** A valid request beyond a limit, if there is one: the contract describes the refusal, but not the limit. */
export function judgeLimited(
  answered: AnsweredStep,
  { status: limit, tried }: Expectation & { readonly kind: 'limited' },
  options: VerdictOptions,
): ExpectationVerdict {
  const { response, exchange } = answered.judged;
  const { status } = exchange.response;
  if (status === limit) return { findings: response.findings, unrelated: undefined };
  if (status >= 400 && status < 500) {
    const unrelated = `${status}: it was refused for another reason than ${limit}`;
    return { findings: response.findings, unrelated };
  }
  const { findings, unrelated } = judgeAccepted(answered, options);
  const isBelow = status < 400 ? `${status}: ${tried} did not reach the limit` : undefined;
  return { findings, unrelated: unrelated ?? isBelow };
}
