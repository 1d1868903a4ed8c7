import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BaseWanted } from '../../check/base.ts';
import { checkProject } from '../../check/project.ts';
import {
  alignedTable,
  isReportKind,
  lineOf,
  type ReportKind,
  reportKinds,
  reportText,
  tableOf,
} from '../../check/report.ts';
import { type ApiCheck, worstOf } from '../../check/step.ts';
import type { ApiEntry } from '../../registry.ts';
import { readVersion } from '../../report/version.ts';
import { GitTrouble } from '../../sources/git.ts';
import { selectOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { whyFilesRefuse } from '../file-trouble.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly baseRef?: string;
  readonly base?: string;
  readonly generated: string;
  readonly fix?: boolean;
  /** Whether what has not changed since the last time is not looked at again. */
  readonly cache: boolean;
  readonly json?: boolean;
  /** `KIND=FILE`: `json`, `github` or `markdown`, to a file or to `-`. */
  readonly report: readonly string[];
}

/** `specwright check`: all that CI should know of the contracts, in one table. */
export async function check(
  args: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd, allowRemote } = terminal;
  const { generated, fix = false, cache } = options;
  const reports = readReports(options, terminal);
  const entries = await selectOrExplain(args, terminal);
  if (entries === undefined || reports === undefined) return exitCode.couldNotRun;
  const base = baseFrom(options, entries, terminal);
  if (base === 'wrong') return exitCode.couldNotRun;
  let checks: readonly ApiCheck[];
  try {
    checks = await checkProject(entries, {
      ...{ cwd, allowRemote, generated, base, fix, cache, version: readVersion() },
      complete: args.length === 0,
      onChecked(name) {
        if (terminal.interactive) terminal.note(terminal.colour('dim', `looked at ${name}`));
      },
      onCacheUnwritable(reason) {
        terminal.note(`everything is looked at again the next time: ${reason}`);
      },
    });
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    explain(`cannot compare with the base: ${error.message}`, terminal);
    return exitCode.couldNotRun;
  }
  if (!options.json) show(checks, terminal);
  let isWritten = true;
  for (const { kind, file } of reports) {
    const text = reportText(kind, checks);
    if (file === '-') terminal.out(text);
    // Others write to the summary of a job as well.
    else if (file === terminal.env.GITHUB_STEP_SUMMARY) await appendFile(file, text);
    else {
      const reason = await write(path.resolve(cwd, file), text);
      if (reason === undefined) continue;
      explain(`cannot write the report "${file}": ${reason}`, terminal);
      isWritten = false;
    }
  }
  const worst = worstOf(checks.flatMap(({ steps }) => steps.map(({ verdict }) => verdict)));
  if (worst === 'inconclusive' || !isWritten) return exitCode.couldNotRun;
  return worst === 'failed' ? exitCode.broken : exitCode.good;
}

async function write(file: string, text: string): Promise<string | undefined> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return undefined;
  } catch (error) {
    return whyFilesRefuse(error) ?? String(error);
  }
}

function show(checks: readonly ApiCheck[], terminal: Terminal): void {
  const lines = new Set<string>();
  for (const { name, steps } of checks) {
    for (const { step, verdict, note, problems } of steps) {
      // What is wrong with the rules, or with a shared document, is found with each API.
      for (const line of problems.map(lineOf)) {
        if (!lines.has(line)) terminal.out(line);
        lines.add(line);
      }
      if (verdict === 'inconclusive') explain(`cannot check ${name}, ${step}: ${note}`, terminal);
    }
  }
  const [head = '', ...rows] = alignedTable(tableOf(checks));
  terminal.note(terminal.colour('bold', head));
  for (const [index, row] of rows.entries()) {
    const worst = worstOf(checks[index]!.steps.map(({ verdict }) => verdict));
    terminal.note(worst === 'passed' ? row : terminal.colour('red', row));
  }
  const remembered = checks.filter((one) => one.remembered).length;
  if (remembered > 0) {
    terminal.note(
      remembered === checks.length
        ? 'nothing has changed since the last time (--no-cache looks again)'
        : `${remembered} of ${checks.length} have not changed since the last time (--no-cache looks again)`,
    );
  }
}

function readReports(
  { report, json }: CheckOptions,
  terminal: Terminal,
): readonly { readonly kind: ReportKind; readonly file: string }[] | undefined {
  const texts = json === true ? [...report, 'json=-'] : report;
  const reports: { readonly kind: ReportKind; readonly file: string }[] = [];
  for (const text of texts) {
    const equals = text.indexOf('=');
    const [kind, file] = [text.slice(0, equals), text.slice(equals + 1)];
    if (isReportKind(kind) && file !== '') {
      reports.push({ kind, file });
      continue;
    }
    const kinds = reportKinds.join(', ');
    explain(`cannot write the report "${text}": it is written KIND=FILE, with ${kinds}`, terminal);
    return undefined;
  }
  return reports;
}

function baseFrom(
  { base, baseRef }: CheckOptions,
  entries: readonly ApiEntry[],
  terminal: Terminal,
): BaseWanted | undefined | 'wrong' {
  if (baseRef !== undefined) return { kind: 'git', ref: baseRef };
  if (base === undefined) return undefined;
  if (entries.length === 1) return { kind: 'source', source: base };
  explain('cannot compare several APIs with one --base; name one, or use --base-ref', terminal);
  return 'wrong';
}
