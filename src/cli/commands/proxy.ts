import { readFileSync } from 'node:fs';
import { createServer, Agent as PlainAgent, type Server } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Api } from '../../api/model.ts';
import { whyFilesRefuse } from '../../file-trouble.ts';
import { isLoopback } from '../../http/loopback.ts';
import { createJudge } from '../../judge/judge.ts';
import { createJournal, type Journal } from '../../mock/journal/journal.ts';
import { createProxyConsole, isForProxy } from '../../proxy/console.ts';
import { type InterveneSettings, type OnViolation, usuallyMissing } from '../../proxy/intervene.ts';
import { journaled } from '../../proxy/journal.ts';
import type { ProxiedExchange } from '../../proxy/passage.ts';
import { createProxy } from '../../proxy/proxy.ts';
import { createSwitches } from '../../proxy/switches.ts';
import { type TimeLimits, usualLimits } from '../../proxy/time-limits.ts';
import { serveUpgrades } from '../../proxy/upgrade.ts';
import { decodedRecording } from '../../recording/decoded.ts';
import type { Recorded } from '../../recording/recorded.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { LogLevel } from '../log.ts';
import { operationsNamed } from '../operations-named.ts';
import { openRecordingFile, type RecordingFile } from '../recording-file.ts';
import type { ReportOptions } from '../reports.ts';
import { stopRequested } from '../stop.ts';
import { explain, type Terminal } from '../terminal.ts';
import { createTrafficReport, type TrafficReport } from '../traffic-report.ts';
import { createTurnQueue, type TurnQueue } from '../turn-queue.ts';

export interface ProxyCommandOptions extends ReportOptions {
  readonly port: number;
  readonly host: string;
  readonly onViolation: OnViolation;
  /** `true` for the usual statuses. */
  readonly mockMissing?: true | readonly number[];
  readonly mock: readonly string[];
  readonly pass: readonly string[];
  readonly record?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly cert?: string;
  readonly key?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly idleTimeout?: number;
  readonly bodyLimit: number;
  /** Host names and origins that may use the console beside this machine. */
  readonly allowAdmin: readonly string[];
  readonly logLevel?: LogLevel;
}

/**
 * `specwright proxy`: forwards requests to a provider until it is stopped, and judges the
 * exchanges.
 */
export async function proxy(
  url: string,
  args: readonly string[],
  options: ProxyCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const target = new URL(url);
  const judges = apis.map((api) => createJudge(api));
  let setting: Setting;
  try {
    setting = settle(apis, target, options, terminal.cwd);
  } catch (error) {
    explain(whyFilesRefuse(error) ?? (error as Error).message, terminal);
    return exitCode.couldNotRun;
  }
  const report = createTrafficReport(judges, target.href, { ...options, baseUrl: url }, terminal);
  const journal = createJournal();
  const judging = createJudging(
    { report, journal, recording: setting.recording },
    options,
    terminal,
  );
  const started = { ...setting, onViolation: options.onViolation };
  const switches = createSwitches(judges, target, started);
  const standing = createProxy({
    target,
    agent: setting.agent,
    limits: limitsOf(options),
    intervention: switches.intervention,
    bodyLimit: options.bodyLimit,
    onExchange: judging.add,
  });
  const { allowAdmin } = options;
  const consoleOf = createProxyConsole({ judges, target, switches, journal, allowAdmin });
  const server = createServer(
    { maxHeaderSize: 64 * 1024, requestTimeout: 0 },
    (incoming, outgoing) => {
      if (!isForProxy(incoming.url)) {
        standing.listener(incoming, outgoing);
        return;
      }
      judging.drain();
      consoleOf(incoming, outgoing);
    },
  );
  serveUpgrades(server, standing.upgrade, isForProxy);
  const stopRequest = stopRequested();
  const reason = await listening(server, options);
  if (reason !== undefined) {
    explain(`cannot serve the proxy: ${reason}`, terminal);
    return exitCode.couldNotRun;
  }
  const { port } = server.address() as AddressInfo;
  const authority = `${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  terminal.out(`specwright proxy listening on http://${authority}, before ${target.href}`);
  terminal.note(`Console: http://${authority}/__specwright/`);
  if (!isLoopback(options.host)) {
    terminal.note(`Other machines can reach the proxy: ${options.host} is not a loopback address.`);
  }
  await stopRequest;
  server.close();
  server.closeAllConnections();
  setting.agent.destroy();
  judging.end();
  await setting.recording?.end();
  return report.finish();
}

