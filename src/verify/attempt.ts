import type { RequestDraft } from '../example/draft.ts';
import type { Exchange, HttpRequest } from '../http/exchange.ts';
import { isPatchType } from '../http/media-type.ts';
import type { JudgedExchange } from '../judge/judge.ts';
import { type Inconclusive, outcomeOf } from '../report/verdict.ts';
import type { AttemptContext } from './attempt-context.ts';
import { deliverBurst } from './burst.ts';
import type { Case, Step } from './case.ts';
import type { Outcome } from './outcome.ts';
import { prepare, type Sendable, whyOverwritten, withIds } from './prepare.ts';
import {
  type Attempt,
  answered,
  type StepResult,
  unrelated,
  withConflict,
  withoutAnswer,
} from './progress.ts';
import type { SendFault } from './sent.ts';
import { withTime } from './slow.ts';
import {
  withFreshKey,
  withItems,
  withNewReferences,
  withOtherState,
  withState,
} from './stateful.ts';
import { withoutRest } from './stream.ts';
import { type AnswerVerdict, judgeAnswer, judgeStep } from './verdict.ts';

/** The outcome of a case, with its judged exchanges; they still contain secrets. */
export interface Attempted {
  readonly outcome: Outcome;
  readonly judged: readonly JudgedExchange[];
}

/** Sends a case step by step, and judges each answer. */
export async function attemptCase(each: Case, context: AttemptContext): Promise<Attempted> {
  const overwritten = each.steps.map((step) => whyOverwritten(step, context.fields)).find(Boolean);
  if (overwritten !== undefined) return skipped(each, overwritten);
  let attempt: Attempt = {
    exchanges: [],
    conflicts: [],
    findings: [],
    renewedBodies: new Map(),
  };
  let inconclusive: Inconclusive | undefined;
  for (const step of each.steps) {
    const prepared = prepare(step, attempt, context);
    if (!prepared.ok && attempt.exchanges.length === 0) return skipped(each, prepared.reason);
    const result = prepared.ok
      ? await sendStep(step, prepared, attempt, context)
      : { attempt, isOver: true, inconclusive: prepared.inconclusive };
    attempt = result.attempt;
    inconclusive = result.inconclusive;
    if (result.isOver) break;
  }
  return finished(each, attempt, inconclusive);
}

function skipped(each: Case, reason: string): Attempted {
  return { outcome: { kind: 'skipped', case: each, reason }, judged: [] };
}

function finished(
  each: Case,
  { exchanges, conflicts, findings }: Attempt,
  inconclusive: Inconclusive | undefined,
): Attempted {
  const sent = {
    case: each,
    exchanges: exchanges.map(({ exchange }) => exchange),
    conflicts: conflicts.map(({ step, judged }) => ({ step, exchange: judged.exchange })),
    findings,
  };
  const kind = outcomeOf(findings, inconclusive);
  return {
    outcome: kind === 'inconclusive' ? { kind, ...sent, ...inconclusive! } : { kind, ...sent },
    judged: [...conflicts.map(({ judged }) => judged), ...exchanges],
  };
}

/**
 * Sends the request of a step and judges the answer; sends it again if its values were used before.
 */
async function sendStep(
  step: Step,
  planned: Sendable,
  attempt: Attempt,
  context: AttemptContext,
): Promise<StepResult> {
  const isFirst = attempt.exchanges.length === 0;
  if (!isFirst) {
    const keyed = await withItems(step, withFreshKey(step, planned, context), context);
    const reason = await whyKept(step, keyed, context);
    if (reason !== undefined) return { attempt, isOver: true, inconclusive: unrelated(reason) };
    const sent = await deliverStep(step, keyed, context);
    return sent.ok
      ? settled(step, keyed, sent.judged, attempt, context)
      : withoutAnswer(step, sent, attempt, context);
  }
  const located = (await withIds(step, planned, context)) ?? planned;
  const reason = await whyKept(step, located, context);
  if (reason !== undefined) return { attempt, isOver: true, inconclusive: unrelated(reason) };
  const prepared = await withState(step, located, context);
  const sent = await deliverStep(step, prepared, context);
  if (!sent.ok) return withoutAnswer(step, sent, attempt, context);
  const others = isMissing(sent.judged.exchange, step) && located === planned;
  // The provider has no items with the ids that the contract shows.
  if (others) context.items?.missed(step.operation);
  const relocated = others ? await withIds(step, planned, context) : undefined;
  let other = relocated ?? (await withOtherState(step, prepared, sent.judged.exchange, context));
  const isOther = other !== undefined && (await whyKept(step, other, context)) === undefined;
  let again = isOther ? await deliverStep(step, other!, context) : undefined;
  if (relocated === undefined && again?.ok === true) {
    const renewed = await withNewReferences(step, other!, again.judged.exchange, context);
    if (renewed !== undefined) {
      other = renewed;
      again = await deliverStep(step, renewed, context);
    }
  }
  if (again?.ok === true && (others || isBeyond(again.judged.exchange, sent.judged.exchange))) {
    const { status } = again.judged.exchange.response;
    if (!others && status < 300 && other!.draft?.body !== prepared.draft?.body) {
      context.references?.noteNeed(step.operation);
    }
    return settled(step, other!, again.judged, attempt, context);
  }
  return settled(step, prepared, sent.judged, attempt, context);
}

