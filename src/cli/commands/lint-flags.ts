import type { Command } from 'commander';
import { apiArgument } from '../flags.ts';
import type { Run } from '../run.ts';
import type { LintOptions } from './lint.ts';

/** Declares `specwright lint`. */
export function addLint(program: Command, run: Run): void {
  program
    .command('lint')
    .description('say what is wrong with the documents: rules, schemas, examples')
    .argument('[api...]', apiArgument)
    .option('--json', 'print the problems as JSON')
    .action((apis: string[], options: LintOptions) =>
      run(async (terminal) => (await import('./lint.ts')).lint(apis, options, terminal)),
    );
}
