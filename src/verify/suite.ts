import type { StatusesByOperation } from '../configuration.ts';
import type { Judge } from '../judge/judge.ts';
import { programCommand, shellWord } from '../report/program-command.ts';
import { isFailure, isUnseen } from '../report/verdict.ts';
import { resourcesOf } from '../resources/resources.ts';
import { once } from '../schema/once.ts';
import { createAccess } from './access.ts';
import type { Case } from './case.ts';
import { type CredentialSource, readCredentials } from './credentials.ts';
import type { Destructive } from './destructive.ts';
import type { Fixtures } from './fixtures.ts';
import type { Advisories, FormatPolicy } from './leniency.ts';
import type { Outcome } from './outcome.ts';
import { planCases } from './plan.ts';
import { defaultMode, type Mode, type Provider } from './provider.ts';
import { type RunOptions, runCases } from './run.ts';
import { isInShard, type Selection, type Shard, selectorOf } from './select.ts';
import { failureBlock } from './view.ts';

/** The contract to test, and its provider. */
export interface SuitePlan extends Selection {
  /** Secrets by the name of their security scheme; `env:NAME` reads the environment. */
  readonly credentials?: Readonly<Record<string, CredentialSource>>;
  /** Fields that are sent with every request; `env:NAME` reads the environment. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Values that exist at the provider: by a parameter's name, or by the JSON Pointer of a value in a
   * body; after `operation.` for one operation.
   */
  readonly fixtures?: Fixtures;
  /** The requests that may be sent; by default all to this machine, and only reads elsewhere. */
  readonly mode?: Mode;
  /** The part of the cases to run: `2/4` is the second of four. */
  readonly part?: `${number}/${number}`;
  readonly seed?: number | string;
  /**
   * Which breaches of a `format` are violations: all (`true`), none, or by default those of formats
   * that the dialect defines.
   */
  readonly formats?: FormatPolicy | boolean;
  readonly advisories?: Advisories;
  /** The statuses that both sides agreed on, by an operation's id or as `GET /pets/{id}`. */
  readonly statuses?: StatusesByOperation;
  /** Whether to send operations that may destroy what others need. */
  readonly allowDestructive?: boolean;
  /** Patterns of destructive operations and of safe ones. */
  readonly destructive?: Destructive;
  /** Milliseconds until an answer must be complete; 30 seconds by default. */
  readonly timeout?: number;
}

/** The cases of a suite; each can run alone. */
export interface Suite {
  readonly cases: readonly Case[];
  /** Sends one case; `message` describes the outcome. */
  run(each: Case, baseUrl: string): Promise<SuiteOutcome>;
}

export interface SuiteOutcome {
  readonly outcome: Outcome;
  /**
   * Test runners have no inconclusive outcome: it is `failed` if something could not be checked,
   * else `skipped`.
   */
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

/** @throws {TypeError} when a credential cannot be read, or no case is left. */
export async function createSuite(
  judge: Judge,
  plan: SuitePlan,
  onExchange?: RunOptions['onExchange'],
): Promise<Suite> {
  const credentials = await read(plan.credentials ?? {});
  const headers = await read(lowerCased(plan.headers ?? {}));
  const isWanted = selectorOf(judge.api, plan);
  const shard = plan.part === undefined ? undefined : readPart(plan.part);
  const resources = once(() => resourcesOf(judge.api, judge.schemas));
  const planned = planCases(judge, {
    resources,
    credentials: credentials.values,
    only: (id) => isWanted(id) && (shard === undefined || isInShard(id, shard)),
    ...(plan.fixtures !== undefined && { fixtures: plan.fixtures }),
    ...(plan.seed !== undefined && { seed: plan.seed }),
  });
  const cases = [...planned];
  if (cases.length === 0) {
    throw new TypeError(`Cannot test ${judge.api.name}: no case is left of it to send`);
  }
  return {
    cases,
    async run(each, baseUrl) {
      const provider: Provider = {
        baseUrl,
        credentials: credentials.values,
        headers: headers.values,
        variables: { ...headers.variables, ...credentials.variables },
        ...(plan.timeout !== undefined && { timeout: plan.timeout }),
      };
      const options = {
        mode: plan.mode ?? defaultMode(baseUrl),
        ...(plan.fixtures !== undefined && { fixtures: plan.fixtures }),
        resources,
        ...(plan.formats !== undefined && { formats: policyOf(plan.formats) }),
        ...(plan.allowDestructive && { allowDestructive: true }),
        ...(plan.destructive && { destructive: plan.destructive }),
        ...(plan.statuses && { statuses: plan.statuses }),
        ...(plan.advisories && { advisories: plan.advisories }),
        ...(onExchange !== undefined && { onExchange }),
      };
      for await (const outcome of runCases([each], judge, provider, options)) {
        return judged(outcome, judge, provider);
      }
      throw new Error(`the case ${each.id} has no outcome`);
    },
  };
}

function policyOf(formats: FormatPolicy | boolean): FormatPolicy {
  if (typeof formats === 'string') return formats;
  return formats ? 'assert' : 'annotate';
}

function judged(outcome: Outcome, judge: Judge, provider: Provider): SuiteOutcome {
  switch (outcome.kind) {
    case 'passed':
      return { outcome, verdict: 'passed', message: '' };
    case 'inconclusive':
      return isUnseen(outcome)
        ? { outcome, verdict: 'failed', message: `it is inconclusive: ${outcome.reason}` }
        : { outcome, verdict: 'skipped', message: outcome.reason };
    case 'skipped':
      return { outcome, verdict: 'skipped', message: outcome.reason };
    case 'failed': {
      const program = programCommand(process.env.npm_config_user_agent, true);
      const words = [judge.api.root.label, '--base-url', provider.baseUrl].map(shellWord);
      const command = `${program} verify ${words.join(' ')}`;
      const { placeholders } = createAccess(provider).redactor();
      const view = { baseUrl: provider.baseUrl, api: judge.api, placeholders, command };
      const failures = outcome.findings.filter(({ finding, excused }) =>
        isFailure(finding, excused),
      );
      const blocks = failures.map((found) => failureBlock(outcome, found, view));
      return { outcome, verdict: 'failed', message: blocks.join('\n\n') };
    }
  }
}

async function read(sources: Readonly<Record<string, CredentialSource>>) {
  const found = await readCredentials(sources, process.env);
  if (!found.ok) throw new TypeError(`Cannot test the contract: ${found.reason}`);
  return found;
}

function lowerCased(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function readPart(part: string): Shard {
  const [index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(part)?.slice(1) ?? []).map(Number);
  if (index < 1 || index > count) {
    throw new TypeError(`Cannot read the part "${part}": it is written i/n, from 1/n to n/n`);
  }
  return { index, count };
}
