import { randomUUID } from 'node:crypto';
import { writeRequest } from '../example/write.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import { isFailure } from '../report/verdict.ts';
import { createAccess } from './access.ts';
import { type AttemptContext, attemptCase } from './attempt.ts';
import type { Case } from './case.ts';
import { createConflicts } from './conflicts.ts';
import { createDelivery } from './deliver.ts';
import type { CaseFinding, Outcome } from './outcome.ts';
import type { Mode, Provider } from './provider.ts';
import { reproduce } from './reproduce.ts';
import { redactOutcome } from './secrets.ts';

export interface RunnerOptions {
  /** What may be sent; by default everything to this machine, and only what is safe elsewhere. */
  readonly mode?: Mode;
  /** Whether what breaks only a `format` counts; it does. */
  readonly formats?: boolean;
  /** Whether a violation, by its fingerprint, is known and excused. */
  readonly isExcused?: (fingerprint: string) => boolean;
  /** Whether a violation is sent again when it is first seen, and minimized; it is. */
  readonly reproduce?: boolean;
  /** Makes values new that a run before has used; another one for each run by default. */
  readonly nonce?: string;
  /** Is given each exchange of a case as it was judged, with the secrets in it. */
  readonly onExchange?: (judged: JudgedExchange) => void;
}

/** Runs cases at a provider, each by itself. */
export interface Runner {
  run(each: Case): Promise<Outcome>;
  close(): void;
}

export function createRunner(
  judge: Judge,
  provider: Provider,
  options: RunnerOptions & { readonly mode: Mode },
): Runner {
  const access = createAccess(provider);
  const { deliver, close } = createDelivery(provider, access);
  const conflicts = createConflicts(judge, options.nonce ?? randomUUID(), async (draft) => {
    const sent = await deliver(writeRequest(draft, judge.schemas));
    return sent.ok ? { request: sent.request, response: sent.response } : undefined;
  });
  const context: AttemptContext = {
    judge,
    verdict: {
      credentials: new Set(Object.keys(provider.credentials ?? {})),
      formats: options.formats ?? true,
    },
    fields: provider.headers,
    deliver,
    conflicts: options.mode === 'full' ? conflicts : undefined,
    isExcused: options.isExcused ?? (() => false),
  };
  const attemptAgain = async (each: Case) => (await attemptCase(each, context)).outcome;
  const reproduced = new Set<string>();

  /** Sends a case again for each violation in it that was not seen before in this run. */
  async function lookAgain(outcome: Outcome & { readonly kind: 'failed' }): Promise<Outcome> {
    const findings: CaseFinding[] = [];
    for (const found of outcome.findings) {
      const isNew = isFailure(found.finding, found.excused) && !reproduced.has(found.fingerprint);
      if (isNew) reproduced.add(found.fingerprint);
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
    close,
  };
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
