import type { DraftBody, RequestDraft } from '../example/draft.ts';
import { writeRequest } from '../example/write.ts';
import type { Finding } from '../finding.ts';
import type { Exchange, HttpRequest } from '../http/exchange.ts';
import type { Judge, JudgedExchange, JudgedRequest } from '../judge/judge.ts';
import { fingerprintOf, fingerprintText } from '../report/fingerprint.ts';
import { type Inconclusive, isFailure, outcomeOf } from '../report/verdict.ts';
import type { Case, Step } from './case.ts';
import type { Conflicts } from './conflicts.ts';
import type { Delivery } from './deliver.ts';
import type { Doubts } from './doubts.ts';
import type { KnownItems } from './known-items.ts';
import type { CaseFinding, Outcome } from './outcome.ts';
import type { Provider } from './provider.ts';
import { meansTheSame } from './reproduce.ts';
import type { SendFault } from './sent.ts';
import { noResponse, unreadable } from './unreadable.ts';
import { whyUnsound } from './unsound.ts';
import { type AnswerVerdict, judgeAnswer, judgeStep, type VerdictOptions } from './verdict.ts';

/** What a case is attempted with. */
export interface AttemptContext {
  readonly judge: Judge;
  readonly verdict: VerdictOptions;
  /** Fields that are set for every request. */
  readonly fields: Provider['headers'];
  readonly deliver: Delivery['deliver'];
  /** `undefined` where nothing may be sent but what was planned. */
  readonly conflicts: Conflicts | undefined;
  /** The items that are there; `undefined` where nothing may be sent but what was planned. */
  readonly items: KnownItems | undefined;
  readonly doubts: Doubts;
  /** Whether a violation is known, by its fingerprint. */
  readonly isExcused: (fingerprint: string) => boolean;
}

/** What became of a case, with its exchanges as they were judged: secrets are still in them. */
export interface Attempted {
  readonly outcome: Outcome;
  readonly judged: readonly JudgedExchange[];
}

/** What has been sent of a case so far, and what came of it. */
interface Attempt {
  readonly exchanges: readonly JudgedExchange[];
  readonly conflicts: readonly ConflictedStep[];
  readonly findings: readonly CaseFinding[];
  /** What is sent again in a later step is what was sent before, with its new values. */
  readonly renewedBodies: ReadonlyMap<DraftBody, DraftBody>;
}

/** A step that was answered 409 before it was sent again with other values. */
interface ConflictedStep {
  readonly step: number;
  readonly judged: JudgedExchange;
}

