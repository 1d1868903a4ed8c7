import type { Command } from 'commander';
import { apiArgument, httpUrl, positive } from '../flags.ts';
import type { Run } from '../run.ts';
import type { ApplyOptions } from './record.ts';

/** Declares `specwright record`. */
export function addRecord(program: Command, run: Run): void {
  program
    .command('record')
    .description('use recorded exchanges')
    .command('apply')
    .description('add recorded contents to the documents as examples, without secrets')
    .argument('<file>', 'a HAR file or NDJSON, as --record writes it')
    .argument('[api...]', apiArgument)
    .option(
      '-b, --base-url <url>',
      'use only requests below this URL; paths are relative to it',
      httpUrl,
    )
    .option('--limit <count>', 'new examples for each content of the document', positive, 3)
    .option(
      '--seed-data <file>',
      'write the recorded items as records of the stateful mock into this file instead',
    )
    .option('--dry-run', 'show the changes, and write nothing')
    .option('-y, --yes', 'write without asking')
    .action((file: string, apis: string[], options: ApplyOptions) =>
      run(async (terminal) =>
        (await import('./record.ts')).applyRecording(file, apis, options, terminal),
      ),
    );
}
