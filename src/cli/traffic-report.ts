import { type Coverage, createCoverage } from '../coverage/coverage.ts';
import type { Judge } from '../judge/judge.ts';
import type { Recorded } from '../recording/recorded.ts';
import { blockOf } from '../report/block.ts';
import { createReportBuilder } from '../report/builder.ts';
import { causeKey, causesOf, elsewhereText } from '../report/causes.ts';
import { type RunReport, timesOf } from '../report/run.ts';
import { type CaseOutcome, isFailure } from '../report/verdict.ts';
import { readVersion } from '../report/version.ts';
import { createTraffic, type JudgedMessages, type JudgedTraffic } from '../traffic/traffic.ts';
import { type ExitCode, exitCodeOf } from './exit-code.ts';
import { finishReport, isReported, type ReportOptions, textsOf } from './reports.ts';
import type { Terminal } from './terminal.ts';
import { verdictColors } from './verdict-colors.ts';

/** Reports the violations in other programs' exchanges, as they come and at the end. */
export interface TrafficReport {
  /**
   * Judges an exchange, except for the messages that are already judged, and prints each new cause
   * of findings.
   */
  add(recorded: Recorded, known?: JudgedMessages): JudgedTraffic;
  /** Judges an exchange that does not count. */
  judge(recorded: Recorded): JudgedTraffic;
  /** Prints the counts, and writes the requested reports. */
  finish(): Promise<ExitCode>;
}

export interface TrafficReportOptions extends ReportOptions {
  readonly baseUrl?: string;
}

/** `source` is the origin of the exchanges: the name of a file, a URL. */
export function createTrafficReport(
  judges: readonly Judge[],
  source: string,
  options: TrafficReportOptions,
  terminal: Terminal,
): TrafficReport {
  const started = performance.now();
  const judgeTraffic = createTraffic(judges, options.baseUrl);
  const coverage = new Map<Judge, Coverage>();
  const unmatched = new Map<string, number>();
  const used = new Set<Judge>();
  const contracts: { api: Judge['api']; provider: string; coverage?: Coverage }[] = [];
  const builder = createReportBuilder({ contracts, version: readVersion(), started: new Date() });
  const printed = new Set<string>();

  function use(judge: Judge): void {
    if (used.has(judge)) return;
    used.add(judge);
    const own = isReported(options) ? createCoverage(judge) : undefined;
    if (own !== undefined) coverage.set(judge, own);
    contracts.push({ api: judge.api, provider: source, ...(own && { coverage: own }) });
  }

  function add(recorded: Recorded, known?: JudgedMessages): JudgedTraffic {
    const seen = judgeTraffic(recorded, source, known);
    if (seen.kind === 'unmatched') {
      const what = unmatched.has(seen.what) || unmatched.size < mostCounted ? seen.what : others;
      unmatched.set(what, (unmatched.get(what) ?? 0) + 1);
      return seen;
    }
    const { judge, judged, noted } = seen;
    use(judge);
    if (noted.reason === undefined) coverage.get(judge)?.add(judged);
    builder.note(noted);
    for (const { fingerprint } of noted.findings) {
      const found = builder.finding(noted.contract, fingerprint);
      if (found === undefined || printed.has(causeKey(found))) continue;
      printed.add(causeKey(found));
      terminal.out(blockOf(found) + (isFailure(found, found.excused) ? '\n' : ''));
    }
    return seen;
  }

  return {
    add,
    judge: (recorded) => judgeTraffic(recorded, source),
    async finish() {
      const report = builder.report((performance.now() - started) / 1000);
      for (const cause of causesOf(report)) {
        if (cause.operations.length > 1) {
          terminal.note(`${cause.first.code}: ${elsewhereText(cause)}: ${cause.first.message}`);
        }
      }
      const code = summarize(report, unmatched, source, terminal);
      const texts = textsOf([...used].map(({ api }) => api));
      return isReported(options) ? finishReport(report, texts, options, code, terminal) : code;
    },
  };
}

/** How many different requests without a contract are counted apart: scanners send any number. */
const mostCounted = 1000;
const others = 'other requests';

/** How many of them are listed. */
const mostListed = 20;

function summarize(
  report: RunReport,
  unmatched: ReadonlyMap<string, number>,
  source: string,
  terminal: Terminal,
): ExitCode {
  const { verdict, counts } = report;
  const total = Object.values(counts.cases).reduce((sum, number) => sum + number, 0);
  const unmatchedCounts = [...unmatched].sort((a, b) => b[1] - a[1]);
  const count = unmatchedCounts.reduce((sum, [, times]) => sum + times, 0);
  if (count > 0) {
    terminal.note(`${count} of ${count + total} requests are in no contract:`);
    for (const [what, times] of unmatchedCounts.slice(0, mostListed))
      terminal.note(`  ${times} × ${what}`);
    if (unmatchedCounts.length > mostListed) {
      terminal.note(`  and ${unmatchedCounts.length - mostListed} others`);
    }
  }
  for (const outcome of ['inconclusive', 'skipped'] as const) {
    for (const [reason, times] of reasonsOf(report, outcome))
      terminal.note(`${outcome} ${times} × ${reason}`);
  }
  const { passed, failed, inconclusive, skipped } = counts.cases;
  const left = skipped === 0 ? '' : `, ${skipped} skipped`;
  const text =
    total === 0
      ? `nothing in ${source} is a request of the contracts`
      : `${source}: ${passed} exchanges passed, ${failed} failed, ${inconclusive} inconclusive${left}`;
  terminal.note(terminal.color(verdictColors[verdict], text));
  return exitCodeOf[verdict];
}

function reasonsOf(
  { cases }: RunReport,
  wanted: CaseOutcome,
): readonly (readonly [string, number])[] {
  const reasons = new Map<string, number>();
  for (const each of cases) {
    const { outcome, reason } = each;
    if (outcome === wanted && reason !== undefined) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + timesOf(each));
    }
  }
  return [...reasons];
}
