import { type LintResult, lintApi, loadRules, type Rules } from '../../lint/lint.ts';
import { scenarioProblems } from '../../mock/scenarios/file.ts';
import type { CheckReportKind } from '../../report/kinds.ts';
import {
  distinct,
  type Problem,
  type ProblemGroup,
  problemLine,
  problemReport,
} from '../../report/problems.ts';
import { readVersion } from '../../report/version.ts';
import { loadContract } from '../../sources/contract.ts';
import { selectOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { WantedReport } from '../flags.ts';
import { inProject } from '../project.ts';
import { writeReports } from '../report-files.ts';
import type { Terminal } from '../terminal.ts';

export interface LintOptions {
  readonly json?: boolean;
  /** `KIND=FILE`: to a file or to `-`. */
  readonly report: readonly WantedReport<CheckReportKind>[];
  /** How many problems are printed; 0 means all. */
  readonly maxProblems: number;
}

/** `specwright lint`: the problems of the documents, each with file, line and column. */
export async function lint(
  given: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { report, json = false } = options;
  const reports = json ? [...report, { kind: 'json' as const, file: '-' }] : report;
  const { args, terminal: project } = inProject(given, terminal);
  const apis = await selectOrExplain(args, project);
  if (apis === undefined) return exitCode.couldNotRun;
  const results: LintResult[] = [];
  const { cwd, within } = project;
  const rules = await loadRules(cwd);
  explainRules(rules, terminal);
  for (const entry of apis) {
    const contract = await loadContract(entry, project);
    const result = await lintApi(contract, { cwd, rules, within });
    const found = contract.api && (await scenarioProblems(contract.api, cwd));
    results.push(found ? { ...result, problems: [...result.problems, ...found] } : result);
  }

  const groups = results.map(({ problems, incomplete }, index): ProblemGroup => {
    const why = incomplete ? 'not everything can be looked at' : undefined;
    return { name: apis[index]!.name, problems, incomplete: why };
  });
  const problems = distinct(groups);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (!reports.some(({ file }) => file === '-')) print(problems, options.maxProblems, terminal);
  const textOf = (kind: CheckReportKind) =>
    kind === 'json'
      ? JSON.stringify({ problems }, null, 2)
      : problemReport(kind, groups, readVersion());
  const isWritten = await writeReports(reports, textOf, terminal);
  terminal.note(
    problems.length === 0
      ? terminal.color('green', `${apis.map(({ name }) => name).join(', ')}: no problem found`)
      : terminal.color(
          'red',
          `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`,
        ),
  );
  if (!isWritten || results.some(({ incomplete }) => incomplete)) return exitCode.couldNotRun;
  return errors > 0 ? exitCode.broken : exitCode.good;
}

/** Names the rules that apply if a project has no configuration. */
function explainRules({ from, config, problems }: Rules, terminal: Terminal): void {
  if (from === undefined) {
    terminal.note('there is no redocly.yaml: the rules of "recommended-strict" apply');
  } else if (problems.length === 0 && Object.keys(config?.rules.oas3_1 ?? {}).length === 0) {
    terminal.note(`${from} asks for no rule of Redocly; "extends: [recommended]" does`);
  }
}

/** Errors come first if not all problems are printed. */
function print(problems: readonly Problem[], most: number, terminal: Terminal): void {
  const isError = ({ severity }: Problem) => severity === 'error';
  const ordered =
    most === 0 || problems.length <= most
      ? problems
      : [...problems.filter(isError), ...problems.filter((one) => !isError(one))].slice(0, most);
  for (const problem of ordered) terminal.out(problemLine(problem));
  const others = problems.length - ordered.length;
  if (others > 0) terminal.note(`and ${others} more; "--max-problems 0" prints all`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
