import type { Api } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { type ExamineOptions, examine } from '../mock/examine.ts';
import { createMock, type Mock, type MockEvent, type MockOptions } from '../mock/mock.ts';
import { type Listening, listen } from '../mock/server.ts';
import type { TlsPair } from '../mock/tls.ts';
import type { ApiEntry } from '../registry.ts';
import { type Contract, loadContract, usableApi } from '../sources/contract.ts';
import { watchFiles } from '../sources/watch.ts';
import type { Selected } from './apis.ts';
import { type CertificateFiles, renew } from './certificate.ts';
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
  /** Where the certificate is from, unless it was made on the spot. */
  readonly certificate: CertificateFiles | undefined;
  /** Says again which APIs are meant, after a change of the files that say so. */
  readonly select: () => Promise<Selected>;
  readonly cors: boolean;
  /** Makes a server show the documentation of its APIs, too. */
  readonly withDocs: (mock: Mock, apis: readonly Api[]) => Mock;
  /** How requests are answered. */
  readonly answers: Pick<MockOptions, 'dynamic' | 'seed' | 'errors' | 'callbacks'>;
  readonly bodyLimit: number;
  readonly watch: boolean;
  /** Whether a contract must be without fault to be served. */
  readonly strict: boolean;
}

/** The APIs to serve, and the files that say which these are. */
export interface Served {
  readonly apis: readonly ApiEntry[];
  readonly files: Selected['files'];
}

/** What is told of the contracts and what is told of requests may have different readers. */
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
      stop(): Promise<void>;
    }
  | { readonly ok: false; readonly code: ExitCode };

/** Serves some APIs, and keeps up with their files, until it is stopped. */
export async function serve(
  { apis: entries, files: registryFiles }: Served,
  options: ServeOptions,
  logs: ServeLogs,
): Promise<Serving> {
  const log = logs.contracts;
  const first = await Promise.all(entries.map((entry) => loadContract(entry, options)));
  tell(first, log);
  const apis = first.map(usableApi).filter((api) => api !== undefined);
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
  let registry = registryFiles;
  let reloaded = Promise.resolve();
  const watcher = options.watch
    ? watchFiles((changed) => {
        reloaded = reloaded.then(() => keepUp(changed));
      })
    : undefined;
  const certificate = new Map(options.certificate?.names.map((name) => [name, undefined]));
  const follow = () => {
    watcher?.follow(new Map([...certificate, ...registry, ...filesOf(contracts)]));
  };
  follow();
  if (options.watch) tellUnwatched(entries, log);

  async function keepUp(changed: ReadonlySet<string>): Promise<void> {
    if (options.certificate?.names.some((name) => changed.has(name))) {
      await renew(options.certificate, servers, log);
    }
    const isMoved = [...registry.keys()].some((file) => changed.has(file));
    await reload(isMoved ? await selectAgain() : contracts.map(({ entry }) => entry), changed);
    follow();
  }

  /** The entries of a registry that was changed; those of before where it cannot be followed. */
  async function selectAgain(): Promise<readonly ApiEntry[]> {
    const before = contracts.map(({ entry }) => entry);
    const { selection, files } = await options.select();
    registry = files;
    const trouble = selection.ok
      ? options.ports.length > 1 && selection.apis.length !== before.length
        ? 'with a port for each, APIs are added and removed when the mock is started again'
        : undefined
      : selection.message;
    if (selection.ok && trouble === undefined) return selection.apis;
    log.error(`${trouble}; the same APIs are served as before the change`);
    return before;
  }

  /** Loads what is new or changed; only a whole contract takes the place of the one that is served. */
  async function reload(entries: readonly ApiEntry[], changed: ReadonlySet<string>): Promise<void> {
    const loaded: string[] = [];
    const next = await Promise.all(
      entries.map(async (entry) => {
        const old = contracts.find(({ entry: known }) => isSame(known, entry));
        const isStale = [...(old?.files.keys() ?? [])].some((file) => changed.has(file));
        if (old !== undefined && !isStale) return old;
        const fresh = await loadContract(entry, options);
        tell([fresh], log);
        if (usableApi(fresh) !== undefined) loaded.push(entry.name);
        else
          log.error(
            `${entry.name} ${old ? 'is served as it was before the change' : 'is not served'}`,
          );
        // What was read for the old one is watched on, or a file that is put back would go unseen.
        const files = new Map([...(old?.files ?? []), ...fresh.files]);
        return old !== undefined && usableApi(fresh) === undefined ? { ...old, files } : fresh;
      }),
    );
    const gone = contracts
      .filter(({ entry }) => !entries.some((one) => isSame(one, entry)))
      .map(({ entry }) => entry.name);
    const isOther = loaded.length > 0 || gone.length > 0;
    if (isOther && (await swap(next))) {
      if (loaded.length > 0) log.info(`${loaded.join(', ')} was loaded again`);
      if (gone.length > 0) log.info(`${gone.join(', ')} is no longer served`);
    }
    contracts = next;
  }

  async function swap(next: readonly Contract[]): Promise<boolean> {
    const served = next.map(usableApi).filter((api) => api !== undefined);
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
    urls: servers.map(({ url }) => url),
    async stop() {
      examination.abort();
      watcher?.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function isSame(one: ApiEntry, other: ApiEntry): boolean {
  return one.name === other.name && one.source === other.source;
}

function tellUnwatched(entries: readonly ApiEntry[], log: Log): void {
  for (const { name, source } of entries) {
    if (/^https?:/.test(source)) log.info(`${name} is at a URL, whose changes are not followed`);
  }
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
  return groups.map((group) => {
    const mock = createMock(group, {
      cors,
      ...answers,
      bodyLimit,
      secure: tls !== undefined,
      onAnswer,
      onCallback: ({ name, method, url, status, reason }) =>
        log.info(`callback ${name}: ${method} ${url ?? 'to nowhere'}: ${status ?? reason}`),
    });
    return options.withDocs(mock, group);
  });
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
  for (const contract of contracts) {
    const level = usableApi(contract) === undefined ? 'error' : 'warn';
    for (const finding of contract.findings) log.finding(level, finding, contract.entry.name);
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
