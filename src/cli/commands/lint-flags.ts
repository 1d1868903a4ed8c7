import type { Command } from 'commander';
import { apiArgument, many, natural } from '../flags.ts';
import type { Run } from '../run.ts';
import type { LintOptions } from './lint.ts';

/** Declares `specwright lint`. */
export function addLint(program: Command, run: Run): void {
  program
    .command('lint')
    .description('say what is wrong with the documents: rules, schemas, examples')
    .argument('[api...]', apiArgument)
    .option('--report <kind=file>', 'json, github, junit, sarif or markdown; - is stdout', many, [])
    .option('--max-problems <n>', 'print so many at the most; 0: all', natural, 100)
    .option('--json', 'print the problems as JSON')
    .action((apis: string[], options: LintOptions) =>
      run(async (terminal) => (await import('./lint.ts')).lint(apis, options, terminal)),
    );
}
