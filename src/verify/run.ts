import { randomUUID } from 'node:crypto';
import type { DraftBody } from '../example/draft.ts';
import { writeRequest } from '../example/write.ts';
import type { Finding } from '../finding.ts';
import type { Exchange, HttpRequest } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import { fingerprintOf, fingerprintText } from '../report/fingerprint.ts';
import { type Inconclusive, isFailure, outcomeOf } from '../report/verdict.ts';
import { createAccess } from './access.ts';
import type { Case, Step } from './case.ts';
import { createConflicts } from './conflicts.ts';
import type { CaseFinding, Conflict, Outcome } from './outcome.ts';
import { createPace } from './pace.ts';
import { defaultMode, type Mode, type Provider } from './provider.ts';
import { reproduce } from './reproduce.ts';
import { redactOutcome } from './secrets.ts';
import { createSender, type Sender } from './send.ts';
import type { SendFault, Sent } from './sent.ts';
import { noResponse, unreadable } from './unreadable.ts';
import { whyUnsound } from './unsound.ts';
import { judgeAnswer, type VerdictOptions } from './verdict.ts';

export interface RunOptions {
  /** What may be sent; by default everything to this machine, and only what is safe elsewhere. */
  readonly mode?: Mode;
  /** Whether what breaks only a `format` counts; it does. */
  readonly formats?: boolean;
  /** Broken cases after which nothing more is sent. */
  readonly maximumFailures?: number;
  /** Whether a violation, by its fingerprint, is known and excused. */
  readonly isExcused?: (fingerprint: string) => boolean;
  /** Whether a violation is sent again when it is first seen, and made small; it is. */
  readonly reproduce?: boolean;
  /** Makes values new that a run before has used; another one for each run by default. */
  readonly nonce?: string;
}

/**
 * Sends cases to a provider and judges what comes back: one outcome a case, in the order of the
 * cases. Cases that write are alone while they run, so that a run is the same the next time.
 */
export async function* runCases(
  cases: Iterable<Case>,
  judge: Judge,
  provider: Provider,
  options: RunOptions = {},
): AsyncIterable<Outcome> {
  const { maximumFailures = Number.POSITIVE_INFINITY } = options;
  const concurrency = provider.concurrency ?? 4;
  const mode = options.mode ?? defaultMode(provider.baseUrl);
  const runner = createRunner(judge, provider, { ...options, mode });
  const circuitBreaker = createCircuitBreaker();
  const underWay: Promise<Outcome>[] = [];
  let failures = 0;

  const start = (each: Case): Promise<Outcome> | Outcome => {
    const reason =
      notAllowed(each, mode) ??
      (failures >= maximumFailures ? `${failures} cases failed before` : circuitBreaker.lost());
    return reason === undefined ? runner.run(each) : { kind: 'skipped', case: each, reason };
  };
  const account = (outcome: Outcome): Outcome => {
    circuitBreaker.saw(outcome);
    if (outcome.kind === 'failed') failures += 1;
    return outcome;
  };

  try {
    for (const each of cases) {
      const isAlone = writes(each);
      while (underWay.length >= (isAlone ? 1 : concurrency)) {
        yield account(await underWay.shift()!);
      }
      const running = start(each);
      if (isAlone || !(running instanceof Promise)) {
        while (underWay.length > 0) yield account(await underWay.shift()!);
        yield account(await running);
      } else underWay.push(running);
    }
    while (underWay.length > 0) yield account(await underWay.shift()!);
  } finally {
    runner.close();
  }
}

function notAllowed(each: Case, mode: Mode): string | undefined {
  if (mode === 'examples' && each.group !== 'example') {
    return 'it is not a documented request; --mode full allows it';
  }
  if (mode === 'safe' && !each.safe) {
    return 'it writes, or breaks the contract; --mode full allows it';
  }
  return undefined;
}

