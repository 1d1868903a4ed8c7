import type { DraftBody } from '../example/draft.ts';
import type { Finding } from '../finding.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { JudgedExchange } from '../judge/judge.ts';
import { fingerprintOf, fingerprintText } from '../report/fingerprint.ts';
import { type Inconclusive, isFailure } from '../report/verdict.ts';
import type { AttemptContext } from './attempt-context.ts';
import type { Step } from './case.ts';
import type { CaseFinding } from './outcome.ts';
import type { SendFault } from './sent.ts';
import { noResponse, unreadable } from './unreadable.ts';
import { type AnswerVerdict, judgeStep } from './verdict.ts';

/** The steps of a case that were sent, and their answers. */
export interface Attempt {
  readonly exchanges: readonly JudgedExchange[];
  readonly conflicts: readonly ConflictedStep[];
  readonly findings: readonly CaseFinding[];
  /** A later step that repeats an earlier request uses its new values. */
  readonly renewedBodies: ReadonlyMap<DraftBody, DraftBody>;
}

/** A step that got a 409 before it was sent again with other values. */
export interface ConflictedStep {
  readonly step: number;
  readonly judged: JudgedExchange;
}

/** How a case continues after a step: with the next one, or with its end. */
export interface StepResult {
  readonly attempt: Attempt;
  readonly isOver: boolean;
  /** Why the case ended inconclusive, if it did. */
  readonly inconclusive: Inconclusive | undefined;
}

export function answered(
  step: Step,
  judged: JudgedExchange,
  { findings, inconclusive }: AnswerVerdict,
  attempt: Attempt,
  context: AttemptContext,
): StepResult {
  const { status } = judged.exchange.response;
  const { expectation } = step;
  const index = attempt.exchanges.length;
  const found = findings.map((one) => caseFinding(one, step, index, status, context));
  return {
    attempt: {
      ...attempt,
      exchanges: [...attempt.exchanges, judged],
      findings: [...attempt.findings, ...found],
    },
    // The body of an error gives no values for later requests.
    isOver: inconclusive !== undefined || (expectation.kind === 'accepted' && status >= 400),
    inconclusive,
  };
}

/** The findings of a 409 that was retried stay with that answer. */
export function withConflict(
  step: Step,
  judged: JudgedExchange,
  { findings }: AnswerVerdict,
  attempt: Attempt,
  context: AttemptContext,
): Attempt {
  const { exchange } = judged;
  const index = attempt.exchanges.length;
  const found = findings.map((one) => ({
    ...caseFinding(one, step, index, exchange.response.status, context),
    shown: exchange,
  }));
  return {
    ...attempt,
    conflicts: [...attempt.conflicts, { step: index, judged }],
    findings: [...attempt.findings, ...found],
  };
}

/** No response came, or no HTTP response, which ends the case. */
export function withoutAnswer(
  step: Step,
  sent: SendFault & { readonly request: HttpRequest },
  attempt: Attempt,
  context: AttemptContext,
): StepResult {
  const { kind, reason, request } = sent;
  const isAnswer = kind === 'malformed' || kind === 'too-long' || kind === 'cut';
  if (!isAnswer) return { attempt, isOver: true, inconclusive: { reason, cause: 'unanswered' } };
  const judged = judgeStep(step, { request, response: noResponse }, context.judge);
  const found = unreadable(sent, step);
  const inconclusive = found.severity === 'violation' ? undefined : unrelated(reason);
  const result = answered(step, judged, { findings: [found], inconclusive }, attempt, context);
  return { ...result, isOver: true };
}

function caseFinding(
  finding: Finding,
  { operation }: Step,
  step: number,
  status: number,
  { isExcused }: AttemptContext,
): CaseFinding {
  const fingerprint = fingerprintText(fingerprintOf(finding, operation, status));
  const excused = isFailure(finding, false) && isExcused(fingerprint);
  return { finding, step, fingerprint, excused };
}

export function unrelated(reason: string): Inconclusive {
  return { reason, cause: 'unrelated' };
}