/** How a case goes on after a step: to the next one, or to its end. */
interface StepResult {
  readonly attempt: Attempt;
  readonly isOver: boolean;
  /** Why the case is inconclusive, where it is over and that is so. */
  readonly inconclusive: Inconclusive | undefined;
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

type Prepared =
  | {
      readonly ok: true;
      readonly request: HttpRequest;
      readonly draft: RequestDraft | undefined;
      readonly judged: JudgedRequest | undefined;
      /** The body that was planned, which may have been renewed. */
      readonly planned: DraftBody | undefined;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** `undefined` where the answers so far say all that they can. */
      readonly inconclusive: Inconclusive | undefined;
    };

/** The request of a step, made of what was answered before. */
function prepare(step: Step, attempt: Attempt, { judge }: AttemptContext): Prepared {
  const made = step.make(attempt.exchanges);
  if (!made.ok) {
    const { reason } = made;
    return { ok: false, reason, inconclusive: 'isOver' in made ? undefined : unrelated(reason) };
  }
  const isMadeOfAnswers = attempt.exchanges.length > 0 && step.expectation.kind === 'accepted';
  const judged = made.judged ?? (isMadeOfAnswers ? judge.request(made.request) : undefined);
  const reason = isMadeOfAnswers && judged !== undefined ? whyUnsound(judged) : undefined;
  if (reason !== undefined) return { ok: false, reason, inconclusive: unrelated(reason) };
  const planned = made.draft?.body;
  const renewed = planned && attempt.renewedBodies.get(planned);
  if (renewed === undefined || made.draft === undefined) return { ...made, judged, planned };
  const draft = { ...made.draft, body: renewed };
  const request = writeRequest(draft, judge.schemas);
  return { ok: true, request, draft, judged: undefined, planned };
}

function unrelated(reason: string): Inconclusive {
  return { reason, cause: 'unrelated' };
}

/** Sends the request of a step, again where its values were used before, and judges the answer. */
async function sendStep(
  step: Step,
  planned: Prepared & { readonly ok: true },
  attempt: Attempt,
  context: AttemptContext,
): Promise<StepResult> {
  const isFirst = attempt.exchanges.length === 0;
  const prepared = (isFirst && (await withIds(step, planned, context))) || planned;
  const sent = await deliverStep(step, prepared, context);
  if (!sent.ok) return withoutAnswer(step, sent, attempt, context);
  if (isFirst && prepared === planned && isMissing(sent.judged.exchange, step)) {
    // The ids that the contract shows are of nothing here.
    context.items?.missed(step.operation);
    const other = await withIds(step, planned, context);
    const again = other && (await deliverStep(step, other, context));
    if (again?.ok === true) return settled(step, other!, again.judged, attempt, context);
  }
  return settled(step, prepared, sent.judged, attempt, context);
}

type Sendable = Prepared & { readonly ok: true };

/** The request with ids of items that are there, where it can still say what its step means. */
async function withIds(
  step: Step,
  prepared: Sendable,
  { items, judge }: AttemptContext,
): Promise<Sendable | undefined> {
  if (prepared.draft === undefined || !step.operation.path.includes('{')) return undefined;
  if (step.expectation.kind === 'undescribed' && step.expectation.because.place?.in === 'method') {
    return undefined;
  }
  const keeps = (draft: RequestDraft) => meansTheSame(draft, step, judge);
  const draft = await items?.withIds(step, prepared.draft, keeps);
  if (draft === undefined || !keeps(draft)) return undefined;
  return { ...prepared, draft, request: writeRequest(draft, judge.schemas), judged: undefined };
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
  const sent = await context.deliver(prepared.request, step.operation);
  if (!sent.ok) return sent;
  const { request, response } = sent;
  // With other fields or credentials it is another request than the one that was judged.
  const known = request === prepared.request ? prepared.judged : undefined;
  const judged = judgeStep(step, { request, response }, context.judge, known);
  context.items?.saw(judged);
  return { ok: true, judged };
}

/** What an answer comes to, and what comes of sending it again where values were used before. */
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

/** A refusal that is described accuses only where no other cause than the contract is left. */
async function withoutDoubt(
  verdict: AnswerVerdict,
  step: Step,
  { exchange }: JudgedExchange,
  draft: RequestDraft | undefined,
  { doubts }: AttemptContext,
): Promise<AnswerVerdict> {
  if (verdict.isDoubtful !== true) return verdict;
  const { status } = exchange.response;
  const reason = await doubts.reasonFor(step, draft, status);
  if (reason === undefined) return verdict;
  return {
    findings: verdict.findings.filter(({ code }) => code !== 'request-refused'),
    inconclusive: verdict.inconclusive ?? unrelated(`${status}: ${reason}`),
  };
}

function answered(
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
    // What is made of the body of an error says nothing of the contract.
    isOver: inconclusive !== undefined || (expectation.kind === 'accepted' && status >= 400),
    inconclusive,
  };
}

/** The findings of an answer 409, which is not the one that counts, stay with that answer. */
function withConflict(
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

/** Nobody answered, or not in HTTP, which ends the case. */
function withoutAnswer(
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

/** Whether values that were used before may be all that keeps a step from being answered. */
function isConflict({ response }: Exchange, { expectation }: Step): boolean {
  const { kind } = expectation;
  return response.status === 409 && (kind === 'accepted' || kind === 'refused');
}

/** Whether the field that a step is about is set for every request, so that nothing is tried. */
function whyOverwritten({ expectation }: Step, fields: Provider['headers']): string | undefined {
  if (fields === undefined || expectation.kind === 'accepted') return undefined;
  const { place, code } = expectation.because;
  const names =
    place?.in === 'security'
      ? ['authorization']
      : code.startsWith('media-type')
        ? ['content-type']
        : place?.in === 'header'
          ? [place.name?.toLowerCase() ?? '']
          : [];
  const name = names.find((each) => Object.hasOwn(fields, each));
  return name && `the field "${name}" is set for every request`;
}
