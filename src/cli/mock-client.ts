import type { MockEvent } from '../mock/event.ts';
import type { ApiEntry } from '../registry.ts';
import type { Selected } from './apis.ts';
import { type ClientReport, createClientReport } from './client-report.ts';
import { type Ended, runClient } from './client-run.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Log } from './log.ts';
import { announce } from './mock-announce.ts';
import type { MockOptions } from './mock-settings.ts';
import { operationsNamed } from './operations-named.ts';
import { isReported } from './reports.ts';
import { type ServeLogs, serve } from './serve.ts';
import type { ServeOptions } from './serve-options.ts';
import { stopRequested } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** Whether the flags ask for a verdict on the client. */
export function isClientJudged({
  failOnViolation = false,
  expect,
  ...reports
}: MockOptions): boolean {
  return failOnViolation || expect.length > 0 || isReported(reports);
}

/** Serves until the command ends or the program is stopped, and reports what the client did. */
export async function judgeClient(
  { entries, files, settings }: Served,
  options: MockOptions,
  terminal: Terminal,
  { contracts: log, requests: requestLog }: ServeLogs,
): Promise<ExitCode> {
  const { command } = options;
  const stopRequest = stopRequested();
  const waiting: MockEvent[] = [];
  let report: ClientReport | undefined;
  const requests: Log = {
    ...requestLog,
    exchange(event) {
      requestLog.exchange(event);
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
    if (command === undefined) await stopRequest;
    else ended = await runClient(command, urls, apis, terminal);
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

export interface Served {
  readonly entries: readonly ApiEntry[];
  readonly files: Selected['files'];
  readonly settings: ServeOptions;
}
