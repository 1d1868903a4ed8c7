import { Command, CommanderError, Option } from 'commander';
import { readVersion } from '../report/version.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import {
  byteCount,
  httpUrl,
  many,
  manyFields,
  natural,
  percentage,
  portNumber,
  positive,
  rate,
  reportTarget,
  seconds,
  shard,
  workerCount,
} from './options.ts';
import { explain } from './select.ts';
import { processTerminal } from './terminal.ts';

/** Runs the command line `specwright …args`, and gives the process's exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let terminal = processTerminal();
  let code: ExitCode = exitCode.good;

  const program = new Command('specwright')
    .description('One OpenAPI document: mocks, contract tests, types, clients and docs from it')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      outputError: (text) => explain(text.trim().replace(/^error: /, ''), terminal),
    })
    .showHelpAfterError('(specwright --help lists what there is)')
    // One that every command has: they all load contracts.
    .option('--allow-remote', 'request documents on other hosts that a contract refers to')
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (self) => {
      terminal = processTerminal(self.opts<{ allowRemote?: boolean }>().allowRemote);
    });

  // Each command's code is loaded when it is asked for: a mock should not wait for a linter.
  program
    .command('mock')
    .description('serve mocks of the APIs on one port')
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on, 0 for any that is free', portNumber, 4010)
    .option('--port-per-api', 'serve each API at the root of its own port, from --port upwards')
    .option('-h, --host <name>', 'address to listen on', '127.0.0.1')
    .option('-d, --dynamic', 'make up data rather than show examples')
    .option('--seed <text>', 'make up the same data for the same request, today and tomorrow')
    .option('--errors', 'refuse an example that breaks its schema, even when it is asked for')
    .option('--callbacks', 'send the callbacks that a contract describes, to loopback addresses')
    .option('--strict', 'serve no contract that has a fault, an example that does not fit included')
    .option('--watch', 'follow changes of the files; done where a terminal watches')
    .option('--no-watch', 'serve the files as they are at the start')
    .option('--no-cors', 'send no CORS headers')
    .option('--tls', 'serve HTTPS, with a certificate made on the spot')
    .option('--tls-cert <file>', 'serve HTTPS with this certificate, as PEM')
    .option('--tls-key <file>', 'the key of --tls-cert, as PEM')
    .option('--body-limit <size>', 'most bytes of a request: 500kb, 10mb', byteCount, 10_000_000)
    .option('--workers <number>', 'processes that share the work', workerCount, 1)
    .addOption(
      new Option('--log-level <level>', 'how much is told on stderr (default: info in a terminal)')
        // The words of cli/log.ts, which is loaded with the command.
        .choices(['silent', 'error', 'warn', 'info', 'debug']),
    )
    .option('--json', 'log as JSON, one object a line')
    .action(async (apis: string[], options) => {
      const { mock } = await import('./commands/mock.ts');
      code = await mock(apis, options, terminal);
    });

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
    .option('--list', 'print the cases, and send nothing')
    .option('--shard <i/n>', 'the i-th of n parts of the cases', shard)
    .option('--max-failures <number>', 'send nothing more after so many broken cases', positive)
    .option('--seed <number>', 'other values where the contract leaves them open', natural)
    .option('--wait [seconds]', 'wait until the provider is up (60 seconds)', seconds)
    .option('-t, --timeout <seconds>', 'how long to wait for an answer (30)', seconds)
    .option('--retries <number>', 'send again where no connection came about (0)', natural)
    .option('--rate <n/s>', 'requests a second, at the most', rate)
    .option(
      '--concurrency <number>',
      'cases at the same time; those that write are alone (4)',
      positive,
    )
    .option('--deviations <file>', 'known deviations (deviations.yaml beside the contract)')
    .option('--accept', 'write what is broken to the file of deviations')
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say how much of the contract was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less of it was exercised', percentage)
    .option('--no-formats', 'let pass what breaks only a format')
    .option('--no-reproduce', 'do not send failures again to make them small')
    .option('--json', 'print the outcome of each case as JSON, one object a line')
    .action(async (api: string, options) => {
      const { verify } = await import('./commands/verify.ts');
      code = await verify(api, options, terminal);
    });

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
    .action(async (file: string, apis: string[], options) => {
      const { traffic } = await import('./commands/traffic.ts');
      code = await traffic(file, apis, options, terminal);
    });

  program
    .command('report')
    .description('what can be done with reports')
    .command('merge')
    .description('make one report of several: of shards, of cases and recorded traffic')
    .argument('<file...>', 'reports that were written with --report json=FILE')
    .option('--report <kind=file>', reportText, reportTarget, [])
    .option('--coverage', 'say how much of the contracts was exercised')
    .option('--min-coverage <percent>', 'exit with 1 where less was exercised', percentage)
    .action(async (files: string[], options) => {
      const { mergeReportFiles } = await import('./commands/report.ts');
      code = await mergeReportFiles(files, options, terminal);
    });

  program
    .command('generate')
    .description('write types and a fetch client for each API to generated/')
    .argument('[api...]', apiArgument)
    .option('--check', 'write nothing; fail when what is there is not what would be written')
    .option('-w, --watch', 'write again whenever a document changes')
    .option('--force', 'make everything again, also where nothing has changed')
    .option('-o, --out <folder>', 'folder to write to', 'generated')
    .addOption(
      new Option('--dates <kind>', 'what dates and times are in a program')
        .choices(['string', 'date', 'temporal'])
        .default('string'),
    )
    .option('--brands', 'make texts of different formats types of their own')
    .action(async (apis: string[], options) => {
      const { generate } = await import('./commands/generate.ts');
      code = await generate(apis, options, terminal);
    });

  const documentation = program
    .command('docs')
    .description('publish the APIs as a static site, or show it beside a mock');
  documentation
    .command('build', { isDefault: true })
    .description('build a static site: a search, a reference and a page for every operation')
    .argument('[api...]', apiArgument)
    .option('-o, --out <folder>', 'folder to write to', 'dist/docs')
    .option('--title <text>', 'what the site is called', 'API reference')
    .option('--site-url <url>', 'where the site will be, for canonical addresses', httpUrl)
    .option('--since <version>', 'tell what changed since a git ref, or a file or URL')
    .action(async (apis: string[], options) => {
      const { docs } = await import('./commands/docs.ts');
      code = await docs(apis, options, terminal);
    });
  documentation
    .command('serve')
    .description('show the site beside a mock, with forms to try the operations out')
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on, 0 for any that is free', portNumber, 4011)
    .option('-h, --host <name>', 'address to listen on', '127.0.0.1')
    .option('--title <text>', 'what the site is called', 'API reference')
    .option('--since <version>', 'tell what changed since a git ref, or a file or URL')
    .option('--watch', 'follow changes of the files; done where a terminal watches')
    .option('--no-watch', 'show the files as they are at the start')
    .action(async (apis: string[], options) => {
      const { serveDocs } = await import('./commands/docs.ts');
      code = await serveDocs(apis, options, terminal);
    });

  program
    .command('check')
    .description('all that CI should know: lint, examples, evidence, drift, breaking changes, mock')
    .argument('[api...]', apiArgument)
    .option('--base-ref <ref>', 'compare with the contracts at this git ref')
    .option('--base <file-or-url>', 'compare one contract with this document')
    .option('--generated <folder>', 'where generated files are', 'generated')
    .option('--fix', 'mend what needs no decision: generated files')
    .option('--no-cache', 'look at what has not changed since the last time, too')
    .option('--report <kind=file>', 'json, github or markdown; - is stdout', many, [])
    .option('--json', 'print the result as JSON')
    .action(async (apis: string[], options) => {
      const { check } = await import('./commands/check.ts');
      code = await check(apis, options, readVersion(), terminal);
    });

  program
    .command('init')
    .description('set a project up: from a document, or from a small one to start with')
    .argument('[document]', 'a path, a URL, or "new"; asked for, or looked for, when none is given')
    .option('--name <name>', 'what the API is called here')
    .option('--workflow', 'write a GitHub workflow that checks the contracts')
    .option('--no-workflow', 'write none, without being asked')
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'replace files that are there')
    .action(async (document: string | undefined, options) => {
      const { init } = await import('./commands/init.ts');
      code = await init(document, options, `^${readVersion()}`, terminal);
    });

  program
    .command('lint')
    .description('say what is wrong with the documents: rules, schemas, examples')
    .argument('[api...]', apiArgument)
    .option('--json', 'print the problems as JSON')
    .action(async (apis: string[], options) => {
      const { lint } = await import('./commands/lint.ts');
      code = await lint(apis, options, terminal);
    });

  program
    .command('diff')
    .description('say what a new version of a contract breaks, and what it only adds')
    .argument('[version...]', 'BASE and REVISION: files, URLs or <git ref>:<path>')
    .option('--base-ref <ref>', 'compare APIs of redocly.yaml with how they were at a git ref')
    .addOption(
      new Option('--fail-on <severity>', 'the least that makes it exit with 1')
        .choices(['breaking', 'dangerous', 'any', 'none'])
        .default('breaking'),
    )
    .option('--check-version', 'exit with 1 when info.version is not raised as far as it must be')
    .option('--severity <rule=severity>', 'weigh a rule otherwise', many, [])
    .addOption(
      new Option('--format <format>', 'how changes are printed')
        .choices(['text', 'markdown', 'json', 'github'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .action(async (versions: string[], options) => {
      const { diff } = await import('./commands/diff.ts');
      code = await diff(versions, options, terminal);
    });

  program
    .command('upstream')
    .description("say whether documents of other people's APIs are still what their source says")
    .argument(
      '[api...]',
      'names of redocly.yaml or files; all that have a source when none is given',
    )
    .option('--pin <url>', 'note where a document comes from, fetch it if it is not there', httpUrl)
    .option('--update', 'take over what has changed')
    .addOption(
      new Option('--format <format>', 'how changes are printed')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .action(async (apis: string[], options) => {
      const { upstream } = await import('./commands/upstream.ts');
      code = await upstream(apis, options, terminal);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.good : exitCode.couldNotRun;
  }
  return code;
}

const reportText = 'write a report: json, junit, sarif, github or html; - is stdout';

const apiArgument =
  'a name of redocly.yaml, a file or a URL; all of redocly.yaml when none is given';
