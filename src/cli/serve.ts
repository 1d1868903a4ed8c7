import type { Api } from '../api/model.ts';
import { placeText } from '../json/place-text.ts';
import { speaksFaker } from '../mock/answer-sources.ts';
import type { MockEvent } from '../mock/event.ts';
import { createJournal } from '../mock/journal/journal.ts';
import type { Mock, MockedApi } from '../mock/mock.ts';
import { installation, prismIsInstalled } from '../mock/prism/library.ts';
import { createScenarioSwitch } from '../mock/scenarios/switch.ts';
import { listenAll } from '../mock/servers.ts';
import type { SeedsRefused } from '../mock/state/seeds.ts';
import type { ApiEntry } from '../registry.ts';
import { loadContracts } from '../sources/contract.ts';
import type { Selected } from './apis.ts';
import { renew } from './certificate.ts';
import { createExamination } from './examination.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { follow, reportFindings, usableApis } from './follow.ts';
import type { Log } from './log.ts';
import { findScenarios } from './scenario-files.ts';
import type { ServeOptions } from './serve-options.ts';
import { createMocks } from './served-mocks.ts';

/** Messages about contracts and about requests may go to different readers. */
export interface ServeLogs {
  readonly contracts: Log;
  readonly requests: Log;
}

export type Serving =
  | {
      readonly ok: true;
      readonly ready: readonly string[];
      /** The addresses that are listened on. */
      readonly urls: readonly string[];
      readonly apis: readonly MockedApi[];
      stop(): Promise<void>;
    }
  | { readonly ok: false; readonly code: ExitCode };

/** Serves some APIs, and reloads their changed files, until it is stopped. */
export async function serve(
  entries: readonly ApiEntry[],
  registry: Selected['files'],
  options: ServeOptions,
  logs: ServeLogs,
): Promise<Serving> {
  const { strict, ports, certificate } = options;
  const log = logs.contracts;
  const contracts = await loadContracts(entries, options);
  reportFindings(contracts, log);
  const apis = usableApis(contracts);
  if (apis.length < contracts.length) return { ok: false, code: exitCode.couldNotRun };

  const traffic = watchTraffic();
  const examination = createExamination(log, traffic.isBusy, options.pages);
  const onAnswer = (event: MockEvent) => {
    traffic.answered();
    logs.requests.exchange(event);
  };
  const found = await options.findHandlers(apis);
  if (!found.ok) {
    log.error(found.reason);
    return { ok: false, code: exitCode.couldNotRun };
  }
  const { files: handlers } = found;
  const scenarios = await findScenarios(apis, options.cwd);
  if (scenarios.problems.length > 0) {
    for (const line of scenarios.problems) log.error(line);
    return { ok: false, code: exitCode.couldNotRun };
  }
  const switches = createScenarioSwitch(options.answers.scenario);
  // The exchanges survive a change of the files. Each worker would show only its own requests.
  const journals = options.isAlone ? ports.map(() => createJournal()) : [];
  const mocked = (those: readonly Api[]) =>
    createMocks(
      those,
      options,
      { handlers, scenarios, switches, onAnswer, journals },
      logs.requests,
    );
  let mocks: readonly Mock[];
  try {
    mocks = mocked(apis);
  } catch (error) {
    log.error((error as Error).message);
    return { ok: false, code: exitCode.couldNotRun };
  }
  // Prism parses a whole document at once, and only then reports that it cannot.
  if (options.answers.engine === 'prism') {
    try {
      await Promise.all(mocks.map((mock) => mock.warm()));
    } catch (error) {
      log.error(`cannot answer with Prism: ${(error as Error).message}`);
      return { ok: false, code: exitCode.couldNotRun };
    }
  }
  if (!(await areSeeded(mocks, options, log))) return { ok: false, code: exitCode.couldNotRun };
  if (strict) {
    const code = await examination.before(mocks);
    if (code !== exitCode.good) return { ok: false, code };
  }
  const listening = await listenAll(mocks, options);
  if (!listening.ok) {
    log.error(`cannot serve the mock: ${listening.reason}`);
    return { ok: false, code: exitCode.couldNotRun };
  }
  const { servers } = listening;
  for (const api of apis) reportFaker(api, log);
  if (!strict) examination.during(mocks);

  let current = mocks;
  async function swap(others: readonly Api[]): Promise<boolean> {
    let replacing: readonly Mock[];
    try {
      replacing = mocked(others);
    } catch (error) {
      log.error(
        `${(error as Error).message}; the mock serves the contracts from before the change`,
      );
      return false;
    }
    if (
      !(await areSeeded(replacing, options, log)) ||
      (strict && (await examination.before(replacing)) !== exitCode.good)
    ) {
      log.error('the mock serves the contracts from before the change');
      return false;
    }
    await keepState(current, replacing, log);
    current = replacing;
    servers.use(replacing);
    if (!strict) examination.during(replacing);
    return true;
  }
  const followingHandlers = options.watch ? handlers.watch(log) : undefined;
  const followingScenarios = options.watch ? scenarios.watch(log) : undefined;
  const following = options.watch
    ? follow(
        { contracts, registry },
        {
          ...options,
          isFixed: ports.length > 1,
          certificate,
          swap,
          renewCertificate: (files) => renew(files, servers, log),
        },
        log,
      )
    : undefined;

  return {
    ok: true,
    ready: servers.urls.map((url, index) => {
      const of = servers.urls.length > 1 ? ` (${mocks[index]!.apis[0]!.name})` : '';
      return `specwright mock listening on ${url}${of}`;
    }),
    urls: servers.urls,
    apis: mocks.flatMap(({ apis: those }) => those),
    async stop() {
      examination.stop();
      following?.close();
      followingHandlers?.close();
      followingScenarios?.close();
      await servers.close();
      await Promise.all(current.map((mock) => mock.close()));
    },
  };
}

/** Moves the state of the earlier mocks to the new ones, and reports what is dropped. */
async function keepState(before: readonly Mock[], after: readonly Mock[], log: Log): Promise<void> {
  const [from, to] = [before, after].map((mocks) => mocks.flatMap(({ apis }) => apis));
  if (to!.every(({ state }) => state === undefined)) return;
  const { carryState } = await import('../mock/state/carry.ts');
  for (const line of await carryState(from!, to!)) log.warn(line);
}

/** Whether stateful mocks can start with the given records; prints the reason if they cannot. */
async function areSeeded(
  mocks: readonly Mock[],
  { answers, seeds }: ServeOptions,
  log: Log,
): Promise<boolean> {
  if (!answers.stateful) return true;
  try {
    await Promise.all(mocks.map((mock) => mock.warm()));
    return true;
  } catch (error) {
    const { problems } = error as Partial<SeedsRefused>;
    if (problems === undefined || seeds === undefined) log.error((error as Error).message);
    else
      for (const { pointer, message } of problems) {
        log.error(`${placeText({ document: seeds, pointer })}: ${message}`);
      }
    return false;
  }
}

/** Warns that data cannot be generated in the contract's way. */
function reportFaker(api: Api, log: Log): void {
  if (!speaksFaker(api) || prismIsInstalled()) return;
  log.warn(
    `${api.name} uses x-faker, which only Prism understands. The mock generates the data in its own way. ` +
      `To use x-faker, install Prism: "${installation}"`,
  );
}

/** Whether anything was answered since the last call. */
function watchTraffic() {
  let hasAnswered = false;
  return {
    answered() {
      hasAnswered = true;
    },
    isBusy() {
      const wasBusy = hasAnswered;
      hasAnswered = false;
      return wasBusy;
    },
  };
}
