import { type LintProblem, type LintResult, lintApi, loadRules } from '../../lint/lint.ts';
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
  for (const entry of apis) {
    results.push(await lintApi(await loadContract(entry, terminal), { cwd, rules }));
  }

  const problems = results.flatMap((result) => result.problems);
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

/** One line, in the form that editors and CI systems turn into a link. */
function lineOf({ file, line, column, severity, rule, message }: LintProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
