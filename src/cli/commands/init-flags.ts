import type { Command } from 'commander';
import type { Run } from '../run.ts';
import type { InitOptions } from './init.ts';

/** Declares `specwright init`. */
export function addInit(program: Command, run: Run): void {
  program
    .command('init')
    .description('set a project up: from a document, or from a small one to start with')
    .argument('[document]', 'a path, a URL, or "new"; asked for, or looked for, when none is given')
    .option('--name <name>', 'what the API is called here')
    .option('--workflow', 'write a GitHub workflow that checks the contracts')
    .option('--no-workflow', 'write none, without being asked')
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'replace files that are there')
    .action((document: string | undefined, options: InitOptions) =>
      run(async (terminal) => (await import('./init.ts')).init(document, options, terminal)),
    );
}
