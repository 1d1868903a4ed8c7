import type { Api } from '../../api/model.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import { shellWord } from '../../report/program-command.ts';
import type { Resources } from '../../resources/resource.ts';
import { resourcesOf } from '../../resources/resources.ts';
import { once } from '../../schema/once.ts';
import { thrownMessage } from '../../thrown-message.ts';
import { createAccess } from '../../verify/access.ts';
import type { Case } from '../../verify/case.ts';
import type { Leftover } from '../../verify/clean-up.ts';
import { type Deviations, excusesOf } from '../../verify/deviations.ts';
import { operationNames } from '../../verify/id.ts';
import { planCases, type SkippedProposal } from '../../verify/plan.ts';
import { defaultMode } from '../../verify/provider.ts';
import { runCases } from '../../verify/run.ts';
import { isInShard, selectorOf } from '../../verify/select.ts';
import { createTally, type Tally } from '../../verify/tally.ts';
import { waitForProvider } from '../../verify/wait.ts';
import { apisOrExplain } from '../apis.ts';
import { acceptDeviations, readDeviations } from '../deviations-file.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { fuzzOf } from '../random-cases.ts';
import { createReports } from '../reports.ts';
import { explain, type Terminal } from '../terminal.ts';
import { createFindingsReporter, createProgress, type Reporter } from '../verify-reporters.ts';
import { readSettings, type VerifyOptions, type VerifySettings } from '../verify-settings.ts';
import { summarize } from '../verify-summary.ts';

export type { VerifyOptions };

/** `specwright verify`: sends the cases of a contract to a provider and judges the answers. */
export async function verify(
  arg: string,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const [api, ...others] = (await apisOrExplain([arg], terminal)) ?? [];
  if (api === undefined) return exitCode.couldNotRun;
  if (others.length > 0) {
    const names = [api, ...others].map(({ name }) => name).join(', ');
    return cannot(`"${arg}" stands for several APIs (${names}): name one`, terminal);
  }
  const read = await readSettings(api, options, terminal);
  if (!read.ok) return cannot(read.reason, terminal);
  const { settings } = read;
  const { accept = false } = options;
  const place = { given: settings.deviations, accept };
  const deviations = await readDeviations(api, place, terminal.cwd);
  if (deviations.problems.length > 0) return cannot(deviations.problems.join('\n'), terminal);
  const judge = createJudge(api);
  if (options.list === true) return list(judge, settings, options, terminal);

  const { provider, hooks } = settings;
  if (settings.wait !== undefined) {
    terminal.status(`waiting for ${provider.baseUrl} …`);
    const reason = await waitForProvider(provider.baseUrl, settings.wait, provider);
    terminal.status('');
    if (reason !== undefined) {
      const seconds = `${settings.wait} seconds`;
      return cannot(
        `no server answered at ${provider.baseUrl} within ${seconds}: ${reason}`,
        terminal,
      );
    }
  }
  const context = {
    api: api.name,
    baseUrl: provider.baseUrl,
    credentials: provider.credentials ?? {},
  };
  let fixtures = settings.fixtures;
  try {
    fixtures = { ...fixtures, ...(await hooks.setup?.(context)) };
  } catch (error) {
    return cannot(`the hook "setup" failed: ${thrownMessage(error)}`, terminal);
  }
  let code: ExitCode;
  try {
    code = await run(arg, judge, { ...settings, fixtures }, deviations, options, terminal);
  } finally {
    terminal.status('');
    try {
      await hooks.teardown?.({ ...context, fixtures });
    } catch (error) {
      code = cannot(`the hook "teardown" failed: ${thrownMessage(error)}`, terminal);
    }
  }
  return code;
}

