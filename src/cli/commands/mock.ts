import { isLoopback } from '../../http/loopback.ts';
import type { MockEvent } from '../../mock/event.ts';
import type { Engine } from '../../mock/responder.ts';
import { selfSigned, type TlsPair } from '../../mock/tls.ts';
import { freePort, startWorkers, workerRole } from '../../mock/workers.ts';
import type { ApiEntry } from '../../registry.ts';
import { type Selected, selectIn } from '../apis.ts';
import { type CertificateFiles, certificateFiles } from '../certificate.ts';
import { type ClientReport, createClientReport } from '../client-report.ts';
import { type Ended, runClient } from '../client-run.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { createLog, type Log, type LogLevel } from '../log.ts';
import { findHandlers, noHandlers } from '../mock-handlers.ts';
import { besideMock, withDocs } from '../mock-with-docs.ts';
import { operationsNamed } from '../operations-named.ts';
import { isReported, type ReportOptions } from '../reports.ts';
import { type ServeOptions, serve } from '../serve.ts';
import { type StateSettings, stateSettings } from '../state-settings.ts';
import { askedToStop } from '../stop.ts';
import type { Terminal } from '../terminal.ts';

export interface MockOptions extends ReportOptions {
  readonly port: number;
  readonly portPerApi?: boolean;
  readonly host: string;
  readonly cors: boolean;
  readonly dynamic?: boolean;
  readonly seed?: string;
  readonly stateful?: boolean;
  readonly seedData?: string;
  readonly seedCount?: number;
  readonly scenario?: string;
  readonly fault: readonly string[];
  readonly latency?: string;
  readonly store?: string;
  readonly errors?: boolean;
  readonly lenient?: boolean;
  readonly strictQuery?: boolean;
  readonly engine: Engine;
  readonly callbacks?: boolean;
  /** Whether programs in `mock/` answer. */
  readonly handlers: boolean;
  readonly watch?: boolean;
  readonly strict?: boolean;
  readonly tls?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly bodyLimit: number;
  readonly workers: number;
  /** A command that uses the mock, which ends with it. */
  readonly command?: readonly string[];
  readonly failOnViolation?: boolean;
  readonly expect: readonly string[];
  readonly logLevel?: LogLevel;
  readonly json?: boolean;
}

/** `specwright mock`: serves the APIs until it is asked to stop. */
export async function mock(
  args: readonly string[],
  options: MockOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const role = workerRole();
  // Under a test runner nobody reads along, and a line for each request would be in the way.
  const level = options.logLevel ?? (terminal.interactive && !options.command ? 'info' : 'warn');
  const json = options.json ?? false;
  const log = createLog(terminal, { level, json });

  const select = () => selectIn(terminal.cwd, args);
  const { selection, files } = await select();
  if (!selection.ok) {
    log.error(selection.message);
    return exitCode.couldNotRun;
  }
  const state = await stateSettings(options, terminal);
  if (!state.ok) {
    log.error(state.reason);
    return exitCode.couldNotRun;
  }
  const settings = await settle(selection.apis, options, state, select, terminal, log);
  if (settings === undefined) return exitCode.couldNotRun;
  if (options.workers > 1 && role === undefined) {
    return serveWithWorkers(settings, options, terminal, log);
  }

  const client = isClientJudged(options) || options.command !== undefined;
  if (client && options.workers > 1) {
    log.error('workers would each see a part of the requests only; leave out --workers');
    return exitCode.couldNotRun;
  }
  if (client)
    return judgeClient({ entries: selection.apis, files, settings }, options, terminal, log);
  const asked = askedToStop();
  const isSilent = role !== undefined && !role.isFirst;
  const contracts = isSilent ? createLog(terminal, { level: 'silent', json }) : log;
  const serving = await serve(selection.apis, files, settings, {
    contracts,
    requests: log,
  });
  if (!serving.ok) return serving.code;
  if (role === undefined) {
    announce(serving.ready, options, terminal, log);
    for (const url of serving.urls) log.info(`docs at ${url}${besideMock.site}`);
  }
  role?.ready(serving.ready);
  await (role === undefined ? asked : role.stopped);
  await serving.stop();
  return exitCode.good;
}

function faultTexts({ fault, latency }: MockOptions): readonly string[] {
  return latency === undefined ? fault : [`latency ${latency}`, ...fault];
}

/** Whether the flags ask what the client does to the contract. */
function isClientJudged({ failOnViolation = false, expect, ...reports }: MockOptions): boolean {
  return failOnViolation || expect.length > 0 || isReported(reports);
}

/** Serves until the command ends, or until it is asked to stop, and says what the client did. */
async function judgeClient(
  { entries, files, settings }: Served,
  options: MockOptions,
  terminal: Terminal,
  log: Log,
): Promise<ExitCode> {
  const { command } = options;
  const asked = askedToStop();
  const waiting: MockEvent[] = [];
  let report: ClientReport | undefined;
  const requests: Log = {
    ...log,
    exchange(event) {
      log.exchange(event);
      if (report === undefined) waiting.push(event);
      else report.add(event);
    },
  };
  const serving = await serve(entries, files, settings, { contracts: log, requests });
  if (!serving.ok) return serving.code;
  const { apis, urls } = serving;
  let ended: Ended | undefined;
  try {
    const expected = operationsNamed(
      options.expect,
      apis.map(({ api }) => api),
    );
    const made = createClientReport(apis, [...expected], options, terminal);
    report = made;
    for (const event of waiting.splice(0)) made.add(event);
    announce(serving.ready, options, terminal, log);
    if (command === undefined) await asked;
    else ended = await runClient(command, urls, apis, terminal.cwd);
  } catch (error) {
    log.error((error as Error).message);
    return exitCode.couldNotRun;
  } finally {
    await serving.stop();
  }
  if (ended?.ok === false) {
    log.error(`cannot run "${command?.join(' ')}": ${ended.reason}`);
    return exitCode.couldNotRun;
  }
  const judged = isClientJudged(options) ? await report.finish() : exitCode.good;
  if (ended === undefined || ended.code === 0) return judged;
  log.error(`"${command?.join(' ')}" ended with ${ended.signal ?? ended.code}`);
  return exitCode.broken;
}

