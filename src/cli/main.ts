import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type ExitCode, exitCode } from './exit-code.ts';
import { explain } from './select.ts';
import { processTerminal } from './terminal.ts';

/** Runs the command line `specwright …args`, and gives the process's exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  let code: ExitCode = exitCode.good;

  const program = new Command('specwright')
    .description('One OpenAPI document: mocks, contract tests, types, clients and docs from it')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      outputError: (text) => explain(text.trim().replace(/^error: /, ''), terminal),
    })
    .showHelpAfterError('(specwright --help lists what there is)');

  // Each command's code is loaded when it is asked for: a mock should not wait for a linter.
  program
    .command('mock')
    .description('serve mocks of the APIs on one port')
    .argument('[api...]', apiArgument)
    .option('-p, --port <number>', 'port to listen on, 0 for any that is free', portNumber, 4010)
    .option('-h, --host <name>', 'address to listen on', '127.0.0.1')
    .option('-d, --dynamic', 'make up data rather than show examples')
    .option('--no-cors', 'send no CORS headers')
    .action(async (apis: string[], options) => {
      const { mock } = await import('./commands/mock.ts');
      code = await mock(apis, options, terminal);
    });

  program
    .command('generate')
    .description('write types and a fetch client for each API to generated/')
    .argument('[api...]', apiArgument)
    .option('--check', 'write nothing; fail when what is there is not what would be written')
    .option('-o, --out <folder>', 'folder to write to', 'generated')
    .action(async (apis: string[], options) => {
      const { generate } = await import('./commands/generate.ts');
      code = await generate(apis, options, terminal);
    });

  program
    .command('docs')
    .description('build a static site with a Redoc page for each API')
    .argument('[api...]', apiArgument)
    .option('-o, --out <folder>', 'folder to write to', 'dist/docs')
    .action(async (apis: string[], options) => {
      const { docs } = await import('./commands/docs.ts');
      code = await docs(apis, options, terminal);
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

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.good : exitCode.couldNotRun;
  }
  return code;
}

const apiArgument =
  'a name of redocly.yaml, a file or a URL; all of redocly.yaml when none is given';

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

function readVersion(): string {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
