import { randomUUID } from 'node:crypto';
import type { Operation } from '../api/model.ts';
import type { StatusesByOperation } from '../configuration.ts';
import type { RequestDraft } from '../example/draft.ts';
import { draftOf, type ExampleOptions, exampleCalls } from '../example/request.ts';
import { writeRequest } from '../example/write.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';
import { isSafeMethod } from '../http/method.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import { causeOf } from '../report/cause.ts';
import { isFailure } from '../report/verdict.ts';
import type { Resources } from '../resources/resource.ts';
import { resourcesOf } from '../resources/resources.ts';
import { once } from '../schema/once.ts';
import { createAccess } from './access.ts';
import { attemptCase } from './attempt.ts';
import type { AttemptContext } from './attempt-context.ts';
import { createBystanders } from './bystanders.ts';
import type { Case } from './case.ts';
import { createCleanUp, type Leftover } from './clean-up.ts';
import { createConflicts } from './conflicts.ts';
import { createCurrentTags, requestAt } from './current-tags.ts';
import { createDelivery } from './deliver.ts';
import { createDoubts } from './doubts.ts';
import { createEchoes } from './echoes.ts';
import { type Fixtures, fixtureFor, withFixtures } from './fixtures.ts';
import { createFreshKeys } from './fresh-keys.ts';
import { itemPaths, operationBeside } from './item-paths.ts';
import { createKnownItems, type KnownItems } from './known-items.ts';
import { type Advisories, adviserOf, annotationsOf, type FormatPolicy } from './leniency.ts';
import type { CaseFinding, Outcome } from './outcome.ts';
import { sendableOf } from './prepare.ts';
import type { Mode, Provider } from './provider.ts';
import { createReferences } from './references.ts';
import { reproduce } from './reproduce.ts';
import { redactOutcome } from './secrets.ts';
import { withItems, withState } from './stateful.ts';
import { createUsualSender, looking, type SentRequest } from './usual-sender.ts';

export interface RunnerOptions {
  /** The requests that may be sent; by default all to this machine, and only reads elsewhere. */
  readonly mode?: Mode;
  /**
   * Which breaches of a `format` are violations; by default those of formats that the dialect
   * defines.
   */
  readonly formats?: FormatPolicy;
  readonly advisories?: Advisories;
  /** The statuses that both sides agreed on, by an operation's id or as `GET /pets/{id}`. */
  readonly statuses?: StatusesByOperation;
  /**
   * Whether an undescribed 5xx is accepted for a request that breaks the contract; `false` by
   * default.
   */
  readonly allow5xx?: boolean;
  /** Whether a violation, by its fingerprint, is a known deviation. */
  readonly isExcused?: (fingerprint: string) => boolean;
  /** Whether a violation is sent again and minimized when it is first seen; `true` by default. */
  readonly reproduce?: boolean;
  /** Makes values differ from those of an earlier run; by default it differs for each run. */
  readonly nonce?: string;
  readonly fixtures?: Fixtures;
  /** Whether to send what may destroy what others need: logout, reset, writes to items of others. */
  readonly allowDestructive?: boolean;
  /** The roles of the operations; inferred from the contract by default. */
  readonly resources?: () => Resources;
  /** Receives each judged exchange of a case, with its secrets. */
  readonly onExchange?: (judged: JudgedExchange) => void;
}

/** Runs cases against a provider, one by one. */
export interface Runner {
  run(each: Case): Promise<Outcome>;
  /** Deletes the items of the run; returns those that are left. */
  cleanUp(): Promise<readonly Leftover[]>;
  close(): void;
}

