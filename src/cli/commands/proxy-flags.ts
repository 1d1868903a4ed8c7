import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OnViolation } from '../../proxy/intervene.ts';
import { reportKinds } from '../../report/kinds.ts';
import {
  apiArgument,
  byteCount,
  httpUrl,
  many,
  percentage,
  portNumber,
  recordOption,
  reportOption,
  seconds,
} from '../flags.ts';
import type { LogLevel } from '../log.ts';
import type { Run } from '../run.ts';
import type { ProxyCommandOptions } from './proxy.ts';

/** Declares `specwright proxy`. */
export function addProxy(program: Command, run: Run): void {
  program
    .command('proxy')
    .description('forward requests to a provider and check both directions')
    .argument('<url>', 'URL of the provider; paths are appended to it', httpUrl)
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on; 0 takes any free port', portNumber, 4010)
    .option('-h, --host <name>', 'address to listen on; -h alone prints this help', '127.0.0.1')
    .addOption(
      new Option('--on-violation <how>', 'log a violation, add a header, or block the exchange')
        .choices(['log', 'header', 'block'] satisfies OnViolation[])
        .default('log'),
    )
    .optionsGroup('Mock:')
    .option(
      '--mock-missing [statuses]',
      'let the mock answer operations that the provider lacks (default: 404,405,501)',
      statuses,
    )
    .option('--mock <operation>', 'let the mock answer this operation; repeatable', more, [])
    .option('--pass <operation>', 'never mock this operation; repeatable', more, [])
    .optionsGroup('Connection:')
    .option('--ca <file>', 'trust this PEM certificate')
    .option('--insecure', 'accept any certificate')
    .option('--cert <file>', 'PEM certificate of this side, where the provider asks for one')
    .option('--key <file>', 'PEM key of --cert')
    .option('--timeout <seconds>', 'time limit until an answer starts (default: 120)', seconds)
    .option(
      '--idle-timeout <seconds>',
      'time limit without a byte in either direction (default: 300)',
      seconds,
    )
    .option(
      '--allow-admin <name>',
      'a host name or an origin that may use the paths below /__specwright/; repeatable',
      many,
      [],
    )
    .option('--body-limit <size>', 'largest body that is checked', byteCount, 10_000_000)
    .optionsGroup('Reports:')
    .option(...reportOption(reportKinds))
    .option('--coverage', 'print contract coverage')
    .option('--min-coverage <percent>', 'exit with 1 when coverage is lower', percentage)
    .optionsGroup('Output:')
    .option(...recordOption)
    .addOption(
      new Option(
        '--log-level <level>',
        'log level on stderr (default: info in a terminal)',
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
    throw new InvalidArgumentError(`"${wrong}" is not an error status such as 404 or 501.`);
  }
  return all.map(Number);
}

function more(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
