import { startWorkers, workerRole } from '../../mock/workers.ts';
import { selectIn } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { createLog, type Log } from '../log.ts';
import { announce } from '../mock-announce.ts';
import { isClientJudged, judgeClient, type Served } from '../mock-client.ts';
import { recordingLog } from '../mock-recording.ts';
import { type MockOptions, type Shared, settle, sharedVariable } from '../mock-settings.ts';
import { besideMock } from '../mock-with-docs.ts';
import { openRecordingFile } from '../recording-file.ts';
import { type ServeLogs, serve } from '../serve.ts';
import type { ServeOptions } from '../serve-options.ts';
import { stateSettings } from '../state-settings.ts';
import { stopRequested } from '../stop.ts';
import type { Terminal } from '../terminal.ts';

/** `specwright mock`: serves the APIs until it is stopped. */
export async function mock(
  args: readonly string[],
  options: MockOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const role = workerRole();
  // Under a test runner, a line for each request would only disturb.
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
  const client = isClientJudged(options) || options.command !== undefined;
  if (options.workers > 1 && (client || options.record !== undefined)) {
    log.error('each worker would see only a part of the requests; leave out --workers');
    return exitCode.couldNotRun;
  }
  if (options.workers > 1 && role === undefined) {
    return serveWithWorkers(settings, options, terminal, log);
  }
  const recording =
    options.record === undefined
      ? undefined
      : recordingLog(log, openRecordingFile(options.record, terminal.cwd));
  const isSilent = role !== undefined && !role.isFirst;
  const logs: ServeLogs = {
    contracts: isSilent ? createLog(terminal, { level: 'silent', json }) : log,
    requests: recording ?? log,
  };
  const served = { entries: selection.apis, files, settings };
  const code = await (client
    ? judgeClient(served, options, terminal, logs)
    : serveUntilStopped(served, options, terminal, logs));
  await recording?.end();
  return code;
}

async function serveUntilStopped(
  { entries, files, settings }: Served,
  options: MockOptions,
  terminal: Terminal,
  logs: ServeLogs,
): Promise<ExitCode> {
  const role = workerRole();
  const stopRequest = stopRequested();
  const serving = await serve(entries, files, settings, logs);
  if (!serving.ok) return serving.code;
  if (role === undefined) {
    announce(serving.ready, options, terminal, logs.contracts);
    for (const url of serving.urls) logs.contracts.info(`docs at ${url}${besideMock.site}`);
  }
  role?.ready(serving.ready);
  await (role === undefined ? stopRequest : role.stopped);
  await serving.stop();
  return exitCode.good;
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
  const stopRequest = stopRequested(() => workers.kill());
  const started = await workers.started;
  if (!started.ok) return started.code === 1 ? exitCode.broken : exitCode.couldNotRun;
  announce(started.ready, options, terminal, log);
  await stopRequest;
  await workers.stop();
  return exitCode.good;
}
