import { type Command, Option } from 'commander';
import {
  dateKinds,
  extensions,
  integerKinds,
  queryFrameworks,
  schemaLibraries,
} from '../../generate-settings.ts';
import { apiArgument, many } from '../flags.ts';
import type { Run } from '../run.ts';
import type { GenerateOptions } from './generate.ts';

/** Declares `specwright generate`. */
export function addGenerate(program: Command, run: Run): void {
  program
    .command('generate')
    .description('write TypeScript types and a fetch client for each API')
    .argument('[api...]', apiArgument)
    .option('--check', 'write nothing; exit with 1 when a file is out of date')
    .option('-w, --watch', 'write again when a document changes')
    .option('--force', 'write everything again, even when nothing has changed')
    .option('-o, --out <folder>', 'folder to write to', 'generated')
    .option('--name <name>', 'name of the API in the files and its folder, for one API')
    .optionsGroup('Code:')
    .addOption(
      new Option('--dates <kind>', 'type of dates and times (default: string)').choices(dateKinds),
    )
    .addOption(
      new Option('--int64 <kind>', 'type of integers of 64 bits (default: number)').choices(
        integerKinds,
      ),
    )
    .option('--brands', 'give strings of different formats different types')
    .option('--names', 'export each component by its own name: Pet')
    .option('--enums', 'write enums.ts: the values of enums, for programs')
    .option('--lenient', 'treat undescribed success statuses and media types as successes')
    .option('--operations', 'write operations.ts: a function for each operation, for small bundles')
    .addOption(
      new Option('--schemas <library>', 'write schemas.ts: schemas to check values with').choices(
        schemaLibraries,
      ),
    )
    .addOption(
      new Option(
        '--queries <framework>',
        'write queries.ts: query and mutation options for TanStack Query 5',
      ).choices(queryFrameworks),
    )
    .option('--server', 'write server.ts: handlers for Express, Fastify and Hono')
    .option('--runtime', 'write runtime.ts, so that a program does not need specwright to run')
    .addOption(
      new Option(
        '--extension <extension>',
        'extension by which files import one another (default: js)',
      ).choices(extensions),
    )
    .option('--after <command>', 'run this command after files were written, such as a formatter')
    .optionsGroup('Operations:')
    // Without a default, so that a missing flag does not override the configuration.
    .option(
      '--only <pattern>',
      'write only operations that match: an operation, a path or a tag; * matches anything',
      many,
    )
    .option('--skip <pattern>', 'leave out operations that match', many)
    .action((apis: string[], options: GenerateOptions) =>
      run(async (terminal) => (await import('./generate.ts')).generate(apis, options, terminal)),
    );
}