export function createRunner(
  judge: Judge,
  provider: Provider,
  options: RunnerOptions & { readonly mode: Mode },
): Runner {
  const access = createAccess(provider);
  const delivery = createDelivery(provider, access, judge);
  /** Sends a request outside the steps, and notes what it created or deleted. */
  async function sendOutsideSteps(draft: RequestDraft): Promise<SentRequest | undefined> {
    const { operation } = draft;
    const request = writeRequest(draft, judge.schemas);
    const write = { operation, request, draft, expects: 'accepted' } as const;
    if ((await bystanders?.whyKept(write)) !== undefined) return undefined;
    const sent = await delivery.deliver(request, operation);
    if (!sent.ok) return undefined;
    const exchange = { request: sent.request, response: sent.response };
    const judged = once(() => judge.exchange(exchange));
    if (mayChange(operation) && sent.response.status < 300) sawWrite(judged());
    return { exchange, judged };
  }
  /** Notes what a write made or deleted. */
  function sawWrite(judged: JudgedExchange): void {
    const made = items.madeBy(judged);
    if (made !== undefined) bystanders?.made(made);
    cleanUp.saw(judged);
  }
  const usual = (operation: Operation) => usualDraft(operation, judge, provider, options.fixtures);
  const nonce = options.nonce ?? randomUUID();
  const freshKey = createFreshKeys(judge, nonce, options.fixtures);
  const conflicts = createConflicts(
    judge,
    nonce,
    async (draft) => (await sendOutsideSteps(draft))?.exchange,
    options.fixtures,
  );
  const isWritable = options.mode === 'full';
  const resources = options.resources ?? once(() => resourcesOf(judge.api, judge.schemas));
  const paths = once(() => itemPaths(judge.api, resources()));
  const items = itemsOf();
  const references = createReferences({
    ...{ judge, paths },
    idOf: (kind, isNew) => items.idOf(kind, isNew),
    fixtures: options.fixtures,
  });
  const tried = new Set<string>();
  /** Puts something at the path of a read, once. */
  async function putAt(read: Operation, { target }: HttpRequest): Promise<boolean> {
    const { path: place } = splitTarget(target);
    const put = operationBeside(read, 'PUT', judge.api.operations);
    const draft = put && usual(put);
    if (put === undefined || draft === undefined || tried.has(place)) return false;
    tried.add(place);
    const sent = await delivery.deliver(requestAt(draft, place, judge), put);
    if (!sent.ok || sent.response.status >= 300) return false;
    sawWrite(judge.exchange({ request: sent.request, response: sent.response }));
    bystanders?.put(put, sent.request);
    return true;
  }
  /** The answer to a read of a path. */
  async function readAt(read: Operation, path: string): Promise<JudgedExchange | undefined> {
    const draft = usual(read);
    const sent = draft && (await delivery.deliver(requestAt(draft, path, judge), read));
    if (sent === undefined || !sent.ok) return undefined;
    return judge.exchange({ request: sent.request, response: sent.response });
  }
  const bystanders =
    isWritable && options.allowDestructive !== true
      ? createBystanders({ ...{ judge, paths }, send: readAt, fixtures: options.fixtures })
      : undefined;
  const isAnnotation = annotationsOf(options.formats ?? 'dialect', judge.api.dialect);
  const echoes = createEchoes(isAnnotation);
  const context: AttemptContext = {
    judge,
    verdict: {
      credentials: new Set(Object.keys(provider.credentials ?? {})),
      isAnnotation,
      isEcho: echoes.repeats,
      advises: adviserOf(options.advisories),
      baseUrl: provider.baseUrl,
      ...(options.statuses && { statuses: options.statuses }),
      allow5xx: options.allow5xx ?? false,
    },
    fields: provider.headers,
    deliver: delivery.deliver,
    maximumTime: provider.maximumTime,
    saw(judged, step) {
      echoes.sent(step);
      if (mayChange(step.operation)) sawWrite(judged);
      context.tags?.saw(judged);
      context.items?.saw(judged);
    },
    conflicts: isWritable ? conflicts : undefined,
    doubts: createDoubts(
      judge,
      options.fixtures,
      async (draft) => {
        const { method } = draft.operation;
        const isSent = isSafeMethod(method) ? options.mode !== 'examples' : isWritable;
        if (!isSent || method === 'DELETE') return undefined;
        const planned = sendableOf(draft, judge);
        const { draft: made = draft } = await withState(looking(draft), planned, context);
        return (await sendOutsideSteps(made))?.exchange.response.status;
      },
      async (draft) => (await withItems(looking(draft), sendableOf(draft, judge), context)).draft!,
    ),
    tags: isWritable
      ? createCurrentTags({ judge, send: readAt, fixtures: options.fixtures })
      : undefined,
    freshKey: isWritable ? freshKey : undefined,
    putAt: isWritable ? putAt : undefined,
    references: isWritable ? references : undefined,
    items: options.mode === 'examples' ? undefined : items,
    bystanders,
    isExcused: options.isExcused ?? (() => false),
  };
  const cleanUp = createCleanUp({
    paths,
    madeBy: (judged) => items.madeBy(judged),
    draftOf: usual,
    send: async (draft) => (await sendOutsideSteps(draft))?.exchange.response.status,
    whyLeft: options.mode === 'full' ? undefined : `--mode ${options.mode} sends nothing else`,
  });
  /** The existing items, looked up when the first one is needed. */
  function itemsOf(): KnownItems {
    const create = once(() =>
      createKnownItems({
        judge,
        ...{ resources: resources(), paths: paths() },
        send: createUsualSender({
          ...{ judge, freshKey, references, conflicts },
          send: sendOutsideSteps,
          mayWrite: isWritable,
        }),
        draftOf: usual,
        mayWrite: isWritable,
        isGiven: (operation, parameter) =>
          fixtureFor(operation, parameter, options.fixtures) !== undefined,
      }),
    );
    return {
      saw: (judged) => create().saw(judged),
      missed: (operation) => create().missed(operation),
      madeBy: (judged) => create().madeBy(judged),
      withIds: (step, draft, keeps) => create().withIds(step, draft, keeps),
      idOf: (kind, isNew) => create().idOf(kind, isNew),
    };
  }

  const attemptAgain = async (each: Case) => (await attemptCase(each, context)).outcome;
  const reproduced = new Set<string>();

  /** Sends a case again for each of its violations with a cause that is new in this run. */
  async function lookAgain(outcome: Outcome & { readonly kind: 'failed' }): Promise<Outcome> {
    const findings: CaseFinding[] = [];
    for (const found of outcome.findings) {
      const cause = causeOf(found.finding, found.fingerprint);
      const isNew = isFailure(found.finding, found.excused) && !reproduced.has(cause);
      if (isNew) reproduced.add(cause);
      const seen = isNew ? await reproduce(outcome.case, found, judge, attemptAgain) : {};
      findings.push({ ...found, ...seen });
    }
    return { ...outcome, findings };
  }

  async function run(each: Case): Promise<Outcome> {
    await access.renew();
    const { outcome, judged } = await attemptCase(each, context);
    if (options.onExchange !== undefined) judged.forEach(options.onExchange);
    return outcome.kind === 'failed' && options.reproduce !== false ? lookAgain(outcome) : outcome;
  }

  return {
    async run(each) {
      // A bug of ours in one case must not stop the others.
      const outcome = await run(each).catch((error: unknown) => crashed(each, error));
      return redactOutcome(outcome, access.redactor());
    },
    cleanUp: async () => {
      const { text } = access.redactor();
      const left = await cleanUp.run();
      return left.map((one) => ({ ...one, id: text(String(one.id)), reason: text(one.reason) }));
    },
    close: delivery.close,
  };
}

function mayChange({ method }: Operation): boolean {
  return !isSafeMethod(method);
}

/** A valid request of an operation, before anything is known of the provider. */
function usualDraft(
  operation: Operation,
  { schemas }: Judge,
  { credentials = {} }: Provider,
  fixtures: Fixtures | undefined,
): RequestDraft | undefined {
  const made: ExampleOptions = {
    credentials,
    valueFor: (parameter) => fixtureFor(operation, parameter, fixtures),
  };
  const [example] = exampleCalls(operation, schemas, made);
  return example && withFixtures(draftOf(operation, example.call, made), fixtures);
}

function crashed(each: Case, error: unknown): Outcome {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    kind: 'inconclusive',
    case: each,
    exchanges: [],
    conflicts: [],
    findings: [],
    reason: `specwright itself failed: ${text}`,
    cause: 'unchecked',
  };
}
