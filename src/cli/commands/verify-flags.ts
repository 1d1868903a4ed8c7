import { type Command, Option } from 'commander';
import { reportKinds } from '../../report/kinds.ts';
import {
  fuzzAmount,
  httpUrl,
  many,
  manyFields,
  natural,
  percentage,
  positive,
  rate,
  reportOption,
  seconds,
  shard,
} from '../flags.ts';
import type { Run } from '../run.ts';
import type { VerifyOptions } from './verify.ts';

/** Declares `specwright verify`. */
export function addVerify(program: Command, run: Run): void {
  program
    .command('verify')
    .description('test a provider with valid and invalid requests, and check its answers')
    .argument('<api>', 'a name in redocly.yaml, a file or a URL')
    .option('-b, --base-url <url>', 'URL of the provider; paths are appended to it', httpUrl)
    .addOption(
      new Option(
        '-m, --mode <mode>',
        'which requests may be sent (default: full on this machine, safe elsewhere)',
      ).choices(['examples', 'safe', 'full']),
    )
    .option(
      '-c, --credential <scheme=value>',
      'credential for a security scheme, or scheme:scope,… for limited scopes; env:NAME reads a variable',
      many,
      [],
    )
    .option('-H, --header <field>', 'header for every request: "name: value"', manyFields, [])
    .optionsGroup('Cases:')
    .option(
      '--only <pattern>',
      'run only cases that match: a group, an operation, a path or a tag; * matches anything',
      many,
      [],
    )
    .option('--skip <pattern>', 'skip cases that match', many, [])
    .option('--case <id>', 'run only this case', many, [])
    .option('--list', 'print the cases without sending them')
    .option('--shard <i/n>', 'run part i of n of the cases', shard)
    .option('--max-failures <number>', 'stop after this many failed cases', positive)
    .option(
      '--fuzz <amount>',
      'also send random requests after the others: a number of cases, or a time such as 5m',
      fuzzAmount,
    )
    .option(
      '--large-body <MiB>',
      'size of a body sent to get 413, where described (default: 4 on this machine, 0 elsewhere)',
      natural,
    )
    .option(
      '--burst <number>',
      'how often a request is sent to get 429, where described (default: 0)',
      natural,
    )
    .option('--seed <text>', 'seed for generated values and random requests')
    .option(
      '--allow-destructive',
      'also send logout, reset and the like, and writes to items of others',
    )
    .optionsGroup('Connection:')
    .option('--wait [seconds]', 'wait until the provider is up (default: 60)', seconds)
    .option('-t, --timeout <seconds>', 'time limit for an answer (default: 30)', seconds)
    .option('--retries <number>', 'retries when the connection fails (default: 0)', natural)
    .option('--rate <n/s>', 'most requests per second', rate)
    .option(
      '--concurrency <number>',
      'cases at the same time; writes run alone (default: 4)',
      positive,
    )
    .option('--ca <file>', 'trust this PEM certificate')
    .option('--insecure', 'accept any certificate')
    .option('--cert <file>', 'PEM client certificate')
    .option('--key <file>', 'PEM key of --cert')
    .optionsGroup('Checks:')
    .addOption(
      new Option(
        '--formats <which>',
        'which formats are checked (dialect: those that OpenAPI 3.0 defines)',
      ).choices(['assert', 'annotate', 'dialect']),
    )
    .option('--no-formats', 'the same as --formats annotate')
    .option('--allow-5xx', 'accept a 5xx answer to an invalid request')
    .option('--no-reproduce', 'do not resend failures to minimize them')
    .option('--max-time <seconds>', 'fail when an answer takes longer', seconds)
    .option('--stream-items <number>', 'values to read from a stream (default: 100)', positive)
    .option('--stream-seconds <seconds>', 'time to read from a stream (default: 2)', seconds)
    .option(
      '--deviations <file>',
      'file of known deviations (default: deviations.yaml beside the contract)',
    )
    .option('--accept', 'write the failures to the deviations file')
    .optionsGroup('Reports:')
    .option(...reportOption(reportKinds))
    .option('--coverage', 'print contract coverage')
    .option('--min-coverage <percent>', 'exit with 1 when coverage is lower', percentage)
    .option('--json', 'print each case as one JSON object per line')
    .action((api: string, options: VerifyOptions) =>
      run(async (terminal) => (await import('./verify.ts')).verify(api, options, terminal)),
    );
}
