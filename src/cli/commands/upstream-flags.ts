import { type Command, Option } from 'commander';
import { httpUrl, manyFields } from '../flags.ts';
import type { Run } from '../run.ts';
import type { UpstreamOptions } from './upstream.ts';

/** Declares `specwright upstream`. */
export function addUpstream(program: Command, run: Run): void {
  program
    .command('upstream')
    .description("check whether copies of other people's documents are up to date")
    .argument('[api...]', 'names in redocly.yaml or files; all with a known source by default')
    .option(
      '--pin <url>',
      'record the source of a document, and fetch it if it is missing',
      httpUrl,
    )
    .option('--page', 'with --pin: accept a page that is not an OpenAPI document')
    .option(
      '-H, --header <field>',
      'header for the requests: "name: value"; the value env:NAME reads a variable',
      manyFields,
      [],
    )
    .option('--update', 'update the copies')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .action((apis: string[], options: UpstreamOptions) =>
      run(async (terminal) => (await import('./upstream.ts')).upstream(apis, options, terminal)),
    );
}
