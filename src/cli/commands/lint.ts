import {
  type LintProblem,
  type LintResult,
  lintApi,
  loadRules,
  type Rules,
} from '../../lint/lint.ts';
import { loadContract } from '../../sources/contract.ts';
import { selectOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

export interface LintOptions {
  readonly json?: boolean;
}

/** `specwright lint`: what is wrong with the documents, each with file, line and column. */
export async function lint(
  args: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const apis = await selectOrExplain(args, terminal);
  if (apis === undefined) return exitCode.couldNotRun;
  const results: LintResult[] = [];
  const { cwd } = terminal;
  const rules = await loadRules(cwd);
  explainRules(rules, terminal);
  for (const entry of apis) {
    results.push(await lintApi(await loadContract(entry, terminal), { cwd, rules }));
  }

  const problems = distinct(results.flatMap((result) => result.problems));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (options.json) {
    terminal.out(JSON.stringify({ problems }, null, 2));
  } else {
    for (const problem of problems) terminal.out(lineOf(problem));
  }
  terminal.note(
    problems.length === 0
      ? terminal.colour('green', `${apis.map(({ name }) => name).join(', ')}: no problem found`)
      : terminal.colour(
          'red',
          `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`,
        ),
  );
  if (results.some(({ incomplete }) => incomplete)) return exitCode.couldNotRun;
  return errors > 0 ? exitCode.broken : exitCode.good;
}

/** Says what applies where a project does not say it itself. */
function explainRules({ from, config, problems }: Rules, terminal: Terminal): void {
  if (from === undefined) {
    terminal.note('there is no redocly.yaml: the rules of "recommended-strict" apply');
  } else if (problems.length === 0 && Object.keys(config?.rules.oas3_1 ?? {}).length === 0) {
    terminal.note(`${from} asks for no rule of Redocly; "extends: [recommended]" does`);
  }
}

/** One line, in the form that editors and CI systems turn into a link. */
function lineOf({ file, line, column, severity, rule, message }: LintProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`;
}

/** What is wrong with the rules, or with a shared document, is found with each API. */
function distinct(problems: readonly LintProblem[]): readonly LintProblem[] {
  return [...new Map(problems.map((problem) => [lineOf(problem), problem])).values()];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
