import type { Api } from '../api/model.ts';
import type { ApiEntry } from '../config.ts';
import type { Finding } from '../finding.ts';
import { type ExamineOptions, examine } from '../mock/examine.ts';
import { createMock, type Mock, type MockEvent, type MockOptions } from '../mock/mock.ts';
import { type Listening, listen } from '../mock/server.ts';
import type { TlsPair } from '../mock/tls.ts';
import { watchFiles } from '../mock/watch.ts';
import { type Contract, loadContract } from './contracts.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Log } from './log.ts';

export interface ServeOptions {
  readonly cwd: string;
  /** Whether contracts may refer to documents on other hosts. */
  readonly allowRemote: boolean;
  readonly host: string;
  /** One for all APIs, or one each. */
  readonly ports: readonly number[];
  readonly tls: TlsPair | undefined;
  readonly cors: boolean;
  /** How requests are answered. */
  readonly answers: Pick<MockOptions, 'dynamic' | 'seed' | 'errors' | 'callbacks'>;
  readonly bodyLimit: number;
  readonly watch: boolean;
  /** Whether a contract must be without fault to be served. */
  readonly strict: boolean;
}

/** What is told of the contracts and what is told of requests may have different readers. */
export interface ServeLogs {
  readonly contracts: Log;
  readonly requests: Log;
}

export type Serving =
  | { readonly ok: true; readonly ready: readonly string[]; stop(): Promise<void> }
  | { readonly ok: false; readonly code: ExitCode };

