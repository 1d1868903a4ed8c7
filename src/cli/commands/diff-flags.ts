import { type Command, Option } from 'commander';
import { diffReportKinds } from '../../report/kinds.ts';
import { many, reportOption } from '../flags.ts';
import type { Run } from '../run.ts';
import type { DiffOptions } from './diff.ts';

/** Declares `specwright diff`. */
export function addDiff(program: Command, run: Run): void {
  program
    .command('diff')
    .description('report the breaking and other changes of a new version')
    .argument('[version...]', 'BASE and REVISION: files, URLs or <git ref>:<path>')
    .option('--base-ref <ref>', 'compare the APIs of redocly.yaml with a git ref')
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that exits with 1')
        .choices(['breaking', 'dangerous', 'any', 'none'])
        .default('breaking'),
    )
    .option('--check-version', 'exit with 1 when info.version is raised too little')
    .option('--severity <rule=severity>', 'change the severity of a rule; repeatable', many, [])
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'markdown', 'json', 'github'])
        .default('text'),
    )
    .option(...reportOption(diffReportKinds))
    .option('--json', 'the same as --format json')
    .action((versions: string[], options: DiffOptions) =>
      run(async (terminal) => (await import('./diff.ts')).diff(versions, options, terminal)),
    );
}
