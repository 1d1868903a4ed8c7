import type { DraftBody, RequestDraft } from '../example/draft.ts';
import { writeRequest } from '../example/write.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Judge, JudgedRequest } from '../judge/judge.ts';
import type { Inconclusive } from '../report/verdict.ts';
import type { AttemptContext } from './attempt-context.ts';
import type { MadeRequest, Step } from './case.ts';
import { type Attempt, unrelated } from './progress.ts';
import type { Provider } from './provider.ts';
import { meansTheSame } from './reproduce.ts';
import { baseUrlFor } from './server-path.ts';
import { whyUnsound } from './unsound.ts';

export type Prepared =
  | {
      readonly ok: true;
      readonly request: HttpRequest;
      readonly draft: RequestDraft | undefined;
      readonly judged: JudgedRequest | undefined;
      /** The planned body, which may have got new values. */
      readonly planned: DraftBody | undefined;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** `undefined` if the answers so far already decide the case. */
      readonly inconclusive: Inconclusive | undefined;
    };

export type Sendable = Prepared & { readonly ok: true };

/** The request of a draft that no step made. */
export function sendableOf(draft: RequestDraft, judge: Judge): Sendable {
  const request = writeRequest(draft, judge.schemas);
  return { ok: true, request, draft, judged: undefined, planned: draft.body };
}

/** The request of a step, built from earlier answers. */
export function prepare(step: Step, attempt: Attempt, context: AttemptContext): Prepared {
  const { judge } = context;
  const made = below(step.make(attempt.exchanges), step, context);
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

/** A request to a path at the provider, below its base URL. */
function below(
  made: MadeRequest,
  { operation }: Step,
  { judge, verdict: { baseUrl } }: AttemptContext,
): MadeRequest {
  if (!made.ok || made.isLocated !== true) return made;
  const base = baseUrl === undefined ? '' : baseUrlFor(operation, judge.api, baseUrl);
  const under = base === '' ? '' : new URL(base).pathname.replace(/\/$/, '');
  const { target } = made.request;
  const request = { ...made.request, target: target.slice(under.length) };
  return target.startsWith(`${under}/`) && judge.request(request).operation !== undefined
    ? { ...made, request }
    : { ok: false, reason: `Location "${target}" is outside of what the contract describes` };
}

/** The request with ids of existing items, if it still tests what its step is for. */
export async function withIds(
  step: Step,
  prepared: Sendable,
  context: AttemptContext,
): Promise<Sendable | undefined> {
  if (prepared.draft === undefined || !step.operation.path.includes('{')) return undefined;
  if (step.expectation.kind === 'undescribed' && step.expectation.because.place?.in === 'method') {
    return undefined;
  }
  const keeps = (draft: RequestDraft) => meansTheSame(draft, step, context.judge);
  const draft = await context.items?.withIds(step, prepared.draft, keeps);
  return draft !== undefined && keeps(draft) ? redrafted(prepared, draft, context) : undefined;
}

/** The request of another draft; the same one without a draft. */
export function redrafted(
  prepared: Sendable,
  draft: RequestDraft | undefined,
  { judge }: AttemptContext,
): Sendable {
  if (draft === undefined) return prepared;
  return { ...prepared, draft, request: writeRequest(draft, judge.schemas), judged: undefined };
}

/** Whether the tested field is set for every request, so the step tests nothing. */
export function whyOverwritten(
  { expectation }: Step,
  fields: Provider['headers'],
): string | undefined {
  if (fields === undefined || !('because' in expectation)) return undefined;
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
