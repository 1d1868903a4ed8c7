import type { Operation } from '../api/model.ts';
import { finding } from '../finding.ts';
import type { JudgedExchange } from '../judge/judge.ts';
import { inStatus } from './answered-step.ts';

/** An answer that came too late, with the finding about it. */
export function withTime(
  judged: JudgedExchange,
  { at }: Operation,
  milliseconds: number,
  limit: number | undefined,
): JudgedExchange {
  if (limit === undefined || milliseconds <= limit) return judged;
  const args = { received: Math.ceil(milliseconds), expected: limit };
  const slow = finding('answer-slow', at, inStatus, args);
  const { response, findings } = judged;
  return {
    ...judged,
    response: { ...response, findings: [...response.findings, slow] },
    findings: [...findings, slow],
  };
}
