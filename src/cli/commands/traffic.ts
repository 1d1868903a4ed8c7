import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Coverage, createCoverage } from '../../coverage/coverage.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import { createReportBuilder } from '../../report/builder.ts';
import { blockOf } from '../../report/junit.ts';
import type { RunReport } from '../../report/run.ts';
import { isFailure } from '../../report/verdict.ts';
import { readVersion } from '../../report/version.ts';
import { readHar } from '../../traffic/har.ts';
import { readLine } from '../../traffic/ndjson.ts';
import type { ReadExchange } from '../../traffic/recorded.ts';
import { createTraffic } from '../../traffic/traffic.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code.ts';
import { isReported, type ReportOptions, tellReport, textsOf } from '../reports.ts';
import { explain, type Terminal } from '../terminal.ts';

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
  const seen = await judgeAll(opened.exchanges, judges, basename(file), options, terminal);
  if (seen === undefined) return exitCode.couldNotRun;
  const code = summarise(seen, file, terminal);
  const texts = textsOf(seen.used.map(({ api }) => api));
  return isReported(options) ? tellReport(seen.report, texts, options, code, terminal) : code;
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

interface Seen {
  /** Contracts that some exchange belonged to. */
  readonly used: readonly Judge[];
  readonly report: RunReport;
  /** Requests that no contract has an operation for, each with the number of them. */
  readonly unmatched: ReadonlyMap<string, number>;
}

/** Judges one exchange after another; an exchange that cannot be read ends it. */
async function judgeAll(
  exchanges: AsyncIterable<ReadExchange> | Iterable<ReadExchange>,
  judges: readonly Judge[],
  file: string,
  options: TrafficOptions,
  terminal: Terminal,
): Promise<Seen | undefined> {
  const started = performance.now();
  const judgeTraffic = createTraffic(judges, options.baseUrl);
  const coverage = new Map<Judge, Coverage>();
  const unmatched = new Map<string, number>();
  const used = new Set<Judge>();
  const contracts: { api: Judge['api']; provider: string; coverage?: Coverage }[] = [];
  const builder = createReportBuilder({ contracts, version: readVersion(), started: new Date() });
  const told = new Set<string>();
  for await (const read of exchanges) {
    if (!read.ok) {
      explain(`cannot read ${read.name} of "${file}": ${read.reason}`, terminal);
      return undefined;
    }
    const seen = judgeTraffic(read.recorded, file);
    if (seen.kind === 'unmatched') {
      unmatched.set(seen.what, (unmatched.get(seen.what) ?? 0) + 1);
      continue;
    }
    const { judge, judged, noted } = seen;
    if (!used.has(judge)) {
      used.add(judge);
      const own = isReported(options) ? createCoverage(judge) : undefined;
      if (own !== undefined) coverage.set(judge, own);
      contracts.push({ api: judge.api, provider: file, ...(own && { coverage: own }) });
    }
    if (noted.reason === undefined) coverage.get(judge)?.add(judged);
    builder.note(noted);
    for (const { fingerprint } of noted.findings) {
      const key = `${noted.contract} ${fingerprint}`;
      if (told.has(key)) continue;
      told.add(key);
      const found = builder.finding(noted.contract, fingerprint);
      if (found !== undefined)
        terminal.out(blockOf(found) + (isFailure(found, found.excused) ? '\n' : ''));
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return { used: [...used], unmatched, report: builder.report(seconds) };
}

/** How many of the requests that no contract knows are listed. */
const mostListed = 20;

function summarise({ report, unmatched }: Seen, file: string, terminal: Terminal): ExitCode {
  const { verdict, cases, counts } = report;
  const strangers = [...unmatched].sort((a, b) => b[1] - a[1]);
  const count = strangers.reduce((sum, [, times]) => sum + times, 0);
  if (count > 0) {
    terminal.note(`${count} of ${count + cases.length} requests are in no contract:`);
    for (const [what, times] of strangers.slice(0, mostListed))
      terminal.note(`  ${times} × ${what}`);
    if (strangers.length > mostListed) {
      terminal.note(`  and ${strangers.length - mostListed} others`);
    }
  }
  for (const [reason, times] of reasonsOf(report))
    terminal.note(`inconclusive ${times} × ${reason}`);
  const { passed, failed, inconclusive } = counts.cases;
  const colour = { passed: 'green', failed: 'red', inconclusive: 'yellow' } as const;
  const text =
    cases.length === 0
      ? `nothing in ${file} is a request of the contracts`
      : `${file}: ${passed} exchanges passed, ${failed} failed, ${inconclusive} inconclusive`;
  terminal.note(terminal.colour(colour[verdict], text));
  return exitCodeOf[verdict];
}

function reasonsOf({ cases }: RunReport): readonly (readonly [string, number])[] {
  const reasons = new Map<string, number>();
  for (const { outcome, reason } of cases) {
    if (outcome === 'inconclusive' && reason !== undefined) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  return [...reasons];
}
