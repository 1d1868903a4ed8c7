import type { Command } from 'commander';
import { checkReportKinds } from '../../report/kinds.ts';
import { apiArgument, reportOption } from '../flags.ts';
import type { Run } from '../run.ts';
import type { CheckOptions } from './check.ts';

/** Declares `specwright check`. */
export function addCheck(program: Command, run: Run): void {
  program
    .command('check')
    .description(
      'run all CI checks: lint, examples, evidence, generated files, breaking changes, mock',
    )
    .argument('[api...]', apiArgument)
    .option('--no-cache', 'check unchanged contracts again')
    .optionsGroup('Comparison:')
    .option('--base-ref <ref>', 'compare with the contracts at a git ref')
    .option('--base <file-or-url>', 'compare one contract with this document')
    .optionsGroup('Generated files:')
    .option('--generated <folder>', 'folder of the generated files', 'generated')
    .option('--fix', 'write generated files that are out of date')
    .optionsGroup('Output:')
    .option(...reportOption(checkReportKinds))
    .option('--json', 'print the result as JSON')
    .action((apis: string[], options: CheckOptions) =>
      run(async (terminal) => (await import('./check.ts')).check(apis, options, terminal)),
    );
}
