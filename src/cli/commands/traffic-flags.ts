import type { Command } from 'commander';
import { apiArgument, httpUrl, percentage, reportTarget, reportText } from '../flags.ts';
import type { Run } from '../run.ts';
import type { TrafficOptions } from './traffic.ts';

/** Declares `specwright traffic`. */
export function addTraffic(program: Command, run: Run): void {
  program
    .command('traffic')
    .description('judge recorded exchanges by the contracts that they belong to')
    .argument('<file>', 'a HAR, or NDJSON with a request and a response on each line')
    .argument('[api...]', apiArgument)
    .option(
      '-b, --base-url <url>',
      'judge what is below it; what the paths are appended to',
      httpUrl,
    )
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say how much of the contracts was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less was exercised', percentage)
    .action((file: string, apis: string[], options: TrafficOptions) =>
      run(async (terminal) =>
        (await import('./traffic.ts')).traffic(file, apis, options, terminal),
      ),
    );
}
