import type { Command } from 'commander';
import { reportKinds } from '../../report/kinds.ts';
import { apiArgument, httpUrl, percentage, reportOption } from '../flags.ts';
import type { Run } from '../run.ts';
import type { TrafficOptions } from './traffic.ts';

/** Declares `specwright traffic`. */
export function addTraffic(program: Command, run: Run): void {
  program
    .command('traffic')
    .description('check recorded exchanges against their contracts')
    .argument('<file>', 'a HAR file, an access log, or NDJSON with one exchange per line')
    .argument('[api...]', apiArgument)
    .option(
      '-b, --base-url <url>',
      'check only requests below this URL; paths are relative to it',
      httpUrl,
    )
    .option(...reportOption(reportKinds))
    .option('--coverage', 'print contract coverage')
    .option('--min-coverage <percent>', 'exit with 1 when coverage is lower', percentage)
    .action((file: string, apis: string[], options: TrafficOptions) =>
      run(async (terminal) =>
        (await import('./traffic.ts')).traffic(file, apis, options, terminal),
      ),
    );
}
