import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedApi } from '../../api/load.ts';
import { settingsOf } from '../../configuration.ts';
import { readConfiguration } from '../../configuration-file.ts';
import { levelOf, messageOfStale } from '../../diff/approvals.ts';
import { type ApiDiff, diffApis } from '../../diff/diff.ts';
import { isOutOfReach } from '../../diff/faults.ts';
import { diffAsHtml } from '../../diff/page.ts';
import { policyOf } from '../../diff/policy.ts';
import { problemsOfDiff } from '../../diff/problems.ts';
import {
  countOf,
  diffAsGitHub,
  diffAsJson,
  diffAsMarkdown,
  diffAsText,
  versionAsText,
} from '../../diff/report.ts';
import { type RuleId, rules } from '../../diff/rules.ts';
import type { ChangeSeverity } from '../../diff/severity.ts';
import type { DiffReportKind } from '../../report/kinds.ts';
import { messageWithPlace } from '../../report/message.ts';
import { type ProblemGroup, problemReport } from '../../report/problems.ts';
import { readVersion } from '../../report/version.ts';
import { formerApis, sayGone } from '../../sources/former.ts';
import { GitTrouble, isDirty, openGitTree } from '../../sources/git.ts';
import { loadSource, parseSourceText } from '../../sources/version.ts';
import { selectOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { WantedReport } from '../flags.ts';
import { writeReports } from '../report-files.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface DiffOptions {
  readonly baseRef?: string;
  readonly failOn: 'breaking' | 'dangerous' | 'any' | 'none';
  readonly checkVersion?: boolean;
  readonly severity: readonly string[];
  readonly format: 'text' | 'markdown' | 'json' | 'github';
  readonly json?: boolean;
  /** `KIND=FILE`: to a file or to `-`. */
  readonly report: readonly WantedReport<DiffReportKind>[];
}

/**
 * `specwright diff`: what REVISION changes for users of BASE. A part that cannot be loaded or
 * compared is reported, and never counts as unchanged.
 */
export async function diff(
  args: readonly string[],
  options: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const severities = severitiesOf(options.severity);
  if (typeof severities === 'string') return refuse(severities, terminal);
  if (terminal.lenientNullable) {
    terminal.note(
      'warning: diff compares nullable as OpenAPI 3.0 defines it, whatever --lenient-nullable says',
    );
  }
  const read = await readConfiguration(terminal.cwd);
  if (!read.ok) return refuse(read.reason, terminal);
  let versions: readonly Versions[] | undefined;
  try {
    versions =
      options.baseRef === undefined
        ? await twoSources(args, terminal)
        : await sinceRef(args, options.baseRef, terminal);
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    return refuse(`cannot compare: ${error.message}`, terminal);
  }
  if (versions === undefined) return exitCode.couldNotRun;

  const diffs: ApiDiff[] = [];
  let incomplete = false;
  for (const { base, revision } of versions) {
    for (const finding of revision.findings) explain(messageWithPlace(finding), terminal);
    if (revision.findings.length > 0) incomplete = true;
    if (base.api === undefined || revision.api === undefined) {
      for (const finding of base.findings) explain(messageWithPlace(finding), terminal);
      incomplete = true;
      continue;
    }
    const policy = policyOf(settingsOf(read.config, revision.api.name).changes ?? {});
    if (typeof policy === 'string') return refuse(`cannot use ${read.file}: ${policy}`, terminal);
    const compared = diffApis(base.api, revision.api, {
      severities: { ...policy.severities, ...severities },
      approved: policy.approved,
      baseFindings: base.findings,
    });
    for (const problem of compared.problems) {
      explain(messageWithPlace(problem), terminal);
      incomplete = true;
    }
    // Faults of the base must not stop the change that fixes them.
    for (const problem of compared.baseProblems) {
      if (isOutOfReach(problem, base.api)) {
        explain(messageWithPlace(problem), terminal);
        incomplete = true;
        continue;
      }
      terminal.note(`warning: cannot compare what the base has here: ${messageWithPlace(problem)}`);
    }
    for (const stale of compared.staleApprovals) {
      terminal.note(`warning: ${base.api.name}: ${messageOfStale(stale)}`);
    }
    diffs.push(compared);
  }
  const reports = options.report;
  if (reports.some(({ file }) => file === '-')) for (const each of diffs) summarize(each, terminal);
  else await show(diffs, options, incomplete, terminal);
  const why = incomplete ? 'not everything could be compared' : undefined;
  const isWritten = await writeReports(reports, (kind) => reportOf(kind, diffs, why), terminal);
  if (!isWritten) return exitCode.couldNotRun;
  if (incomplete) return refuse('not everything could be compared', terminal);
  return diffs.some((compared) => fails(compared, options)) ? exitCode.broken : exitCode.good;
}

/** Breaking and dangerous changes, as the report of a linter. */
function reportOf(
  kind: DiffReportKind,
  diffs: readonly ApiDiff[],
  incomplete: string | undefined,
): string {
  if (kind === 'html') return diffAsHtml(diffs);
  if (kind === 'markdown') return diffs.map(diffAsMarkdown).join('\n');
  if (kind === 'github') return diffs.flatMap(diffAsGitHub).join('\n');
  const groups = diffs.map((each): ProblemGroup => {
    const partly =
      each.baseProblems.length > 0 ? 'not all of the base could be compared' : undefined;
    return {
      name: each.base.name,
      problems: problemsOfDiff(each),
      incomplete: incomplete ?? partly,
    };
  });
  return problemReport(kind, groups, readVersion());
}

