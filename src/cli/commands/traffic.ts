import { basename } from 'node:path';
import { createJudge } from '../../judge/judge.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readRecordedFile } from '../recorded-file.ts';
import type { ReportOptions } from '../reports.ts';
import { explain, type Terminal } from '../terminal.ts';
import { createTrafficReport } from '../traffic-report.ts';

export interface TrafficOptions extends ReportOptions {
  /** The prefix of the recorded paths, if no server of the contract has it. */
  readonly baseUrl?: string;
}

/** `specwright traffic`: judges recorded exchanges by their contracts. */
export async function traffic(
  file: string,
  args: readonly string[],
  options: TrafficOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await apisOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const judges = apis.map((api) => createJudge(api));
  const name = basename(file);
  const report = createTrafficReport(judges, name, options, terminal);
  const wrong = await readRecordedFile(file, terminal.cwd, (one) => void report.add(one), name);
  if (wrong === undefined) return report.finish();
  explain(wrong, terminal);
  return exitCode.couldNotRun;
}
