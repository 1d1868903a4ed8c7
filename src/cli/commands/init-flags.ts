import type { Command } from 'commander';
import { httpUrl } from '../flags.ts';
import type { Run } from '../run.ts';
import type { InitOptions } from './init.ts';

/** Declares `specwright init`. */
export function addInit(program: Command, run: Run): void {
  program
    .command('init')
    .description('set up a project from an OpenAPI document or a small template')
    .argument('[document]', 'a path, a URL or "new"; without it, init looks for one and asks')
    .option('--name <name>', 'name of the API in this project')
    .option('--from-traffic <file>', 'infer a first document from a HAR file or NDJSON')
    .option('-b, --base-url <url>', 'infer only from requests below this URL', httpUrl)
    .option('--workflow', 'write a GitHub workflow that checks the contracts')
    .option('--no-workflow', 'write no workflow')
    .option('-y, --yes', 'accept the defaults without asking')
    .option('--force', 'replace existing files')
    .action((document: string | undefined, options: InitOptions) =>
      run(async (terminal) => (await import('./init.ts')).init(document, options, terminal)),
    );
}