async function run(
  arg: string,
  judge: Judge,
  settings: VerifySettings,
  deviations: Deviations,
  options: VerifyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { api } = judge;
  const { provider } = settings;
  const mode = settings.mode ?? defaultMode(provider.baseUrl);
  const skipped: SkippedProposal[] = [];
  const resources = once(() => resourcesOf(api, judge.schemas));
  const cases = planOf(judge, settings, options, (one) => skipped.push(one), resources);
  const excuses = excusesOf(
    deviations,
    new Date().toISOString().slice(0, 10),
    areAllWanted(settings, options),
  );
  const tally = createTally();
  const command = [
    terminal.program,
    'verify',
    ...[arg, '--base-url', provider.baseUrl].map(shellWord),
    ...settings.flags,
  ].join(' ');
  const { placeholders } = createAccess(provider).redactor();
  const view = { baseUrl: provider.baseUrl, api, placeholders, command };
  const findings = createFindingsReporter(api, view, options, terminal);
  const reports = createReports(judge, options, view);
  const reporters: readonly Reporter[] = [createProgress(api, terminal), findings, reports];

  const waits = { times: 0, milliseconds: 0 };
  const onWait = (milliseconds: number) => {
    waits.times += 1;
    waits.milliseconds += milliseconds;
  };
  const redirects = new Map<string, number>();
  const onRedirect = (base: string) => {
    redirects.set(base, (redirects.get(base) ?? 0) + 1);
  };
  let leftovers: readonly Leftover[] = [];
  const started = performance.now();
  for await (const outcome of runCases(
    cases,
    judge,
    { ...provider, onWait, onRedirect },
    {
      mode,
      allowDestructive: settings.allowDestructive,
      ...(settings.destructive && { destructive: settings.destructive }),
      ...(settings.formats && { formats: settings.formats }),
      ...(settings.statuses && { statuses: settings.statuses }),
      ...(settings.advisories && { advisories: settings.advisories }),
      ...(options.allow5xx !== undefined && { allow5xx: options.allow5xx }),
      reproduce: options.reproduce,
      fixtures: settings.fixtures,
      resources,
      isExcused: excuses.isExcused,
      ...(reports.onExchange && { onExchange: reports.onExchange }),
      onLeftovers: (left) => {
        leftovers = left;
      },
      ...(options.maxFailures !== undefined && { maximumFailures: options.maxFailures }),
    },
  )) {
    tally.saw(outcome);
    excuses.saw(outcome);
    for (const reporter of reporters) reporter.saw(outcome);
    if (terminal.stop?.aborted) break;
  }
  for (const reporter of reporters) await reporter.end();

  const milliseconds = performance.now() - started;
  const accepted = options.accept
    ? await acceptDeviations(deviations, findings.accepted(), terminal)
    : false;
  const stale = excuses.stale();
  const verdict = summarize(
    {
      api,
      baseUrl: provider.baseUrl,
      mode,
      tally,
      milliseconds,
      stale,
      accepted,
      waits,
      redirects,
      leftovers,
      skipped: skippedOperations(api, skipped, tally),
    },
    terminal,
  );
  reports.stale(stale);
  reports.left(leftovers);
  return reports.finish(milliseconds / 1000, verdict, terminal);
}

/** Whether the user skips no case. */
function areAllWanted({ only, skip }: VerifySettings, options: VerifyOptions): boolean {
  const filters = [...only, ...skip, ...options.case];
  return filters.length === 0 && options.shard === undefined;
}

/** Operations without any sent case, each with the reason. */
function skippedOperations(api: Api, skipped: readonly SkippedProposal[], tally: Tally) {
  const names = operationNames(api);
  return api.operations.flatMap((operation) => {
    if (tally.wasTried(operation)) return [];
    const example = skipped.find(({ id }) => id.startsWith(`${names.get(operation)}/example`));
    return example === undefined ? [] : [{ operation, reason: example.reason }];
  });
}

function* planOf(
  judge: Judge,
  settings: VerifySettings,
  options: VerifyOptions,
  skipped: (one: SkippedProposal) => void,
  resources?: () => Resources,
): Iterable<Case> {
  const isWanted = selectorOf(judge.api, { ...settings, cases: options.case });
  const { shard } = options;
  const only = (id: string) => isWanted(id) && (shard === undefined || isInShard(id, shard));
  yield* planCases(judge, {
    credentials: settings.provider.credentials ?? {},
    fixtures: settings.fixtures,
    largeBody: settings.largeBody,
    burst: settings.burst,
    ...(resources && { resources }),
    only,
    skipped: (one) => {
      if (only(one.id)) skipped(one);
    },
    ...(options.seed !== undefined && { seed: options.seed }),
    ...fuzzOf(options),
  });
}

/** Prints the cases without sending them. */
function list(
  judge: Judge,
  settings: VerifySettings,
  options: VerifyOptions,
  terminal: Terminal,
): ExitCode {
  let count = 0;
  for (const { id, group, operation, title } of planOf(judge, settings, options, () => {})) {
    count += 1;
    terminal.out(
      options.json
        ? JSON.stringify({ id, group, operation: operation.id, title })
        : `${id}\t${title}`,
    );
  }
  terminal.note(`${count} cases`);
  return count === 0 ? exitCode.couldNotRun : exitCode.good;
}

function cannot(reason: string, terminal: Terminal): ExitCode {
  explain(reason, terminal);
  return exitCode.couldNotRun;
}