interface Served {
  readonly entries: readonly ApiEntry[];
  readonly files: Selected['files'];
  readonly settings: ServeOptions;
}

/** What the program that starts the workers decides for all of them. */
interface Shared {
  readonly ports: readonly number[];
  readonly tls: TlsPair | undefined;
}

const sharedVariable = 'SPECWRIGHT_SHARED';

async function settle(
  apis: readonly ApiEntry[],
  options: MockOptions,
  { stateful, seeds }: StateSettings & { readonly ok: true },
  select: ServeOptions['select'],
  terminal: Terminal,
  log: Log,
): Promise<ServeOptions | undefined> {
  const { host, cors, bodyLimit, dynamic = false, strict = false, seed } = options;
  const { errors = false, lenient = false, strictQuery = false } = options;
  const { callbacks = false, engine } = options;
  const given = workerRole() && process.env[sharedVariable];
  const certificate = certificateFiles(options.tlsCert, options.tlsKey, terminal.cwd);
  let shared: Shared;
  try {
    // A worker finds by itself that the files hold another certificate since.
    shared = given
      ? (JSON.parse(given) as Shared)
      : { ports: await portsFor(apis, options), tls: await tlsPair(options, certificate) };
  } catch (error) {
    log.error((error as Error).message);
    return undefined;
  }
  const watch = options.watch ?? (terminal.interactive && options.command === undefined);
  const surroundings = { cwd: terminal.cwd, allowRemote: terminal.allowRemote };
  const made = { dynamic, errors, lenient, ...(seed !== undefined && { seed }) };
  const answers = {
    ...{ ...made, strictQuery, callbacks, engine, stateful },
    faults: faultTexts(options),
    ...(options.scenario !== undefined && { scenario: options.scenario }),
  };
  return {
    ...surroundings,
    ...shared,
    ...{ host, cors, answers, bodyLimit, strict, watch, certificate, select, seeds },
    isAlone: options.workers === 1,
    findHandlers: async (loaded) =>
      options.handlers ? findHandlers(loaded, terminal.cwd) : noHandlers,
    docs: besideMock.site,
    withDocs: (mock, apis) =>
      withDocs(mock, apis, besideMock, async () => ({
        readRedocly: () => readRedocly(terminal.cwd),
        ...(await (await import('../brand.ts')).brandOf(terminal)),
      })),
  };
}

async function portsFor(
  apis: readonly ApiEntry[],
  { port, portPerApi = false, host, workers }: MockOptions,
): Promise<readonly number[]> {
  const ports = portPerApi ? apis.map((_, index) => (port === 0 ? 0 : port + index)) : [port];
  if (workers === 1 || port !== 0) return ports;
  return Promise.all(ports.map(() => freePort(host)));
}

async function tlsPair(
  { tls, tlsCert, tlsKey, host }: MockOptions,
  certificate: CertificateFiles | undefined,
): Promise<TlsPair | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) {
    const names = new Set(['localhost', '127.0.0.1', '::1', host]);
    return tls ? selfSigned([...names]) : undefined;
  }
  if (certificate === undefined) {
    throw new Error('cannot serve HTTPS: --tls-cert and --tls-key belong together');
  }
  return certificate.read();
}

async function serveWithWorkers(
  { ports, tls }: ServeOptions,
  options: MockOptions,
  terminal: Terminal,
  log: Log,
): Promise<ExitCode> {
  const workers = startWorkers({
    count: options.workers,
    env: { [sharedVariable]: JSON.stringify({ ports, tls } satisfies Shared) },
    onLost: ({ pid, reason, pause }) =>
      log.error(`the worker ${pid} is lost, ${reason}; another takes its place in ${pause} ms`),
  });
  const asked = askedToStop(() => workers.kill());
  const started = await workers.started;
  if (!started.ok) return started.code === 1 ? exitCode.broken : exitCode.couldNotRun;
  announce(started.ready, options, terminal, log);
  await asked;
  await workers.stop();
  return exitCode.good;
}

/** Programs wait for these lines, so nothing else goes to stdout. */
function announce(
  ready: readonly string[],
  options: MockOptions,
  terminal: Terminal,
  log: Log,
): void {
  const { host, tls, tlsCert, lenient } = options;
  for (const line of ready) terminal.out(line);
  for (const fault of faultTexts(options)) log.warn(`The mock has a fault on purpose: ${fault}`);
  if (lenient) {
    log.warn(
      'The mock is lenient: it sends answers that break the contract, with the field sl-violations, and ' +
        'lets through what it cannot check of a request.',
    );
  }
  if (!isLoopback(host)) log.warn(`Others can reach it: ${host} is not a loopback address.`);
  if (tls && tlsCert === undefined) {
    log.info('The certificate was made on the spot: clients must be told to take it.');
  }
}

/** Read when somebody first looks at the documentation, so that a mock need not wait for it. */
async function readRedocly(cwd: string) {
  const { loadRules } = await import('../../lint/rules.ts');
  const { config, from } = await loadRules(cwd);
  if (config === undefined) throw new Error(`the decorators of ${from} cannot be applied`);
  return config;
}
