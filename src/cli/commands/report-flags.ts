import type { Command } from 'commander';
import { reportKinds } from '../../report/kinds.ts';
import { percentage, reportOption } from '../flags.ts';
import type { ReportOptions } from '../reports.ts';
import type { Run } from '../run.ts';

/** Declares `specwright report merge`. */
export function addReport(program: Command, run: Run): void {
  program
    .command('report')
    .description('work with JSON reports')
    .command('merge')
    .description('merge reports of shards, of verify runs and of recorded traffic')
    .argument('<file...>', 'reports written with --report json=FILE')
    .option(...reportOption(reportKinds))
    .option('--coverage', 'print contract coverage')
    .option('--min-coverage <percent>', 'exit with 1 when coverage is lower', percentage)
    .action((files: string[], options: ReportOptions) =>
      run(async (terminal) =>
        (await import('./report.ts')).mergeReportFiles(files, options, terminal),
      ),
    );
}
