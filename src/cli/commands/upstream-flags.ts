import { type Command, Option } from 'commander';
import { httpUrl, manyFields } from '../flags.ts';
import type { Run } from '../run.ts';
import type { UpstreamOptions } from './upstream.ts';

/** Declares `specwright upstream`. */
export function addUpstream(program: Command, run: Run): void {
  program
    .command('upstream')
    .description("say whether documents of other people's APIs are still what their source says")
    .argument(
      '[api...]',
      'names of redocly.yaml or files; all that have a source when none is given',
    )
    .option('--pin <url>', 'note where a document comes from, fetch it if it is not there', httpUrl)
    .option('--page', 'with --pin: pin a page that is no contract, too')
    .option(
      '-H, --header <field>',
      'a field for the requests, "name: value"; env:NAME as value reads it',
      manyFields,
      [],
    )
    .option('--update', 'take over what has changed')
    .addOption(
      new Option('--format <format>', 'how changes are printed')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .action((apis: string[], options: UpstreamOptions) =>
      run(async (terminal) => (await import('./upstream.ts')).upstream(apis, options, terminal)),
    );
}