/** What changes the provider's data if it is answered as the contract says. */
function writes({ group, steps }: Case): boolean {
  return (
    group === 'chain' ||
    steps.some(
      ({ operation, expectation }) =>
        expectation.kind === 'accepted' && !/^(GET|HEAD|OPTIONS)$/.test(operation.method),
    )
  );
}

/** A provider that is not there will not come while it is asked again and again. */
function createCircuitBreaker() {
  const enough = 3;
  let unanswered = 0;
  let reason = '';
  return {
    saw(outcome: Outcome) {
      if (outcome.kind === 'skipped') return;
      const isUnanswered = outcome.kind === 'inconclusive' && outcome.cause === 'unanswered';
      if (isUnanswered) reason = outcome.reason;
      unanswered = isUnanswered ? unanswered + 1 : 0;
    },
    lost: () =>
      unanswered >= enough ? `the provider did not answer ${enough} times: ${reason}` : undefined,
  };
}

interface Runner {
  run(each: Case): Promise<Outcome>;
  close(): void;
}

function createRunner(
  judge: Judge,
  provider: Provider,
  options: RunOptions & { readonly mode: Mode },
): Runner {
  const sender = createSender(provider.baseUrl, provider);
  const access = createAccess(provider);
  const reproduced = new Set<string>();
  const pace = createPace(provider.rate);
  const terms: VerdictOptions = {
    judge,
    credentials: new Set(Object.keys(provider.credentials ?? {})),
    formats: options.formats ?? true,
  };
  const isExcused = options.isExcused ?? (() => false);
  const conflicts = createConflicts(judge, options.nonce ?? randomUUID(), async (draft) => {
    const sent = await ask(writeRequest(draft, judge.schemas));
    return sent.ok ? { request: sent.request, response: sent.response } : undefined;
  });

  async function ask(made: HttpRequest): Promise<Sent & { readonly request: HttpRequest }> {
    const request = withFields(access.apply(made), provider.headers);
    return { ...(await deliver(request, sender, provider.retries ?? 0, pace)), request };
  }

  async function run(each: Case): Promise<Outcome> {
    try {
      await access.renew();
      const outcome = await attempt(each);
      const looked = outcome.kind === 'failed' ? await lookAgain(outcome) : outcome;
      return redactOutcome(looked, access.redactor());
    } catch (error) {
      // A fault of ours in one case must not keep the others from being tried.
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const failed = { reason: `specwright itself failed: ${reason}`, cause: 'unchecked' } as const;
      const nothing = { exchanges: [], conflicts: [], findings: [] };
      return { kind: 'inconclusive', case: each, ...nothing, ...failed };
    }
  }

  /** Sends a case again for each violation in it that was not seen before in this run. */
  async function lookAgain(outcome: Outcome & { kind: 'failed' }): Promise<Outcome> {
    if (options.reproduce === false) return outcome;
    const findings: CaseFinding[] = [];
    for (const found of outcome.findings) {
      const isNew = isFailure(found.finding, found.excused) && !reproduced.has(found.fingerprint);
      if (isNew) reproduced.add(found.fingerprint);
      findings.push(
        isNew ? { ...found, ...(await reproduce(outcome.case, found, judge, attempt)) } : found,
      );
    }
    return { ...outcome, findings };
  }

  async function attempt(each: Case): Promise<Outcome> {
    const exchanges: Exchange[] = [];
    const findings: CaseFinding[] = [];
    const superseded: Conflict[] = [];
    /** What is sent again in a later step is what was sent before, with its new values. */
    const renewedBodies = new Map<DraftBody, DraftBody>();
    /** Notes a finding of the last exchange, or of another one of the step that comes next. */
    const note = (found: Finding, { operation }: Step, status: number, shown?: Exchange) => {
      const fingerprint = fingerprintText(fingerprintOf(found, operation, status));
      const excused = isFailure(found, false) && isExcused(fingerprint);
      const step = shown === undefined ? exchanges.length - 1 : exchanges.length;
      findings.push({ finding: found, step, fingerprint, excused, ...(shown && { shown }) });
    };
    let inconclusive: Inconclusive | undefined;
    for (const step of each.steps) {
      const made = step.make(exchanges);
      if (!made.ok) {
        if (exchanges.length === 0) return { kind: 'skipped', case: each, reason: made.reason };
        inconclusive = 'isOver' in made ? undefined : { reason: made.reason, cause: 'unrelated' };
        break;
      }
      if (exchanges.length > 0 && step.expectation.kind === 'accepted') {
        const reason = whyUnsound(made.request, judge);
        inconclusive = reason === undefined ? undefined : { reason, cause: 'unrelated' };
        if (inconclusive !== undefined) break;
      }
      const overwritten = setByProvider(step, provider.headers);
      if (overwritten !== undefined) return { kind: 'skipped', case: each, reason: overwritten };
      const planned = made.draft?.body;
      const known = planned && renewedBodies.get(planned);
      let draft = known && made.draft ? { ...made.draft, body: known } : made.draft;
      const sent = await ask(known && draft ? writeRequest(draft, judge.schemas) : made.request);
      if (!sent.ok) {
        if (!isAnswer(sent)) {
          inconclusive = { reason: sent.reason, cause: 'unanswered' };
          break;
        }
        exchanges.push({ request: sent.request, response: noResponse });
        const found = unreadable(sent, step);
        note(found, step, noResponse.status);
        if (found.severity !== 'violation') {
          inconclusive = { reason: sent.reason, cause: 'unrelated' };
        }
        break;
      }
      let exchange: Exchange = { request: sent.request, response: sent.response };
      const judgeIt = () => judgeAnswer({ step, exchange, draft, former: [...exchanges] }, terms);
      let verdict = judgeIt();
      const renewed =
        isConflict(exchange, step) && draft !== undefined && options.mode === 'full'
          ? await conflicts.renew(step, draft)
          : undefined;
      if (renewed !== undefined) {
        superseded.push({ step: exchanges.length, exchange });
        const shown = exchange;
        for (const found of verdict.findings) note(found, step, shown.response.status, shown);
        ({ draft, exchange } = renewed);
        if (planned && draft.body) renewedBodies.set(planned, draft.body);
        verdict = judgeIt();
      }
      exchanges.push(exchange);
      for (const found of verdict.findings) note(found, step, exchange.response.status);
      inconclusive = verdict.inconclusive;
      if (inconclusive !== undefined) break;
    }
    const judged = { case: each, exchanges, conflicts: superseded, findings };
    const kind = outcomeOf(findings, inconclusive);
    return kind === 'inconclusive' ? { kind, ...judged, ...inconclusive! } : { kind, ...judged };
  }

  return { run, close: () => sender.close() };
}

