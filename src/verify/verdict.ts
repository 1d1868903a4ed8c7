import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Judge, JudgedExchange, JudgedRequest } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';
import { type Inconclusive, isUnchecked } from '../report/verdict.ts';
import {
  type AnsweredStep,
  advises,
  type ExpectationVerdict,
  type VerdictOptions,
} from './answered-step.ts';
import type { Step } from './case.ts';
import { byAgreement } from './expected-statuses.ts';
import { problemStatus } from './problem-status.ts';
import { judgeAbsent, judgeGone } from './verdict-absent.ts';
import { judgeAccepted } from './verdict-accepted.ts';
import { judgeContradicted } from './verdict-contradicted.ts';
import { judgeLimited } from './verdict-limited.ts';
import { judgeRefused } from './verdict-refused.ts';
import { judgeShown } from './verdict-shown.ts';
import { judgeUndescribed } from './verdict-undescribed.ts';

/** The verdict on the answer to a step. */
export interface AnswerVerdict {
  readonly findings: readonly Finding[];
  /** Why the case is inconclusive with it; `undefined` if it is conclusive. */
  readonly inconclusive: Inconclusive | undefined;
  /** Whether the refusal is described, so that something that no schema says may be its cause. */
  readonly isDoubtful?: boolean | undefined;
}

/** The exchange of a step, judged once; later checks read this result. */
export function judgeStep(
  { operation, expectation }: Step,
  exchange: Exchange,
  judge: Judge,
  request?: JudgedRequest,
): JudgedExchange {
  // If the contract does not describe the request, its operation is unknown.
  const describedOperation = expectation.kind === 'undescribed' ? undefined : operation;
  return judge.exchange(exchange, describedOperation, request);
}

/** Reads off the contract what is wrong with an answer. No status means more than it says there. */
export function judgeAnswer(answered: AnsweredStep, options: VerdictOptions): AnswerVerdict {
  const verdict = byExpectation(answered, options);
  const { findings, unrelated, isDoubtful } = byAgreement(answered, verdict, options);
  return {
    findings: [...findings, ...problemStatus(answered.judged)]
      .filter((found) => options.isEcho?.(found) !== true)
      .flatMap((found) => advised(found, options)),
    inconclusive:
      uncheckedReason(findings) ??
      (unrelated === undefined ? undefined : { reason: unrelated, cause: 'unrelated' }),
    isDoubtful,
  };
}

/** The finding to report: none if it is an advisory of a kind that is off. */
function advised(found: Finding, options: VerdictOptions): readonly Finding[] {
  // Whether what was accepted is only an advisory was decided by its kind.
  if (found.code === 'request-accepted') return [found];
  const reported: Finding = options.isAnnotation?.(found)
    ? { ...found, severity: 'advisory' }
    : found;
  return reported.severity !== 'advisory' || advises(options, reported.code) ? [reported] : [];
}

function byExpectation(answered: AnsweredStep, options: VerdictOptions): ExpectationVerdict {
  switch (answered.step.expectation.kind) {
    case 'accepted':
      return judgeAccepted(answered, options);
    case 'refused':
      return judgeRefused(answered, answered.step.expectation, options);
    case 'shown':
      return judgeShown(answered, answered.step.expectation.pairing, options);
    case 'contradicted':
      return judgeContradicted(answered, answered.step.expectation.because, options);
    case 'limited':
      return judgeLimited(answered, answered.step.expectation, options);
    case 'gone':
      return judgeGone(answered, answered.step.expectation.because);
    case 'absent':
      return judgeAbsent(answered, answered.step.expectation.because, options);
    case 'undescribed':
      return judgeUndescribed(answered, answered.step.expectation.because, options);
  }
}

/** A finding that the judge could not check does not concern the provider. */
function uncheckedReason(findings: readonly Finding[]): Inconclusive | undefined {
  const unchecked = findings.find(isUnchecked);
  return unchecked && { reason: messageOf(unchecked), cause: 'unchecked' };
}
