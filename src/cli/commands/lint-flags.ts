import type { Command } from 'commander';
import { apiArgument, many, natural } from '../flags.ts';
import type { Run } from '../run.ts';
import type { LintOptions } from './lint.ts';

/** Declares `specwright lint`. */
export function addLint(program: Command, run: Run): void {
  program
    .command('lint')
    .description('check documents: rules, schemas and examples')
    .argument('[api...]', apiArgument)
    .option('--report <kind=file>', 'json, github, junit, sarif or markdown; - is stdout', many, [])
    .option('--max-problems <n>', 'print at most this many; 0 prints all', natural, 100)
    .option('--json', 'print the problems as JSON')
    .action((apis: string[], options: LintOptions) =>
      run(async (terminal) => (await import('./lint.ts')).lint(apis, options, terminal)),
    );
}