/** Whether values that were used before may be all that keeps a step from being answered. */
function isConflict({ response }: Exchange, { expectation }: Step): boolean {
  const { kind } = expectation;
  return response.status === 409 && (kind === 'accepted' || kind === 'refused');
}

/** Sends a request, again where no connection came about. */
async function deliver(
  request: HttpRequest,
  sender: Sender,
  retries: number,
  pace: () => Promise<void> | undefined,
): Promise<Sent> {
  for (let left = retries; ; left -= 1) {
    const turn = pace();
    if (turn !== undefined) await turn;
    const sent = await sender.send(request);
    if (sent.ok || sent.kind !== 'unreachable' || left <= 0) return sent;
    await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** (retries - left)));
  }
}

/** Fields that were asked for with every request replace those of a case. */
function withFields(request: HttpRequest, fields: Provider['headers']): HttpRequest {
  if (fields === undefined) return request;
  return { ...request, headers: { ...request.headers, ...fields } };
}

/** Whether the field that a step is about is set for every request, so that nothing is tried. */
function setByProvider({ expectation }: Step, fields: Provider['headers']): string | undefined {
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

/** Whether somebody did answer, though not in HTTP. */
function isAnswer({ kind }: SendFault): boolean {
  return kind === 'malformed' || kind === 'too-long' || kind === 'cut';
}
