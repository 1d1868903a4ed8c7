import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OnViolation } from '../../proxy/intervene.ts';
import {
  apiArgument,
  byteCount,
  httpUrl,
  percentage,
  portNumber,
  reportTarget,
  reportText,
} from '../flags.ts';
import type { LogLevel } from '../log.ts';
import type { Run } from '../run.ts';
import type { ProxyCommandOptions } from './proxy.ts';

/** Declares `specwright proxy`. */
export function addProxy(program: Command, run: Run): void {
  program
    .command('proxy')
    .description('stand before a provider, and judge what goes through in both directions')
    .argument('<url>', 'the provider; its path comes before that of each request', httpUrl)
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on, 0 for any that is free', portNumber, 4010)
    .option('-h, --host <name>', 'address to listen on; -h alone shows this help', '127.0.0.1')
    .addOption(
      new Option('--on-violation <how>', 'log it, add a header, or block the exchange')
        .choices(['log', 'header', 'block'] satisfies OnViolation[])
        .default('log'),
    )
    .option(
      '--mock-missing [statuses]',
      'let the mock answer what the provider does not have yet (default: 404,405,501)',
      statuses,
    )
    .option('--mock <operation>', 'let the mock answer this operation; repeatable', more, [])
    .option('--pass <operation>', 'never mock this operation; repeatable', more, [])
    .option('--record <file>', 'append each exchange to this NDJSON file, without secrets')
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say how much of the contracts was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less was exercised', percentage)
    .option('--ca <file>', 'trust this certificate at the provider, as PEM')
    .option('--insecure', 'take any certificate of the provider')
    .option('--body-limit <size>', 'most bytes of a body that are judged', byteCount, 10_000_000)
    .addOption(
      new Option(
        '--log-level <level>',
        'how much is told on stderr (default: info in a terminal)',
      ).choices(['silent', 'error', 'warn', 'info', 'debug'] satisfies LogLevel[]),
    )
    .action((url: string, apis: string[], options: ProxyCommandOptions) =>
      run(async (terminal) => (await import('./proxy.ts')).proxy(url, apis, options, terminal)),
    );
}

function statuses(text: string): readonly number[] {
  const all = text.split(',').map((each) => each.trim());
  const wrong = all.find((each) => !/^[45]\d\d$/.test(each));
  if (wrong !== undefined) {
    throw new InvalidArgumentError(`"${wrong}" is no status of an error, as 404 or 501 is.`);
  }
  return all.map(Number);
}

function more(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
