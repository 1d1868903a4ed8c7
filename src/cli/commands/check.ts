import path from 'node:path';
import type { BaseWanted } from '../../check/base.ts';
import { checkProject, type ProjectOptions } from '../../check/project.ts';
import { alignedTable, reportText, tableOf } from '../../check/report.ts';
import { type ApiCheck, worstOf } from '../../check/step.ts';
import { settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import { type ChangePolicy, policyOf } from '../../diff/policy.ts';
import type { GenerateSettings } from '../../generate-settings.ts';
import type { ApiEntry } from '../../registry.ts';
import type { CheckReportKind } from '../../report/kinds.ts';
import { distinct, problemLine } from '../../report/problems.ts';
import { readVersion } from '../../report/version.ts';
import { GitTrouble } from '../../sources/git.ts';
import { selectOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { WantedReport } from '../flags.ts';
import { inProject } from '../project.ts';
import { writeReports } from '../report-files.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly baseRef?: string;
  readonly base?: string;
  readonly generated: string;
  readonly fix?: boolean;
  /** Whether unchanged contracts are skipped. */
  readonly cache: boolean;
  readonly json?: boolean;
  /** `KIND=FILE`: `json`, `github`, `junit`, `sarif` or `markdown`, to a file or to `-`. */
  readonly report: readonly WantedReport<CheckReportKind>[];
}

/** `specwright check`: all CI checks of the contracts, in one table. */
export async function check(
  given: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { args, terminal: project } = inProject(given, terminal);
  const { cwd, allowRemote, lenientNullable = false } = project;
  const { generated, fix = false, cache } = options;
  const version = readVersion();
  const { report, json = false } = options;
  const reports = json ? [...report, { kind: 'json' as const, file: '-' }] : report;
  const entries = await selectOrExplain(args, project);
  if (entries === undefined) return exitCode.couldNotRun;
  const base = baseFrom(options, entries, terminal);
  if (base === 'wrong') return exitCode.couldNotRun;
  const settings = await settingsFor(entries, cwd);
  if (typeof settings === 'string') {
    explain(settings, terminal);
    return exitCode.couldNotRun;
  }
  let checks: readonly ApiCheck[];
  try {
    checks = await checkProject(entries, {
      ...{ cwd, allowRemote, lenientNullable, generated, base, ...settings, fix, cache, version },
      complete: args.length === 0,
      onChecked(name) {
        if (terminal.interactive) terminal.note(terminal.color('dim', `looked at ${name}`));
      },
      onCacheUnwritable(reason) {
        terminal.note(`the next check looks at everything again: ${reason}`);
      },
    });
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    explain(`cannot compare with the base: ${error.message}`, terminal);
    return exitCode.couldNotRun;
  }
  if (!options.json) show(checks, terminal);
  const textOf = (kind: CheckReportKind) => reportText(kind, checks, version);
  const isWritten = await writeReports(reports, textOf, terminal);
  const worst = worstOf(checks.flatMap(({ steps }) => steps.map(({ verdict }) => verdict)));
  if (worst === 'inconclusive' || !isWritten) return exitCode.couldNotRun;
  return worst === 'failed' ? exitCode.broken : exitCode.good;
}

function show(checks: readonly ApiCheck[], terminal: Terminal): void {
  for (const problem of distinct(checks.flatMap(({ steps }) => steps))) {
    terminal.out(problemLine(problem));
  }
  for (const { name, steps } of checks) {
    for (const { step, verdict, note } of steps) {
      if (verdict === 'inconclusive') explain(`cannot check ${name}, ${step}: ${note}`, terminal);
    }
  }
  const [head = '', ...rows] = alignedTable(tableOf(checks));
  terminal.note(terminal.color('bold', head));
  for (const [index, row] of rows.entries()) {
    const worst = worstOf(checks[index]!.steps.map(({ verdict }) => verdict));
    terminal.note(worst === 'passed' ? row : terminal.color('red', row));
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

/** How the project weighs changes of each API, and what it generates; or why that is unknown. */
async function settingsFor(
  entries: readonly ApiEntry[],
  cwd: string,
): Promise<Pick<ProjectOptions, 'policies' | 'outputs'> | string> {
  const read = await readConfiguration(cwd, entries);
  if (!read.ok) return read.reason;
  const policies = new Map<string, ChangePolicy>();
  const outputs = new Map<string, GenerateSettings>();
  for (const { name } of entries) {
    const { changes = {}, generate = {} } = settingsOf(read.config, name);
    const policy = policyOf(changes);
    if (typeof policy === 'string') return `cannot use ${read.file}: ${policy}`;
    policies.set(name, policy);
    outputs.set(name, generate);
  }
  return { policies, outputs };
}

function baseFrom(
  { base, baseRef }: CheckOptions,
  entries: readonly ApiEntry[],
  terminal: Terminal,
): BaseWanted | undefined | 'wrong' {
  if (baseRef !== undefined) return { kind: 'git', ref: baseRef };
  if (base === undefined) return undefined;
  if (entries.length === 1) {
    const isUrl = /^https?:/i.test(base);
    return { kind: 'source', source: isUrl ? base : path.resolve(terminal.cwd, base) };
  }
  explain('cannot compare several APIs with one --base; name one, or use --base-ref', terminal);
  return 'wrong';
}
