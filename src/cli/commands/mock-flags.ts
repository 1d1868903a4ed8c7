import { type Command, Option } from 'commander';
import type { Engine } from '../../mock/responder.ts';
import {
  apiArgument,
  byteCount,
  many,
  natural,
  percentage,
  portNumber,
  reportTarget,
  reportText,
  workerCount,
} from '../flags.ts';
import type { LogLevel } from '../log.ts';
import type { Run } from '../run.ts';
import type { MockOptions } from './mock.ts';

/** What is done instead of serving. */
interface Instead {
  readonly explain?: boolean;
  readonly initHandlers?: boolean;
}

/** Declares `specwright mock`. */
export function addMock(program: Command, run: Run): void {
  program
    .command('mock')
    .description('serve mocks of the APIs on one port')
    .argument('[api...]', `${apiArgument}; after --, a command to run`)
    .option('-p, --port <number>', 'port to listen on, 0 for any that is free', portNumber, 4010)
    .option('--port-per-api', 'serve each API at the root of its own port, from --port upwards')
    .option('-h, --host <name>', 'address to listen on; -h alone shows this help', '127.0.0.1')
    .option('-d, --dynamic', 'make up data rather than show examples')
    .option('--seed <text>', 'make up the same data for the same request, in each run')
    .addOption(
      new Option(
        '--engine <name>',
        'who answers: this mock, or Prism alone, which you install beside it',
      )
        .choices(['specwright', 'prism'] satisfies Engine[])
        .default('specwright'),
    )
    .option('--no-handlers', 'call no handlers of mock/<api>.ts')
    .option('--init-handlers', 'write a first file of handlers for each API; serve nothing')
    .option('--scenario <name>', 'begin with this scenario of scenarios.yaml beside the contract')
    .option('--fault <text>', 'what goes wrong, as "createPet: reset 10%"; repeatable', many, [])
    .option('--latency <time>', 'answer late: 200ms, 100ms-300ms, or 200ms p99 900ms')
    .option('--stateful', 'remember what requests create, change and remove')
    .option('--seed-data <file>', 'records to begin with, by resource, as JSON or YAML')
    .addOption(
      new Option(
        '--store <url>',
        'Redis or Valkey that keeps what is remembered, for several mocks',
      ).env('SPECWRIGHT_STORE'),
    )
    .option('--seed-count <number>', 'records to make up of each resource', natural)
    .option('--explain', 'say what each operation does to which items, and why; serve nothing')
    .option('--errors', 'refuse an example that breaks its schema, even when it is asked for')
    .addOption(
      new Option(
        '--lenient',
        'where the contract is at fault, send the best answer with sl-violations rather than 500',
      ).conflicts(['errors', 'strict']),
    )
    .option('--strict-query', 'refuse query parameters that are not described')
    .option('--callbacks', 'send the callbacks that a contract describes, to loopback addresses')
    .option('--strict', 'serve no contract that has a fault, an example that does not fit included')
    .option('--watch', 'follow changes of the files; done where a terminal watches')
    .option('--no-watch', 'serve the files as they are at the start')
    .option('--no-cors', 'send no CORS headers')
    .option('--tls', 'serve HTTPS, with a certificate made on the spot')
    .option('--tls-cert <file>', 'serve HTTPS with this certificate, as PEM')
    .option('--tls-key <file>', 'the key of --tls-cert, as PEM')
    .option('--body-limit <size>', 'most bytes of a request: 500kb, 10mb', byteCount, 10_000_000)
    .option('--fail-on-violation', 'exit with 1 where requests break the contract')
    .option('--expect <operation>', 'exit with 1 where it is never called; repeatable', many, [])
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say at the end how much of the contracts was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less was exercised', percentage)
    .option('--workers <number>', 'processes that share the work', workerCount, 1)
    .addOption(
      new Option(
        '--log-level <level>',
        'how much is told on stderr (default: info in a terminal)',
      ).choices(['silent', 'error', 'warn', 'info', 'debug'] satisfies LogLevel[]),
    )
    .option('--json', 'log as JSON, one object a line; with --explain, print JSON')
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

/** What stands behind `--`: a command that uses the mock; `undefined` where there is none. */
function commandBehind(program: Command): readonly string[] | undefined {
  const { rawArgs } = program as Command & { readonly rawArgs: readonly string[] };
  const index = rawArgs.indexOf('--');
  return index === -1 || index === rawArgs.length - 1 ? undefined : rawArgs.slice(index + 1);
}
