import { type Command, Option } from 'commander';
import type { Engine } from '../../mock/responder.ts';
import { reportKinds } from '../../report/kinds.ts';
import {
  apiArgument,
  byteCount,
  many,
  natural,
  percentage,
  portNumber,
  recordOption,
  reportOption,
  seconds,
  workerCount,
} from '../flags.ts';
import type { LogLevel } from '../log.ts';
import type { MockOptions } from '../mock-settings.ts';
import type { Run } from '../run.ts';

/** The actions that replace serving. */
interface Instead {
  readonly explain?: boolean;
  readonly initHandlers?: boolean;
}

/** Declares `specwright mock`. */
export function addMock(program: Command, run: Run): void {
  program
    .command('mock')
    .description('serve mock servers of the APIs on one port')
    .argument('[api...]', `${apiArgument}; after --, a command that uses the mock`)
    .option('-p, --port <number>', 'port to listen on; 0 takes any free port', portNumber, 4010)
    .option('--port-per-api', 'serve each API at the root of its own port, starting at --port')
    .option('-h, --host <name>', 'address to listen on; -h alone prints this help', '127.0.0.1')
    .option('--watch', 'reload files when they change (the default in a terminal)')
    .option('--no-watch', 'never reload files')
    .optionsGroup('Answers:')
    .option('-d, --dynamic', 'generate data instead of using examples')
    .option('--seed <text>', 'seed for generated data; the same seed gives the same data')
    .addOption(
      new Option('--engine <name>', 'which engine answers; prism must be installed separately')
        .choices(['specwright', 'prism'] satisfies Engine[])
        .default('specwright'),
    )
    .option('--scenario <name>', 'start with this scenario from scenarios.yaml')
    .option('--replay <file>', 'replay answers from a HAR or NDJSON file')
    .option('--errors', 'never send an example that breaks its schema')
    .option('--callbacks', 'send the described callbacks, to loopback addresses only')
    .optionsGroup('Handlers:')
    .option('--no-handlers', 'ignore the handlers in mock/<api>.ts')
    .option('--handler-timeout <seconds>', 'time limit for a handler (default: 10)', seconds)
    .option('--init-handlers', 'write a first file of handlers for each API, then exit')
    .optionsGroup('State:')
    .option('--stateful', 'store what requests create, change and delete')
    .option('--seed-data <file>', 'initial records by resource, as JSON or YAML')
    .option('--seed-count <number>', 'number of records to generate for each resource', natural)
    .addOption(
      new Option('--store <url>', 'Redis or Valkey that several mocks share as their store').env(
        'SPECWRIGHT_STORE',
      ),
    )
    .option('--explain', 'print the role of each operation and the reason, then exit')
    .optionsGroup('Faults:')
    .option(
      '--fault <text>',
      'inject a fault, such as "createPet: reset 10%"; repeatable',
      many,
      [],
    )
    .option('--latency <time>', 'delay answers: 200ms, 100ms-300ms, or 200ms p99 900ms')
    .optionsGroup('Strictness:')
    .option('--strict', 'refuse to start when a contract has a fault or an invalid example')
    .option('--strict-query', 'reject query parameters that the contract does not describe')
    .addOption(
      new Option(
        '--lenient',
        'send an sl-violations header instead of 500 where the contract is wrong',
      ).conflicts(['errors', 'strict']),
    )
    .optionsGroup('Server:')
    .option('--no-cors', 'send no CORS headers')
    .option(
      '--allow-admin <name>',
      'a host name or an origin that may use the paths below /__specwright/; repeatable',
      many,
      [],
    )
    .option('--tls', 'serve HTTPS with a self-signed certificate')
    .option('--tls-cert <file>', 'serve HTTPS with this PEM certificate')
    .option('--tls-key <file>', 'PEM key of --tls-cert')
    .option('--body-limit <size>', 'largest request body: 500kb, 10mb', byteCount, 10_000_000)
    .option('--workers <number>', 'number of processes', workerCount, 1)
    .optionsGroup('Checks and reports:')
    .option('--fail-on-violation', 'exit with 1 when a request breaks the contract')
    .option(
      '--expect <operation>',
      'exit with 1 unless this operation is called; repeatable',
      many,
      [],
    )
    .option(...reportOption(reportKinds))
    .option('--coverage', 'print contract coverage at the end')
    .option('--min-coverage <percent>', 'exit with 1 when coverage is lower', percentage)
    .optionsGroup('Output:')
    .option(...recordOption)
    .addOption(
      new Option(
        '--log-level <level>',
        'log level on stderr (default: info in a terminal)',
      ).choices(['silent', 'error', 'warn', 'info', 'debug'] satisfies LogLevel[]),
    )
    .option('--json', 'log one JSON object per line; with --explain, print JSON')
    .action((given: string[], flags: MockOptions & Instead) =>
      run(async (terminal) => {
        const command = commandBehind(program);
        const apis = given.slice(0, given.length - (command?.length ?? 0));
        const options = { ...flags, ...(command && { command }) };
        if (options.explain) {
          return (await import('./mock-explain.ts')).explainRoles(apis, options, terminal);
        }
        if (options.initHandlers) {
          return (await import('./init-handlers.ts')).initHandlers(apis, terminal);
        }
        return (await import('./mock.ts')).mock(apis, options, terminal);
      }),
    );
}

/** The command after `--`, which uses the mock; `undefined` without one. */
function commandBehind(program: Command): readonly string[] | undefined {
  const { rawArgs } = program as Command & { readonly rawArgs: readonly string[] };
  const index = rawArgs.indexOf('--');
  return index === -1 || index === rawArgs.length - 1 ? undefined : rawArgs.slice(index + 1);
}
