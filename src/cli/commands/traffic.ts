import { basename, resolve } from 'node:path';
import { createJudge } from '../../judge/judge.ts';
import { openRecording } from '../../recording/open.ts';
import type { ReadExchange } from '../../recording/recorded.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { ReportOptions } from '../reports.ts';
import { explain, type Terminal } from '../terminal.ts';
import { createTrafficReport, type TrafficReport } from '../traffic-report.ts';

export interface TrafficOptions extends ReportOptions {
  /** What the recorded paths begin with, where no server of the contract says so. */
  readonly baseUrl?: string;
}

/** `specwright traffic`: judges recorded exchanges by the contracts that they belong to. */
export async function traffic(
  file: string,
  args: readonly string[],
  options: TrafficOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const opened = await openRecording(resolve(terminal.cwd, file));
  if (!opened.ok) {
    explain(`cannot read "${file}": ${opened.reason}`, terminal);
    return exitCode.couldNotRun;
  }
  const judges = apis.map((api) => createJudge(api));
  const name = basename(file);
  const report = createTrafficReport(judges, name, options, terminal);
  const isWhole = await judgeAll(opened.exchanges, report, name, terminal);
  return isWhole ? report.finish() : exitCode.couldNotRun;
}

/** Judges one exchange after another; an exchange that cannot be read ends it. */
async function judgeAll(
  exchanges: AsyncIterable<ReadExchange> | Iterable<ReadExchange>,
  report: TrafficReport,
  file: string,
  terminal: Terminal,
): Promise<boolean> {
  for await (const read of exchanges) {
    if (!read.ok) {
      explain(`cannot read ${read.name} of "${file}": ${read.reason}`, terminal);
      return false;
    }
    report.add(read.recorded);
  }
  return true;
}