/** Serves the APIs of some entries, and keeps up with their files, until it is stopped. */
export async function serve(
  entries: readonly ApiEntry[],
  options: ServeOptions,
  logs: ServeLogs,
): Promise<Serving> {
  const log = logs.contracts;
  const first = await Promise.all(entries.map((entry) => loadContract(entry, options)));
  tell(first, log);
  const apis = first.flatMap(({ api }) => (api === undefined ? [] : [api]));
  if (apis.length < first.length) return { ok: false, code: exitCode.couldNotRun };

  let answered = 0;
  const onAnswer = (event: MockEvent) => {
    answered += 1;
    logs.requests.exchange(event);
  };
  let answeredBefore = 0;
  const isBusy = () => {
    const hasAnswered = answered > answeredBefore;
    answeredBefore = answered;
    return hasAnswered;
  };

  const mocks = createMocks(apis, options, onAnswer, logs.requests);
  if (options.strict) {
    const code = codeOf(await examineAll(mocks, log, 'error'));
    if (code !== exitCode.good) return { ok: false, code };
  }
  const listening = await listenAll(mocks, options);
  if (!listening.ok) {
    log.error(`cannot serve the mock: ${listening.reason}`);
    return { ok: false, code: exitCode.couldNotRun };
  }
  const { servers } = listening;
  let examination = new AbortController();
  if (!options.strict) void examineAll(mocks, log, 'warn', { signal: examination.signal, isBusy });

  let contracts = first;
  let reloaded = Promise.resolve();
  const watcher = options.watch
    ? watchFiles((changed) => {
        reloaded = reloaded.then(() => reload(changed));
      })
    : undefined;
  watcher?.follow(filesOf(contracts));

  /** Loads what was changed; only a whole contract takes the place of the one that is served. */
  async function reload(changed: ReadonlySet<string>): Promise<void> {
    const isChanged = ({ files }: Contract) => [...files.keys()].some((file) => changed.has(file));
    const stale = contracts.filter(isChanged);
    const fresh = await Promise.all(stale.map(({ entry }) => loadContract(entry, options)));
    tell(fresh, log);
    const next = contracts.map((old) => {
      const found = fresh.find(({ entry }) => entry === old.entry);
      if (found === undefined) return old;
      // What was read for the old one is watched on, or a file that is put back would go unseen.
      const files = new Map([...old.files, ...found.files]);
      return found.api === undefined ? { ...old, files } : found;
    });
    const names = fresh.filter(({ api }) => api !== undefined).map(({ entry }) => entry.name);
    const broken = fresh.filter(({ api }) => api === undefined).map(({ entry }) => entry.name);
    for (const name of broken) log.error(`${name} is served as it was before the change`);
    if (names.length > 0 && (await swap(next))) log.info(`${names.join(', ')} was loaded again`);
    contracts = next;
    watcher?.follow(filesOf(contracts));
  }

  async function swap(next: readonly Contract[]): Promise<boolean> {
    const served = next.flatMap(({ api }) => (api === undefined ? [] : [api]));
    const replacing = createMocks(served, options, onAnswer, logs.requests);
    if (options.strict && codeOf(await examineAll(replacing, log, 'error')) !== exitCode.good) {
      log.error('the contracts are served as they were before the change');
      return false;
    }
    examination.abort();
    examination = new AbortController();
    for (const [index, server] of servers.entries()) server.use(replacing[index]!);
    if (!options.strict)
      void examineAll(replacing, log, 'warn', { signal: examination.signal, isBusy });
    return true;
  }

  return {
    ok: true,
    ready: servers.map(({ url }, index) => {
      const of = servers.length > 1 ? ` (${mocks[index]!.apis[0]!.name})` : '';
      return `specwright mock listening on ${url}${of}`;
    }),
    async stop() {
      examination.abort();
      watcher?.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** A mock for each port. */
function createMocks(
  apis: readonly Api[],
  options: ServeOptions,
  onAnswer: (event: MockEvent) => void,
  log: Log,
): Mock[] {
  const { cors, answers, bodyLimit, ports, tls } = options;
  const groups = ports.length > 1 ? apis.map((api) => [api]) : [apis];
  return groups.map((group) =>
    createMock(group, {
      cors,
      ...answers,
      bodyLimit,
      secure: tls !== undefined,
      onAnswer,
      onCallback: ({ name, method, url, status, reason }) =>
        log.info(`callback ${name}: ${method} ${url ?? 'to nowhere'}: ${status ?? reason}`),
    }),
  );
}

type Server = Extract<Listening, { ok: true }>;

type AllListening =
  | { readonly ok: true; readonly servers: readonly Server[] }
  | { readonly ok: false; readonly reason: string };

/** All of the servers, or none. */
async function listenAll(mocks: readonly Mock[], options: ServeOptions): Promise<AllListening> {
  const { host, ports, tls } = options;
  const servers: Server[] = [];
  for (const [index, mock] of mocks.entries()) {
    const port = ports[index]!;
    const listening = await listen(mock, { host, port, ...(tls && { tls }) });
    if (listening.ok) servers.push(listening);
    else {
      await Promise.all(servers.map((server) => server.close()));
      return { ok: false, reason: listening.reason };
    }
  }
  return { ok: true, servers };
}

function tell(contracts: readonly Contract[], log: Log): void {
  for (const { entry, api, findings } of contracts) {
    const level = api === undefined ? 'error' : 'warn';
    for (const finding of findings) log.finding(level, finding, entry.name);
  }
}

/** More than this of one contract is no longer read. */
const shown = 20;

async function examineAll(
  mocks: readonly Mock[],
  log: Log,
  level: 'error' | 'warn',
  calling: ExamineOptions = {},
): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const { name, judge } of mocks.flatMap(({ apis }) => apis)) {
    const found = await examine(judge, calling);
    if (calling.signal?.aborted) return all;
    for (const finding of found.slice(0, shown)) log.finding(level, finding, name);
    const more = found.length - shown;
    if (more > 0) {
      log[level](`${name}: and ${more} more; "specwright lint ${name}" lists them all`);
    }
    all.push(...found);
  }
  return all;
}

/** What could not be checked weighs more than what is wrong: there may be no end to it. */
function codeOf(findings: readonly Finding[]): ExitCode {
  if (findings.length === 0) return exitCode.good;
  const isUnchecked = ({ code }: Finding) => code !== 'example-invalid';
  return findings.some(isUnchecked) ? exitCode.couldNotRun : exitCode.broken;
}

function filesOf(contracts: readonly Contract[]): ReadonlyMap<string, string | undefined> {
  return new Map(contracts.flatMap(({ files }) => [...files]));
}
