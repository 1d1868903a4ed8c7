import {
  type AnsweredStep,
  type ExpectationVerdict,
  isAsPaired,
  type VerdictOptions,
  whyNotPaired,
} from './answered-step.ts';
import type { Pairing } from './case.ts';
import { judgeAccepted } from './verdict-accepted.ts';

/** An example that keeps the contract and has the name of a refusal: it is meant to be refused. */
export function judgeShown(
  answered: AnsweredStep,
  pairing: Pairing,
  options: VerdictOptions,
): ExpectationVerdict {
  const { response, exchange } = answered.judged;
  const { status } = exchange.response;
  if (isAsPaired(answered, pairing)) return { findings: response.findings, unrelated: undefined };
  const plain = judgeAccepted(answered, options);
  if (status >= 500) return { ...plain, isDoubtful: false };
  return {
    findings: status >= 400 ? response.findings : plain.findings,
    unrelated: plain.unrelated ?? whyNotPaired(answered, pairing),
  };
}