/** Two versions of one contract, loaded. */
interface Versions {
  readonly base: LoadedApi;
  readonly revision: LoadedApi;
}

async function twoSources(
  args: readonly string[],
  terminal: Terminal,
): Promise<readonly Versions[] | undefined> {
  const { cwd } = terminal;
  if (args.length !== 2) {
    explain(
      'name BASE and REVISION, each a file, a URL or <git ref>:<path>; or APIs with --base-ref <git ref>',
      terminal,
    );
    return undefined;
  }
  const [base, revision] = await Promise.all(
    args.map(async (text) => {
      const source = await parseSourceText(text, cwd);
      return { source, loaded: await loadSource(source, terminal, undefined) };
    }),
  );
  if (revision!.source.kind === 'git') {
    for (const uri of revision!.loaded.api?.documents.keys() ?? []) {
      if (!(await isDirty(fileURLToPath(uri), cwd))) continue;
      const file = path.relative(cwd, fileURLToPath(uri));
      terminal.note(`"${file}" has changes that are not committed, and these are not compared`);
    }
  }
  return [{ base: base!.loaded, revision: revision!.loaded }];
}

/** The current APIs of the registry, compared with those at a ref. */
async function sinceRef(
  args: readonly string[],
  ref: string,
  terminal: Terminal,
): Promise<readonly Versions[] | undefined> {
  const { cwd } = terminal;
  const entries = await selectOrExplain(args, terminal);
  if (entries === undefined) return undefined;
  const tree = await openGitTree(ref, cwd);
  const former = await formerApis(tree, terminal);
  const versions: Versions[] = [];
  for (const { name, source } of entries) {
    if (/^https?:/i.test(source)) {
      explain(`"${name}" is at ${source}, of which git has no versions; name two URLs`, terminal);
      return undefined;
    }
    const base = await former.load(name, source);
    if (base === undefined) {
      terminal.note(`${name}: new since ${ref}, so there is nothing to compare it with`);
      continue;
    }
    versions.push({ base, revision: await loadSource({ kind: 'plain', source }, terminal, name) });
  }
  if (args.length > 0) return versions;
  // An API that the registry no longer names cannot be compared.
  const gone = former.names.filter((name) => !entries.some((entry) => entry.name === name));
  for (const name of gone) explain(sayGone(name, former, tree), terminal);
  return gone.length > 0 ? undefined : versions;
}

function fails({ changes, version }: ApiDiff, { failOn, checkVersion }: DiffOptions): boolean {
  const levels: readonly ChangeSeverity[] =
    failOn === 'any'
      ? ['breaking', 'dangerous', 'compatible']
      : failOn === 'dangerous'
        ? ['breaking', 'dangerous']
        : failOn === 'breaking'
          ? ['breaking']
          : [];
  if (checkVersion === true && version.enough !== true) return true;
  return changes.some(
    ({ severity, approved }) => approved === undefined && levels.includes(severity),
  );
}

/** `rule=severity` arguments as a table; a text if one is invalid. */
function severitiesOf(texts: readonly string[]): Partial<Record<RuleId, ChangeSeverity>> | string {
  const severities: Partial<Record<RuleId, ChangeSeverity>> = {};
  for (const text of texts) {
    const [rule = '', severity = ''] = text.split('=');
    if (!rules.has(rule as RuleId)) {
      return `there is no rule "${rule}"; docs/diff.md lists them`;
    }
    if (severity !== 'breaking' && severity !== 'dangerous' && severity !== 'compatible') {
      return `"${severity}" is not a severity; the severities are breaking, dangerous and compatible`;
    }
    severities[rule as RuleId] = severity;
  }
  return severities;
}

async function show(
  diffs: readonly ApiDiff[],
  options: DiffOptions,
  incomplete: boolean,
  terminal: Terminal,
): Promise<void> {
  const format = options.json ? 'json' : options.format;
  if (format === 'json') {
    const results = diffs.map(diffAsJson);
    const isComplete = !incomplete && diffs.every(({ baseProblems }) => baseProblems.length === 0);
    terminal.out(
      JSON.stringify({ formatVersion: 1, complete: isComplete, apis: results }, null, 2),
    );
  }
  for (const compared of diffs) {
    if (format === 'markdown') terminal.out(diffAsMarkdown(compared));
    if (format === 'github') for (const line of diffAsGitHub(compared)) terminal.out(line);
    if (format === 'text') {
      for (const line of diffAsText(compared)) terminal.out(line);
    }
    summarize(compared, terminal);
  }
  // The job summary shows Markdown, wherever the log is.
  const summary = terminal.env.GITHUB_STEP_SUMMARY;
  if (format === 'github' && summary !== undefined && diffs.length > 0) {
    await appendFile(summary, diffs.map(diffAsMarkdown).join('\n')).catch(() =>
      terminal.note(`cannot write to the job's summary at "${summary}"`),
    );
  }
}

function summarize({ base, changes, version }: ApiDiff, terminal: Terminal): void {
  const worst = changes[0] && levelOf(changes[0]);
  const color = worst === 'breaking' ? 'red' : worst === 'dangerous' ? 'yellow' : 'green';
  terminal.note(terminal.color(color, `${base.name}: ${countOf(changes)}`));
  terminal.note(`${base.name}: ${versionAsText(version)}`);
}

function refuse(message: string, terminal: Terminal): ExitCode {
  explain(message, terminal);
  return exitCode.couldNotRun;
}
