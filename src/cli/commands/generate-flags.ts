import { type Command, Option } from 'commander';
import { apiArgument } from '../flags.ts';
import type { Run } from '../run.ts';
import type { GenerateOptions } from './generate.ts';

/** Declares `specwright generate`. */
export function addGenerate(program: Command, run: Run): void {
  program
    .command('generate')
    .description('write types and a fetch client for each API to generated/')
    .argument('[api...]', apiArgument)
    .option('--check', 'write nothing; fail when what is there is not what would be written')
    .option('-w, --watch', 'write again whenever a document changes')
    .option('--force', 'make everything again, also where nothing has changed')
    .option('-o, --out <folder>', 'folder to write to', 'generated')
    .addOption(
      new Option(
        '--dates <kind>',
        'what dates and times are in a program (default: string)',
      ).choices(['string', 'date', 'temporal']),
    )
    .option('--brands', 'make texts of different formats types of their own')
    .option('--operations', 'write operations.ts: a function for each operation, for small bundles')
    .addOption(
      new Option('--schemas <library>', 'write schemas.ts: schemas to check values with').choices([
        'zod',
      ]),
    )
    .action((apis: string[], options: GenerateOptions) =>
      run(async (terminal) => (await import('./generate.ts')).generate(apis, options, terminal)),
    );
}
