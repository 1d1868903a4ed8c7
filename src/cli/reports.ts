import type { Api } from '../api/model.ts';
import { createCoverage } from '../coverage/coverage.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { NotedCase } from '../report/builder.ts';
import { coverageTable } from '../report/coverage.ts';
import { fingerprintText } from '../report/fingerprint.ts';
import type { ReportKind } from '../report/kinds.ts';
import { renderReport } from '../report/render.ts';
import type { RunReport } from '../report/run.ts';
import type { Verdict } from '../report/verdict.ts';
import { readVersion } from '../report/version.ts';
import type { Leftover } from '../verify/clean-up.ts';
import { type StaleDeviation, staleFinding } from '../verify/deviations.ts';
import type { Outcome } from '../verify/outcome.ts';
import { createRecorder } from '../verify/recorder.ts';
import { detailsOf, type ViewOptions } from '../verify/view.ts';
import { type ExitCode, exitCode, exitCodeOf } from './exit-code.ts';
import type { WantedReport } from './flags.ts';
import { writeReports } from './report-files.ts';
import type { Terminal } from './terminal.ts';

/** The flags of every command that writes reports. */
export interface ReportOptions {
  readonly report: readonly WantedReport[];
  readonly coverage?: boolean;
  /** Per cent. */
  readonly minCoverage?: number;
  /** Is given the report as data. */
  readonly onReport?: ((report: RunReport) => void) | undefined;
}

/**
 * Collects the contents of the reports, and writes them at the end; does nothing if none is
 * requested.
 */
export interface Reports {
  /** Receives each judged exchange. */
  readonly onExchange?: (judged: JudgedExchange) => void;
  saw(outcome: Outcome): void;
  end(): void;
  /** Stale deviations are findings like others. */
  stale(deviations: readonly StaleDeviation[]): void;
  /** The items that the run created and could not delete. */
  left(leftovers: readonly Leftover[]): void;
  finish(seconds: number, verdict: Verdict, terminal: Terminal): Promise<ExitCode>;
}

export function createReports(judge: Judge, options: ReportOptions, view: ViewOptions): Reports {
  if (!isReported(options))
    return {
      ...{ saw() {}, end() {}, stale() {}, left() {} },
      finish: async (_, verdict) => exitCodeOf[verdict],
    };
  const { api } = judge;
  const coverage = createCoverage(judge);
  const recorder = createRecorder({
    contracts: [{ api, provider: view.baseUrl, coverage }],
    version: readVersion(),
    started: new Date(),
    detailsOf: (outcome, found) => detailsOf(outcome, found, view),
  });
  let leftovers: readonly Leftover[] = [];
  return {
    onExchange: coverage.add,
    saw: (outcome) => recorder.saw(outcome, api.name),
    end() {},
    stale(deviations) {
      for (const each of deviations) recorder.note(staleCase(each, api));
    },
    left(all) {
      leftovers = all;
    },
    finish(seconds, verdict, terminal) {
      const left = leftovers.map((one) => ({ contract: api.name, ...one }));
      const noted = recorder.report(seconds, verdict);
      const report = left.length === 0 ? noted : { ...noted, leftovers: left };
      return finishReport(report, textsOf([api]), options, exitCodeOf[verdict], terminal);
    },
  };
}

/** A stale deviation is a separate test, as each case is. */
function staleCase(stale: StaleDeviation, { name: contract }: Api): NotedCase {
  const { deviation } = stale;
  const { operation, case: shown } = deviation;
  const found = staleFinding(stale);
  const own = fingerprintText({ operation, code: found.code, place: fingerprintText(deviation) });
  return {
    contract,
    id: `deviation/${operation}/${deviation.code}/${deviation.place}`,
    group: 'deviation',
    operation,
    title: 'a known deviation',
    outcome: 'failed',
    findings: [
      {
        finding: found,
        fingerprint: own,
        excused: false,
        details: () => ({
          reason: deviation.reason,
          owner: deviation.owner,
          until: deviation.until,
          ...(shown !== undefined && { case: shown }),
        }),
      },
    ],
  };
}

export function isReported({ report, coverage, minCoverage, onReport }: ReportOptions): boolean {
  return (
    report.length > 0 || coverage === true || minCoverage !== undefined || onReport !== undefined
  );
}

/** The documents of APIs, by their names in reports. */
export function textsOf(apis: readonly Api[]): ReadonlyMap<string, string> {
  const documents = apis.flatMap((api) => [...api.documents.values()]);
  return new Map(documents.map(({ label, text }) => [label, text]));
}

/** Writes the requested reports, prints the coverage, and returns the final exit code. */
export async function finishReport(
  report: RunReport,
  texts: ReadonlyMap<string, string>,
  options: ReportOptions,
  code: ExitCode,
  terminal: Terminal,
): Promise<ExitCode> {
  let result = code;
  options.onReport?.(report);
  for (const one of report.coverage) {
    if (options.coverage === true) for (const row of coverageTable(one)) terminal.note(row);
    const { contract, number, exercised, points } = one;
    const text = `${number} % of ${contract} was exercised: ${exercised} of ${points} points`;
    const isEnough = number >= (options.minCoverage ?? 0);
    const requirement = isEnough ? '' : `; --min-coverage asks for ${options.minCoverage} %`;
    terminal.note(terminal.color(isEnough ? 'dim' : 'red', text + requirement));
    if (!isEnough && result === exitCode.good) result = exitCode.broken;
  }
  const textOf = (kind: ReportKind) => renderReport(kind, report, texts);
  return (await writeReports(options.report, textOf, terminal)) ? result : exitCode.couldNotRun;
}
