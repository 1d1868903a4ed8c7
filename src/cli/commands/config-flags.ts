import type { Command } from 'commander';
import { apiArgument } from '../flags.ts';
import type { Run } from '../run.ts';

/** Declares `specwright config`. */
export function addConfig(program: Command, run: Run): void {
  program
    .command('config')
    .description('print the settings of each API, and where each comes from; secrets are hidden')
    .argument('[api]', apiArgument)
    .option('--json', 'print the settings as JSON')
    .action((api: string | undefined, options: { json?: boolean }) =>
      run(async (terminal) => (await import('./config.ts')).config(api, options, terminal)),
    );
}
