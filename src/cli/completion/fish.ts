import { withEquals } from './case-functions.ts';
import type { CompletedCommand, CompletedFlag, Fill } from './completed.ts';

/** A script that completes the program in fish, with descriptions of commands and flags. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(linesOf);
  return `# Completes specwright in fish. To load it: specwright completion fish | source

function __specwright_apis
    set -l words (commandline -opc)
    $words[1] completion --apis 2>/dev/null
end

function __specwright_files_by_word
    set -l token (commandline -ct | string replace -r -- '^--[^=]*=' '')
    if string match -q -- '*=*' $token
        set -l parts (string split -m 1 -- = $token)
        printf "$parts[1]=%s\\n" (__fish_complete_path $parts[2] | string replace -r '\\t.*' '')
    else
        printf '%s\\n' $argv
    end
end

${lines.join('\n')}
`;
}

function linesOf(command: CompletedCommand): readonly string[] {
  const { path, below, flags } = command;
  const names = below.map(({ name }) => name);
  const at = `complete -c specwright -n ${quoted(conditionOf(path, names))}`;
  const commands = below.map(
    ({ name, description }) => `${at} -f -a ${name} -d ${quoted(description)}`,
  );
  const places = command.arguments.map((fill) => `${at}${fillText(fill)}`);
  return [...commands, ...new Set(places), ...flags.map((flag) => `${at} ${flagText(flag)}`)];
}

/** The condition that a command is the one on the line. */
function conditionOf(path: string, below: readonly string[]): string {
  if (path === '') return '__fish_use_subcommand';
  const words = path.split(' ');
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  if (below.length === 0) return seen;
  return `${seen}; and not __fish_seen_subcommand_from ${below.join(' ')}`;
}

function flagText({ names, description, value }: CompletedFlag): string {
  const switches = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const takes = value === undefined ? '' : ` -r${fillText(value)}`;
  return `${switches.join(' ')}${takes} -d ${quoted(description)}`;
}

function fillText(fill: Fill): string {
  switch (fill.kind) {
    case 'words':
      return ` -f -a ${quoted(fill.words.join(' '))}`;
    case 'apis':
      return " -F -a '(__specwright_apis)'";
    case 'files':
      return ' -F';
    case 'files-by-word':
      return ` -f -a '(__specwright_files_by_word ${withEquals(fill.words)})'`;
    case 'nothing':
      return ' -f';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
