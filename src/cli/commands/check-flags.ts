import type { Command } from 'commander';
import { apiArgument, many } from '../flags.ts';
import type { Run } from '../run.ts';
import type { CheckOptions } from './check.ts';

/** Declares `specwright check`. */
export function addCheck(program: Command, run: Run): void {
  program
    .command('check')
    .description('all that CI should know: lint, examples, evidence, drift, breaking changes, mock')
    .argument('[api...]', apiArgument)
    .option('--base-ref <ref>', 'compare with the contracts at this git ref')
    .option('--base <file-or-url>', 'compare one contract with this document')
    .option('--generated <folder>', 'where generated files are', 'generated')
    .option('--fix', 'mend what needs no decision: generated files')
    .option('--no-cache', 'look at what has not changed since the last time, too')
    .option('--report <kind=file>', 'json, github, junit, sarif or markdown; - is stdout', many, [])
    .option('--json', 'print the result as JSON')
    .action((apis: string[], options: CheckOptions) =>
      run(async (terminal) => (await import('./check.ts')).check(apis, options, terminal)),
    );
}
