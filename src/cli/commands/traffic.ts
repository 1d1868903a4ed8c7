import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createJudge } from '../../judge/judge.ts';
import { readHar } from '../../traffic/har.ts';
import { readLine } from '../../traffic/ndjson.ts';
import type { ReadExchange } from '../../traffic/recorded.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { ReportOptions } from '../reports.ts';
import { explain, type Terminal } from '../terminal.ts';
import { createTrafficReport, type TrafficReport } from '../traffic-report.ts';

/** A HAR is one JSON text, which must be read as a whole. */
const longestHar = 256 * 2 ** 20;

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
  const opened = await open(resolve(terminal.cwd, file));
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

type Opened =
  | { readonly ok: true; readonly exchanges: AsyncIterable<ReadExchange> | Iterable<ReadExchange> }
  | { readonly ok: false; readonly reason: string };

/** NDJSON is read line by line, however long it is. */
async function open(path: string): Promise<Opened> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) return { ok: false, reason: 'there is no such file' };
  if (!/\.har$/i.test(path)) return { ok: true, exchanges: readLines(path) };
  if (found.size > longestHar) {
    const size = `${Math.round(found.size / 2 ** 20)} MiB`;
    return {
      ok: false,
      reason: `it has ${size}, and a HAR may have 256; NDJSON may have any size`,
    };
  }
  return readHar(await readFile(path, 'utf8'));
}

async function* readLines(path: string): AsyncIterable<ReadExchange> {
  let number = 0;
  const lines = createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    number += 1;
    if (line.trim() !== '') yield readLine(`line ${number}`, line.replace(/^\ufeff/, ''));
  }
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
