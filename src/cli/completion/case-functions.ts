import type { CompletedCommand, Fill } from './completed.ts';

/** The functions of bash and zsh for the words after a command, and for the value of a flag. */
export function caseFunctions(
  commands: readonly CompletedCommand[],
  commandCase: (command: CompletedCommand) => string,
): string {
  return `# What may follow a command.
_specwright_command() {
  case $1 in
${commands.map(commandCase).join('\n')}
  esac
}

# What the value of a flag may be.
_specwright_value() {
  case "$1 $2" in
${commands.flatMap(valueCases).join('\n')}
  esac
}`;
}

function valueCases({ path, flags }: CompletedCommand): readonly string[] {
  return flags.flatMap(({ names, value }) => {
    if (value === undefined || value.kind === 'nothing') return [];
    const patterns = names.map((name) => quoted(`${path} ${name}`)).join(' | ');
    return [`    ${patterns}) fill=${fillText(value)} ;;`];
  });
}

/** Words, or `:apis`, `:files`, `:files-by-word` with its words, or nothing; quoted. */
export function fillText(fill: Fill): string {
  if (fill.kind === 'words') return quoted(fill.words.join(' '));
  if (fill.kind === 'files-by-word') return quoted(`:files-by-word ${withEquals(fill.words)}`);
  return quoted(fill.kind === 'nothing' ? '' : `:${fill.kind}`);
}

/** `json= junit=` */
export function withEquals(words: readonly string[]): string {
  return words.map((word) => `${word}=`).join(' ');
}

/** A text as one word of bash or zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
