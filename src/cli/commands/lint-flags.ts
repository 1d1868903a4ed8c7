import type { Command } from 'commander';
import { checkReportKinds } from '../../report/kinds.ts';
import { apiArgument, natural, reportOption } from '../flags.ts';
import type { Run } from '../run.ts';
import type { LintOptions } from './lint.ts';

/** Declares `specwright lint`. */
export function addLint(program: Command, run: Run): void {
  program
    .command('lint')
    .description('check documents: rules, schemas and examples')
    .argument('[api...]', apiArgument)
    .option(...reportOption(checkReportKinds))
    .option('--max-problems <n>', 'print at most this many; 0 prints all', natural, 100)
    .option('--json', 'print the problems as JSON')
    .action((apis: string[], options: LintOptions) =>
      run(async (terminal) => (await import('./lint.ts')).lint(apis, options, terminal)),
    );
}
