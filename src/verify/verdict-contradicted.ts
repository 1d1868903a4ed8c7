import type { Finding } from '../finding.ts';
import { messageOf } from '../report/message.ts';
import type { AnsweredStep, ExpectationVerdict, VerdictOptions } from './answered-step.ts';
import { judgeRefused } from './verdict-refused.ts';

/**
 * Judges the answer to an example that breaks its schema. A provider keeps the contract if it accepts
 * the example, and also if it refuses it.
 */
export function judgeContradicted(
  answered: AnsweredStep,
  because: Finding,
  options: VerdictOptions,
): ExpectationVerdict {
  const { response, exchange } = answered.judged;
  const { status } = exchange.response;
  const findings =
    status >= 500
      ? judgeRefused(answered, { kind: 'refused', because }, options).findings
      : response.findings;
  const unrelated = `${status}: the contract shows this request, but ${messageOf(because)}; correct the example or the schema`;
  return { findings, unrelated };
}
