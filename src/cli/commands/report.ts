import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileReason } from '../../file-trouble.ts';
import { mergeReports } from '../../report/merge.ts';
import { type RunReport, reportFormat } from '../../report/run.ts';
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code.ts';
import { finishReport, type ReportOptions } from '../reports.ts';
import { explain, type Terminal } from '../terminal.ts';

/** `specwright report merge`: merges several reports, and returns their common exit code. */
export async function mergeReportFiles(
  files: readonly string[],
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reports: RunReport[] = [];
  for (const file of files) {
    const read = await readReport(resolve(terminal.cwd, file));
    if (!read.ok) {
      explain(`cannot merge "${file}": ${read.reason}`, terminal);
      return exitCode.couldNotRun;
    }
    reports.push(read.report);
  }
  const [first, ...others] = reports;
  const merged = mergeReports([first!, ...others]);
  if (!merged.ok) {
    explain(`cannot merge the reports: ${merged.reason}`, terminal);
    return exitCode.couldNotRun;
  }
  const { report } = merged;
  const texts = await textsAtHand(report, terminal.cwd);
  const { violation, excused } = report.counts.findings;
  const cases = Object.entries(report.counts.cases)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
  terminal.note(
    `${files.length} reports: ${report.verdict}; ${violation} violations, ${excused} excused; cases: ${cases || 'none'}`,
  );
  return finishReport(report, texts, options, exitCodeOf[report.verdict], terminal);
}

type Read =
  | { readonly ok: true; readonly report: RunReport }
  | { readonly ok: false; readonly reason: string };

/** A report that was written with `--report json=FILE`. */
export async function readReport(path: string): Promise<Read> {
  try {
    const report = JSON.parse(await readFile(path, 'utf8')) as Partial<RunReport> | null;
    if (report?.format !== reportFormat) return { ok: false, reason: whyUnreadable(report) };
    return { ok: true, report: report as RunReport };
  } catch (error) {
    return { ok: false, reason: fileReason(error) ?? (error as Error).message };
  }
}

function whyUnreadable(report: { readonly format?: unknown } | null): string {
  const format = String(report?.format);
  return format.startsWith('specwright-report-')
    ? `its format is ${format}, and this version reads ${reportFormat}: write it again`
    : 'it is not a report that was written with --report json=FILE';
}

/** The contracts' documents that exist as unchanged local files. */
async function textsAtHand(report: RunReport, cwd: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { file, sha256 } of report.contracts.flatMap(({ documents }) => documents)) {
    if (/^\w+:\/\//.test(file)) continue;
    const text = await readFile(resolve(cwd, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    if (createHash('sha256').update(text).digest('hex') === sha256) texts.set(file, text);
  }
  return texts;
}
