import type { Argument, Command, Option } from 'commander';
import { reportKindsOf } from '../flags.ts';

/** The possible words at a place of a command line. */
export type Fill =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Names of the registry, or else files. */
  | { readonly kind: 'apis' }
  | { readonly kind: 'files' }
  /** One of the words, `=`, and a file: `junit=verify.xml`. */
  | { readonly kind: 'files-by-word'; readonly words: readonly string[] }
  | { readonly kind: 'nothing' };

export interface CompletedFlag {
  /** `-p`, `--port`. */
  readonly names: readonly string[];
  readonly description: string;
  /** The possible values; `undefined` if it takes none. */
  readonly value: Fill | undefined;
}

/** A command as shells complete it. */
export interface CompletedCommand {
  /** `''` for the program, `docs build` for a nested command. */
  readonly path: string;
  /** The commands below it. */
  readonly below: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly CompletedFlag[];
  readonly arguments: readonly Fill[];
  /** Whether the last argument may be repeated. */
  readonly isVariadic: boolean;
}

/** A command and all below it. */
export function completedCommands(command: Command, path = ''): readonly CompletedCommand[] {
  const help = command.createHelp();
  const below = help.visibleCommands(command);
  const own: CompletedCommand = {
    path,
    below: below.map((one) => ({ name: one.name(), description: one.description() })),
    flags: [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].map(flagOf),
    arguments: command.registeredArguments.map(fillOf),
    isVariadic: command.registeredArguments.at(-1)?.variadic ?? false,
  };
  const names = own.below.map(({ name }) => name).filter((name) => name !== 'help');
  const others = below.flatMap((one) => {
    const within = path === '' ? one.name() : `${path} ${one.name()}`;
    const all = completedCommands(one, within);
    const words = { kind: 'words', words: names } as const;
    return one.name() === 'help' ? all.map((each) => ({ ...each, arguments: [words] })) : all;
  });
  return [own, ...others];
}

function flagOf(option: Option): CompletedFlag {
  const { short, long, description } = option;
  const takesValue = option.required || option.optional;
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    value: takesValue ? fillOfValue(option) : undefined,
  };
}

function fillOfValue(option: Option): Fill {
  const { argChoices, flags } = option;
  if (argChoices !== undefined) return { kind: 'words', words: argChoices };
  const kinds = reportKindsOf(option);
  if (kinds !== undefined) return { kind: 'files-by-word', words: kinds };
  return {
    kind: /<(?:file|folder|path|file-or-url)>/.test(flags) ? 'files' : 'nothing',
  };
}

function fillOf(argument: Argument): Fill {
  if (argument.argChoices !== undefined) return { kind: 'words', words: argument.argChoices };
  return { kind: argument.name() === 'api' ? 'apis' : 'files' };
}
