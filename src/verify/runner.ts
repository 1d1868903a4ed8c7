import { randomUUID } from 'node:crypto';
import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import { draftOf, type ExampleOptions, exampleCalls } from '../example/request.ts';
import { writeRequest } from '../example/write.ts';
import type { Exchange } from '../http/exchange.ts';
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
import type { Case, Step } from './case.ts';
import { createCleanUp, type Leftover } from './clean-up.ts';
import { createConflicts } from './conflicts.ts';
import { createDelivery } from './deliver.ts';
import { createDoubts } from './doubts.ts';
import { type Fixtures, fixtureFor, withFixtures } from './fixtures.ts';
import { itemPaths } from './item-paths.ts';
import { createKnownItems, type KnownItems } from './known-items.ts';
import { type Advisories, adviserOf, annotationsOf, type FormatPolicy } from './leniency.ts';
import type { CaseFinding, Outcome } from './outcome.ts';
import type { Mode, Provider } from './provider.ts';
import { reproduce } from './reproduce.ts';
import { redactOutcome } from './secrets.ts';

export interface RunnerOptions {
  /** What may be sent; by default everything to this machine, and only what is safe elsewhere. */
  readonly mode?: Mode;
  /** Which breaches of a `format` count; by default those that the dialect defines. */
  readonly formats?: FormatPolicy;
  readonly advisories?: Advisories;
  /** Whether a 5xx that is not described passes where a request breaks the contract; it does not. */
  readonly allow5xx?: boolean;
  /** Whether a violation, by its fingerprint, is known and excused. */
  readonly isExcused?: (fingerprint: string) => boolean;
  /** Whether a violation is sent again when it is first seen, and minimized; it is. */
  readonly reproduce?: boolean;
  /** Makes values new that a run before has used; another one for each run by default. */
  readonly nonce?: string;
  readonly fixtures?: Fixtures;
  /** What the operations do to which items; inferred from the contract where it is not given. */
  readonly resources?: () => Resources;
  /** Is given each exchange of a case as it was judged, with the secrets in it. */
  readonly onExchange?: (judged: JudgedExchange) => void;
}

/** Runs cases at a provider, each by itself. */
export interface Runner {
  run(each: Case): Promise<Outcome>;
  /** Deletes what was made for the run; gives what is left of it. */
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
  /** Sends a request that no step is about, and notes what it made or deleted. */
  async function ask(draft: RequestDraft): Promise<Asked | undefined> {
    const { operation } = draft;
    const sent = await delivery.deliver(writeRequest(draft, judge.schemas), operation);
    if (!sent.ok) return undefined;
    const exchange = { request: sent.request, response: sent.response };
    const judged = once(() => judge.exchange(exchange));
    if (mayChange(operation) && sent.response.status < 300) cleanUp.saw(judged());
    return { exchange, judged };
  }
  const usual = (operation: Operation) => usualDraft(operation, judge, provider, options.fixtures);
  const conflicts = createConflicts(
    judge,
    options.nonce ?? randomUUID(),
    async (draft) => (await ask(draft))?.exchange,
    options.fixtures,
  );
  const isWritable = options.mode === 'full';
  const resources = options.resources ?? once(() => resourcesOf(judge.api, judge.schemas));
  const paths = once(() => itemPaths(judge.api, resources()));
  const items = itemsOf();
  const context: AttemptContext = {
    judge,
    verdict: {
      credentials: new Set(Object.keys(provider.credentials ?? {})),
      isAnnotation: annotationsOf(options.formats ?? 'dialect', judge.api.dialect),
      advises: adviserOf(options.advisories),
      baseUrl: provider.baseUrl,
      allow5xx: options.allow5xx ?? false,
    },
    fields: provider.headers,
    deliver: delivery.deliver,
    maximumTime: provider.maximumTime,
    saw(judged, { operation }) {
      if (mayChange(operation)) cleanUp.saw(judged);
      context.items?.saw(judged);
    },
    conflicts: isWritable ? conflicts : undefined,
    doubts: createDoubts(judge, options.fixtures, async (draft) => {
      const { method } = draft.operation;
      const isSent = isSafeMethod(method) ? options.mode !== 'examples' : isWritable;
      if (!isSent || method === 'DELETE') return undefined;
      return (await ask(draft))?.exchange.response.status;
    }),
    items: options.mode === 'examples' ? undefined : items,
    isExcused: options.isExcused ?? (() => false),
  };
  const cleanUp = createCleanUp({
    paths,
    madeBy: (judged) => items.madeBy(judged),
    draftOf: usual,
    send: async (draft) => (await ask(draft))?.exchange.response.status,
    whyLeft: options.mode === 'full' ? undefined : `--mode ${options.mode} sends nothing else`,
  });
  /** The items that are there, looked for when the first is asked for. */
  function itemsOf(): KnownItems {
    const send = async (draft: RequestDraft) => {
      const step: Step = {
        operation: draft.operation,
        expectation: { kind: 'accepted' },
        make: () => ({ ok: false, reason: 'it is only looked at' }),
      };
      const asked = await ask(draft);
      if (asked === undefined) return undefined;
      const isConflict = asked.exchange.response.status === 409;
      const renewed = isConflict && isWritable ? await conflicts.renew(step, draft) : undefined;
      return renewed === undefined ? asked.judged() : judge.exchange(renewed.exchange);
    };
    const create = once(() =>
      createKnownItems({
        judge,
        ...{ resources: resources(), paths: paths() },
        send,
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
    };
  }

  const attemptAgain = async (each: Case) => (await attemptCase(each, context)).outcome;
  const reproduced = new Set<string>();

  /** Sends a case again for each violation in it of a cause that was not seen before in this run. */
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
      // A fault of ours in one case must not keep the others from being tried.
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

/** A request that was sent, and what it was judged to be. */
interface Asked {
  readonly exchange: Exchange;
  readonly judged: () => JudgedExchange;
}

function mayChange({ method }: Operation): boolean {
  return !isSafeMethod(method);
}

/** A request of an operation that keeps the contract, before anything is known of the provider. */
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
