import { type Command, Option } from 'commander';
import { many } from '../flags.ts';
import type { Run } from '../run.ts';
import type { DiffOptions } from './diff.ts';

/** Declares `specwright diff`. */
export function addDiff(program: Command, run: Run): void {
  program
    .command('diff')
    .description('say what a new version of a contract breaks, and what it only adds')
    .argument('[version...]', 'BASE and REVISION: files, URLs or <git ref>:<path>')
    .option('--base-ref <ref>', 'compare APIs of redocly.yaml with how they were at a git ref')
    .addOption(
      new Option('--fail-on <severity>', 'the least that makes it exit with 1')
        .choices(['breaking', 'dangerous', 'any', 'none'])
        .default('breaking'),
    )
    .option('--check-version', 'exit with 1 when info.version is not raised as far as it must be')
    .option('--severity <rule=severity>', 'weigh a rule otherwise', many, [])
    .addOption(
      new Option('--format <format>', 'how changes are printed')
        .choices(['text', 'markdown', 'json', 'github'])
        .default('text'),
    )
    .option('--report <kind=file>', 'github, junit, sarif or markdown; - is stdout', many, [])
    .option('--json', 'the same as --format json')
    .action((versions: string[], options: DiffOptions) =>
      run(async (terminal) => (await import('./diff.ts')).diff(versions, options, terminal)),
    );
}
