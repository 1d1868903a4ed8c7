import type { Command } from 'commander';
import { percentage, reportTarget, reportText } from '../flags.ts';
import type { ReportOptions } from '../reports.ts';
import type { Run } from '../run.ts';

/** Declares `specwright report merge`. */
export function addReport(program: Command, run: Run): void {
  program
    .command('report')
    .description('what can be done with reports')
    .command('merge')
    .description('make one report of several: of shards, of cases and recorded traffic')
    .argument('<file...>', 'reports that were written with --report json=FILE')
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say how much of the contracts was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less was exercised', percentage)
    .action((files: string[], options: ReportOptions) =>
      run(async (terminal) =>
        (await import('./report.ts')).mergeReportFiles(files, options, terminal),
      ),
    );
}