/** Whether a request got past the check that refused the one before it: it succeeded or crashed. */
function isBeyond({ response }: Exchange, before: Exchange): boolean {
  if (response.status < 300) return true;
  const isRefusal = response.status >= 400 && response.status < 500;
  return !isRefusal && before.response.status < 500;
}

/** Why a request is not sent: an item that the run did not make may be at its path. */
async function whyKept(
  { operation, expectation }: Step,
  { request, draft }: Sendable,
  { bystanders }: AttemptContext,
): Promise<string | undefined> {
  return bystanders?.whyKept({ operation, request, draft, expects: expectation.kind });
}

function isMissing({ response }: Exchange, { expectation }: Step): boolean {
  const { status } = response;
  if (status !== 404 && status !== 410) return false;
  return expectation.kind === 'accepted' || expectation.kind === 'refused';
}

async function deliverStep(
  step: Step,
  prepared: Sendable,
  context: AttemptContext,
): Promise<
  | { readonly ok: true; readonly judged: JudgedExchange }
  | (SendFault & { readonly ok: false; readonly request: HttpRequest })
> {
  const { request: made } = prepared;
  const { operation, expectation } = step;
  const sent =
    expectation.kind === 'limited' && expectation.times !== undefined
      ? await deliverBurst(
          made,
          operation,
          { ...expectation, times: expectation.times },
          context.deliver,
        )
      : await context.deliver(made, operation);
  if (!sent.ok) return sent;
  const { request, response } = sent;
  // With other fields or credentials, it differs from the request that was judged.
  const known = request === prepared.request ? prepared.judged : undefined;
  const whole = judgeStep(step, { request, response }, context.judge, known);
  const judged =
    sent.isStopped === true
      ? withoutRest(whole)
      : withTime(whole, step.operation, sent.milliseconds, context.maximumTime);
  context.saw(judged, step);
  return { ok: true, judged };
}

/** Judges an answer, and sends the step again if its values were used before. */
async function settled(
  step: Step,
  { draft, planned }: Sendable,
  judged: JudgedExchange,
  attempt: Attempt,
  context: AttemptContext,
): Promise<StepResult> {
  const verdict = judgeAnswer({ step, judged, draft, former: attempt.exchanges }, context.verdict);
  const renewed =
    isConflict(judged.exchange, step) && draft !== undefined
      ? await context.conflicts?.renew(step, draft)
      : undefined;
  if (renewed === undefined) {
    const settledVerdict = await withoutDoubt(verdict, step, judged, draft, context);
    return answered(step, judged, settledVerdict, attempt, context);
  }
  const again = judgeStep(step, renewed.exchange, context.judge);
  context.items?.saw(again);
  const verdictAgain = judgeAnswer(
    { step, judged: again, draft: renewed.draft, former: attempt.exchanges },
    context.verdict,
  );
  const superseded = withConflict(step, judged, verdict, attempt, context);
  const { body } = renewed.draft;
  const bodies = planned && body ? [[planned, body] as const] : [];
  const renewedBodies = new Map([...attempt.renewedBodies, ...bodies]);
  const certain = await withoutDoubt(verdictAgain, step, again, renewed.draft, context);
  return answered(step, again, certain, { ...superseded, renewedBodies }, context);
}

/** A described refusal is a violation only if the contract leaves no other cause. */
async function withoutDoubt(
  verdict: AnswerVerdict,
  step: Step,
  { exchange }: JudgedExchange,
  draft: RequestDraft | undefined,
  { doubts }: AttemptContext,
): Promise<AnswerVerdict> {
  if (verdict.isDoubtful !== true) return verdict;
  const { status } = exchange.response;
  const reason = whyUnfitPatch(draft) ?? (await doubts.reasonFor(step, draft, status));
  if (reason === undefined) return verdict;
  return {
    findings: verdict.findings.filter(({ code }) => code !== 'request-refused'),
    inconclusive: verdict.inconclusive ?? unrelated(`${status}: ${reason}`),
  };
}

/** A patch of operations may not fit the item, although it is valid (RFC 5789 section 2.2). */
function whyUnfitPatch(draft: RequestDraft | undefined): string | undefined {
  const body = draft?.body;
  const isPatch = body && 'media' in body && isPatchType(body.media.range);
  return isPatch ? 'the operations of the patch may not fit the item' : undefined;
}

/** Whether values that were used before may be the only reason for the refusal. */
function isConflict({ response }: Exchange, { expectation }: Step): boolean {
  const { kind } = expectation;
  return response.status === 409 && (kind === 'accepted' || kind === 'refused');
}
