import type { Engine } from '../mock/responder.ts';
import { selfSigned, type TlsPair } from '../mock/tls.ts';
import { freePort, workerRole } from '../mock/workers.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { ApiEntry } from '../registry.ts';
import { type CertificateFiles, certificateFiles } from './certificate.ts';
import type { Log, LogLevel } from './log.ts';
import { findHandlers, noHandlers } from './mock-handlers.ts';
import { besideMock, withDocs } from './mock-with-docs.ts';
import { readRecordedFile } from './recorded-file.ts';
import type { ReportOptions } from './reports.ts';
import type { ServeOptions } from './serve-options.ts';
import type { StateSettings } from './state-settings.ts';
import { explain, type Terminal } from './terminal.ts';
import { webhookSettings } from './webhook-settings.ts';

/** The flags of `specwright mock`. */
export interface MockOptions extends ReportOptions {
  readonly port: number;
  readonly portPerApi?: boolean;
  readonly host: string;
  readonly cors: boolean;
  /** Host names and origins that may use the mock's own paths. */
  readonly allowAdmin: readonly string[];
  readonly dynamic?: boolean;
  readonly seed?: string;
  readonly stateful?: boolean;
  readonly seedData?: string;
  readonly seedCount?: number;
  readonly scenario?: string;
  /** A recording that is answered again. */
  readonly replay?: string;
  /** A file or a folder for recorded exchanges. */
  readonly record?: string;
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
  /** Seconds. */
  readonly handlerTimeout?: number;
  readonly watch?: boolean;
  readonly strict?: boolean;
  readonly tls?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly bodyLimit: number;
  readonly workers: number;
  /** A command that uses the mock; the mock stops when it ends. */
  readonly command?: readonly string[];
  readonly failOnViolation?: boolean;
  readonly expect: readonly string[];
  readonly logLevel?: LogLevel;
  readonly json?: boolean;
}

/** Settings that the parent process decides for all workers. */
export interface Shared {
  readonly ports: readonly number[];
  readonly tls: TlsPair | undefined;
}

export const sharedVariable = 'SPECWRIGHT_SHARED';

/** The settings of a mock from its flags; `undefined` if they are invalid, and the log says why. */
export async function settle(
  apis: readonly ApiEntry[],
  options: MockOptions,
  { stateful, seeds }: StateSettings & { readonly ok: true },
  select: ServeOptions['select'],
  terminal: Terminal,
  log: Log,
): Promise<ServeOptions | undefined> {
  const { host, cors, bodyLimit, dynamic = false, strict = false, seed } = options;
  const { errors = false, lenient = false, strictQuery = false } = options;
  const { callbacks = false, engine, allowAdmin } = options;
  const given = workerRole() && process.env[sharedVariable];
  const certificate = certificateFiles(options.tlsCert, options.tlsKey, terminal.cwd);
  let shared: Shared;
  try {
    // A worker notices itself that the certificate files have changed since.
    shared = given
      ? (JSON.parse(given) as Shared)
      : { ports: await portsFor(apis, options), tls: await tlsPair(options, certificate) };
  } catch (error) {
    log.error((error as Error).message);
    return undefined;
  }
  const replay = await replayed(options, terminal.cwd, log);
  if (replay === false) return undefined;
  const sending = await webhookSettings(
    apis.map(({ name }) => name),
    terminal,
  );
  if (!sending.ok) {
    log.error(sending.reason);
    return undefined;
  }
  const watch = options.watch ?? (terminal.interactive && options.command === undefined);
  const { cwd, allowRemote, lenientNullable = false } = terminal;
  const surroundings = { cwd, allowRemote, lenientNullable };
  const made = { dynamic, errors, lenient, ...(seed !== undefined && { seed }) };
  const answers = {
    ...{ ...made, strictQuery, callbacks, engine, stateful, allowAdmin },
    webhooks: sending.webhooks,
    faults: faultTexts(options),
    ...(options.scenario !== undefined && { scenario: options.scenario }),
    ...(options.handlerTimeout !== undefined && { handlerTimeout: options.handlerTimeout * 1000 }),
  };
  return {
    ...surroundings,
    ...shared,
    ...{ host, cors, answers, bodyLimit, strict, watch, certificate, select, seeds, replay },
    isAlone: options.workers === 1,
    findHandlers: async (loaded) =>
      options.handlers
        ? findHandlers(loaded, terminal.cwd, {
            engine,
            leftOut: (file) => explain(`${file} is not used: Prism makes every answer`, terminal),
          })
        : noHandlers,
    docs: besideMock.site,
    withDocs: (mock, apis) =>
      withDocs(mock, apis, besideMock, async () => ({
        readRedocly: () => readRedocly(terminal.cwd),
        ...(await (await import('./brand.ts')).brandOf(terminal)),
      })),
  };
}

/** The recording to replay; `false` if it cannot be read. */
async function replayed(
  { replay, engine }: MockOptions,
  cwd: string,
  log: Log,
): Promise<ServeOptions['replay'] | false> {
  if (replay === undefined) return undefined;
  const exchanges: Recorded[] = [];
  const wrong =
    (await readRecordedFile(replay, cwd, (recorded) => exchanges.push(recorded))) ??
    (engine === 'prism'
      ? 'Prism replays nothing; leave out the engine "prism" or --replay'
      : undefined);
  if (wrong === undefined) return { file: replay, exchanges };
  log.error(wrong);
  return false;
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

/** Read on the first visit of the documentation, so that the mock starts sooner. */
async function readRedocly(cwd: string) {
  const { loadRules } = await import('../lint/rules.ts');
  const { config, from } = await loadRules(cwd);
  if (config === undefined) throw new Error(`the decorators of ${from} cannot be applied`);
  return config;
}

/** The faults that flags ask for. */
export function faultTexts({ fault, latency }: MockOptions): readonly string[] {
  return latency === undefined ? fault : [`latency ${latency}`, ...fault];
}
