import { Command, CommanderError, Help } from 'commander';
import { whyFilesRefuse } from '../file-trouble.ts';
import { readVersion } from '../report/version.ts';
import { addCheck } from './commands/check-flags.ts';
import { addCompletion } from './commands/completion-flags.ts';
import { addConfig } from './commands/config-flags.ts';
import { addDiff } from './commands/diff-flags.ts';
import { addDocs } from './commands/docs-flags.ts';
import { addExplain } from './commands/explain-flags.ts';
import { addGenerate } from './commands/generate-flags.ts';
import { addInit } from './commands/init-flags.ts';
import { addLint } from './commands/lint-flags.ts';
import { addLsp } from './commands/lsp-flags.ts';
import { addMcp } from './commands/mcp-flags.ts';
import { addMock } from './commands/mock-flags.ts';
import { addProxy } from './commands/proxy-flags.ts';
import { addRecord } from './commands/record-flags.ts';
import { addReport } from './commands/report-flags.ts';
import { addTraffic } from './commands/traffic-flags.ts';
import { addUpstream } from './commands/upstream-flags.ts';
import { addVerify } from './commands/verify-flags.ts';
import { addExamples } from './examples.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Run } from './run.ts';
import { explain, processTerminal, type Terminal } from './terminal.ts';

/** In the order of the help. The code of each command loads when it runs. */
const commands = [
  addMock,
  addVerify,
  addProxy,
  addTraffic,
  addRecord,
  addReport,
  addGenerate,
  addDocs,
  addCheck,
  addInit,
  addLint,
  addDiff,
  addUpstream,
  addExplain,
  addConfig,
  addMcp,
  addLsp,
  addCompletion,
];

/** Runs the command line `specwright …args` in a terminal, and returns the exit code. */
export async function main(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  let code: ExitCode = exitCode.good;
  const run: Run = async (command) => {
    code = await command({ ...terminal, ...program.opts<GlobalOptions>() });
  };
  const program = commandLine(run, terminal);
  try {
    await program.parseAsync(withTopic(withHelp(args), program), { from: 'user' });
  } catch (error) {
    const reason = isTooDeep(error) ? tooDeep : whyFilesRefuse(error);
    if (reason !== undefined) explain(reason, terminal);
    else if (!(error instanceof CommanderError)) throw error;
    else if (error.exitCode === 0) return exitCode.good;
    return exitCode.couldNotRun;
  }
  return code;
}

/** The options of every command. */
interface GlobalOptions {
  readonly allowRemote?: boolean;
  readonly lenientNullable?: boolean;
}

/**
 * Explains a stack overflow: some chain of schemas in a document is too long for recursive code.
 */
const tooDeep =
  'cannot go through the document: its schemas refer to one another too many times in a row';

function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

/** All commands with their flags and examples; `run` receives the action of a command. */
export function commandLine(run: Run, terminal: Terminal = processTerminal()): Command {
  const program = createProgram(terminal);
  for (const add of commands) add(program, run);
  addExamples(program);
  return program;
}

/** `-h` asks for help, unless a host name follows it, as in Prism. */
function withHelp(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return arg === '-h' && (next === undefined || next.startsWith('-')) ? '--help' : arg;
  });
}

/** `help value-invalid` is `explain value-invalid`: the topics of the help are commands and codes. */
function withTopic(args: readonly string[], { commands: known }: Command): readonly string[] {
  const [first, topic, ...others] = args;
  if (first !== 'help' || topic === undefined || /^(?:-|help$)/.test(topic)) return args;
  return known.some((command) => command.name() === topic) ? args : ['explain', topic, ...others];
}

function createProgram(terminal: Terminal): Command {
  return (
    new Command('specwright')
      .description(
        'Mock servers, contract tests, TypeScript clients and docs from OpenAPI documents',
      )
      .version(readVersion())
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
        writeErr: (text) => terminal.note(text.replace(/\n$/, '')),
        outputError: (text) => explain(text.trim().replace(/^error: /, ''), terminal),
      })
      .showHelpAfterError('(see specwright --help)')
      // An option of every command, because they all load contracts.
      .option('--allow-remote', 'fetch referenced documents from other hosts')
      .option('--lenient-nullable', 'let nullable allow null beside $ref, allOf and others')
      .configureHelp({
        showGlobalOptions: true,
        // A repeatable option starts with an empty list, which the help need not show.
        optionDescription: (option) =>
          new Help().optionDescription(option).replace(/ \(default: \[\]\)$/, ''),
      })
  );
}