interface Setting extends Omit<InterveneSettings, 'onViolation'> {
  readonly agent: PlainAgent | TlsAgent;
  readonly recording: RecordingFile | undefined;
}

function limitsOf({ timeout, idleTimeout }: ProxyCommandOptions): TimeLimits {
  return {
    ...usualLimits,
    ...(timeout !== undefined && { head: timeout * 1000 }),
    ...(idleTimeout !== undefined && { idle: idleTimeout * 1000 }),
  };
}

/** @throws {Error} if a file cannot be read, or an operation is unknown. */
function settle(
  apis: readonly Api[],
  target: URL,
  { mock, pass, mockMissing, record, insecure = false, ...files }: ProxyCommandOptions,
  cwd: string,
): Setting {
  const own = ['ca', 'cert', 'key'] as const;
  const certificates = Object.fromEntries(
    own.flatMap((name) => {
      const file = files[name];
      return file === undefined ? [] : [[name, readFileSync(resolve(cwd, file))]];
    }),
  );
  const keepAlive = { keepAlive: true };
  const agent =
    target.protocol === 'https:'
      ? new TlsAgent({
          ...keepAlive,
          rejectUnauthorized: !insecure,
          ...certificates,
        })
      : new PlainAgent(keepAlive);
  return {
    agent,
    missing: mockMissing && new Set(mockMissing === true ? usuallyMissing : mockMissing),
    mocked: operationsNamed(mock, apis),
    passed: operationsNamed(pass, apis),
    recording: record === undefined ? undefined : openRecordingFile(record, cwd),
  };
}

/** The targets that receive each exchange. */
interface ExchangeTargets {
  readonly report: TrafficReport;
  readonly journal: Journal;
  readonly recording: RecordingFile | undefined;
}

/** Judges exchanges after their answers have left. */
function createJudging(
  { report, journal, recording }: ExchangeTargets,
  { logLevel }: ProxyCommandOptions,
  terminal: Terminal,
): TurnQueue<ProxiedExchange> {
  const level = logLevel ?? (terminal.interactive ? 'info' : 'warn');
  const saysAll = level === 'info' || level === 'debug';

  function judge(exchange: ProxiedExchange): void {
    const { recorded, by, milliseconds, trouble, isAborted = false } = exchange;
    const { method, url, status } = recorded;
    if (saysAll) {
      const path = new URL(url).pathname;
      const source = by === 'provider' ? '' : ` by the ${by}`;
      terminal.note(`${method} ${path} ${status ?? '-'} ${milliseconds.toFixed(1)} ms${source}`);
    }
    const isSaid = isAborted ? saysAll : level !== 'silent';
    if (trouble !== undefined && isSaid) terminal.note(`  ${trouble}`);
    const decoded = decodedRecording(recorded);
    const isOwn = by === 'proxy';
    const seen =
      isOwn && trouble !== undefined
        ? report.judge(decoded)
        : report.add(isAborted || isOwn ? notedAs(decoded, exchange) : decoded, exchange.judged);
    journal.add(journaled(exchange, decoded, seen));
    if (recording === undefined || seen.kind !== 'judged' || by !== 'provider') return;
    if (status === undefined || isAborted) return;
    const shown = seen.shown();
    const at = new URL(url).origin + shown.request.target;
    recording.add(shown, at, milliseconds, decoded.unread);
  }

  return createTurnQueue(judge);
}

/** A recorded exchange with the reason why it does not count like others. */
function notedAs(recorded: Recorded, { by, trouble, isAborted }: ProxiedExchange): Recorded {
  return {
    ...recorded,
    isBlocked: by === 'proxy',
    ...(isAborted && { abortedBecause: trouble! }),
  };
}

function listening(
  server: Server,
  { port, host }: ProxyCommandOptions,
): Promise<string | undefined> {
  return new Promise((done) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      done(
        error.code === 'EADDRINUSE'
          ? `port ${port} is in use; take another with --port`
          : error.message,
      ),
    );
    server.listen(port, host, () => done(undefined));
  });
}
