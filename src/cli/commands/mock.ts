import type { Finding } from '../../finding.ts';
import { createMock, type MockEvent } from '../../mock/mock.ts';
import { listen } from '../../mock/server.ts';
import { messageOf } from '../../report/message.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { explain, loadOrExplain, selectOrExplain } from '../select.ts';
import type { Terminal } from '../terminal.ts';

export interface MockOptions {
  readonly port: number;
  readonly host: string;
  readonly cors: boolean;
  readonly dynamic?: boolean;
}

/** `specwright mock`: serves the APIs until it is asked to stop. */
export async function mock(
  args: readonly string[],
  options: MockOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { port, host, cors, dynamic = false } = options;
  const entries = await selectOrExplain(args, terminal);
  const apis = entries && (await loadOrExplain(entries, terminal));
  if (apis === undefined) return exitCode.couldNotRun;

  const served = createMock(
    apis.map((api) => ({ name: api.name, api })),
    // Under a test runner nobody reads along, and the log would only be in the way.
    { cors, dynamic, ...(terminal.interactive && { onAnswer: (event) => log(event, terminal) }) },
  );
  const listening = await listen(served, { port, host });
  if (!listening.ok) {
    explain(`cannot serve the mock: ${listening.reason}`, terminal);
    return exitCode.couldNotRun;
  }
  terminal.out(`specwright mock listening on ${listening.url}`);
  if (!isLoopback(host)) {
    terminal.note(`Others can reach it: ${host} is not a loopback address.`);
  }
  await askedToStop();
  await listening.close();
  return exitCode.good;
}

/** A line for an exchange, and one for each thing that was wrong with its request. */
function log({ api, request, response, milliseconds, findings }: MockEvent, terminal: Terminal) {
  const { status } = response;
  const colour = status < 400 ? 'green' : status < 500 ? 'yellow' : 'red';
  terminal.note(
    `${api ?? '-'} ${request.method} ${request.target} ${terminal.colour(colour, String(status))} ` +
      terminal.colour('dim', `${milliseconds.toFixed(1)} ms`),
  );
  for (const finding of findings) terminal.note(`  ${describe(finding)}`);
}

function describe(finding: Finding): string {
  return `${finding.severity}: ${messageOf(finding)}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
