import { type Command, Option } from 'commander';
import {
  httpUrl,
  many,
  manyFields,
  natural,
  percentage,
  positive,
  rate,
  reportTarget,
  reportText,
  seconds,
  shard,
} from '../flags.ts';
import type { Run } from '../run.ts';
import type { VerifyOptions } from './verify.ts';

/** Declares `specwright verify`. */
export function addVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .description(
      'test a provider: send what its contract allows and forbids, and judge the answers',
    )
    .argument('<api>', 'a name of redocly.yaml, a file or a URL')
    .option('-b, --base-url <url>', 'what the paths are appended to', httpUrl)
    .addOption(
      new Option(
        '-m, --mode <mode>',
        'what may be sent (default: full to this machine, safe elsewhere)',
      ).choices(['examples', 'safe', 'full']),
    )
    .option(
      '-c, --credential <scheme=value>',
      'for a security scheme, or scheme:scope,… for one that has no other scopes; env:NAME reads a variable',
      many,
      [],
    )
    .option(
      '-H, --header <field>',
      'a header field for every request: "name: value"',
      manyFields,
      [],
    )
    .option(
      '--only <pattern>',
      'cases of a group, an operation, a path, a tag; * is anything',
      many,
      [],
    )
    .option('--skip <pattern>', 'the other cases', many, [])
    .option('--case <id>', 'this case', many, [])
    .option('--allow-destructive', 'send what may take away all: logout, reset, delete all')
    .option('--list', 'print the cases, and send nothing')
    .option('--shard <i/n>', 'the i-th of n parts of the cases', shard)
    .option('--max-failures <number>', 'send nothing more after so many broken cases', positive)
    .option('--seed <text>', 'other values where the contract leaves them open, the same each time')
    .option('--wait [seconds]', 'wait until the provider is up (60 seconds)', seconds)
    .option('-t, --timeout <seconds>', 'how long to wait for an answer (30)', seconds)
    .option(
      '--stream-items <number>',
      'values to read of an event stream or JSON Lines (100)',
      positive,
    )
    .option('--stream-seconds <seconds>', 'how long to read such an answer (2)', seconds)
    .option('--retries <number>', 'send again where no connection came about (0)', natural)
    .option('--rate <n/s>', 'requests a second, at the most', rate)
    .option(
      '--concurrency <number>',
      'cases at the same time; those that write are alone (4)',
      positive,
    )
    .option('--ca <file>', 'trust this certificate at the provider, as PEM')
    .option('--insecure', 'take any certificate of the provider')
    .option('--cert <file>', 'show this certificate to the provider, as PEM')
    .option('--key <file>', 'the key of that certificate')
    .option('--deviations <file>', 'known deviations (deviations.yaml beside the contract)')
    .option('--accept', 'write what is broken to the file of deviations')
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say how much of the contract was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less of it was exercised', percentage)
    .addOption(
      new Option(
        '--formats <which>',
        'which formats count (dialect: those that OpenAPI 3.0 defines)',
      ).choices(['assert', 'annotate', 'dialect']),
    )
    .option('--no-formats', 'the same as --formats annotate')
    .option('--allow-5xx', 'let pass a 5xx to a request that breaks the contract')
    .option('--no-reproduce', 'do not send failures again to make them small')
    .option('--json', 'print the outcome of each case as JSON, one object a line')
    .action((api: string, options: VerifyOptions) =>
      run(async (terminal) => (await import('./verify.ts')).verify(api, options, terminal)),
    );
}
