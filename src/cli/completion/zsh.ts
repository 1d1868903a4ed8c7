import { caseFunctions, fillText, quoted } from './case-functions.ts';
import type { CompletedCommand, CompletedFlag } from './completed.ts';

/** A script that completes the program in zsh, with descriptions of commands and flags. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef specwright
# Completes specwright in zsh. To load it after compinit: source <(specwright completion zsh)

${caseFunctions(commands, commandCase)}

${engine}
if [[ $funcstack[1] == _specwright ]]; then
  _specwright "$@"
else
  compdef _specwright specwright
fi
`;
}

function commandCase(command: CompletedCommand): string {
  const { path, flags, isVariadic } = command;
  const below = command.below.map(({ name, description }) => described(name, description));
  const valued = flags.filter(({ value }) => value !== undefined).flatMap(({ names }) => names);
  return [
    `    ${quoted(path)})`,
    `      below=(${below.join(' ')})`,
    `      flags=(${flags.flatMap(flagTexts).join(' ')})`,
    `      valued=(${valued.join(' ')})`,
    `      arguments=(${command.arguments.map(fillText).join(' ')})`,
    `      variadic=${isVariadic ? 'yes' : "''"}`,
    '      ;;',
  ].join('\n');
}

function flagTexts({ names, description }: CompletedFlag): readonly string[] {
  return names.map((name) => described(name, description));
}

function described(name: string, description: string): string {
  return quoted(`${name.replaceAll(':', '\\:')}:${description}`);
}

const engine = `_specwright() {
  local command='' flag='' word='' fill='' over='' variadic=''
  local -i i position=1
  local -a below flags valued arguments names
  _specwright_command ''
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $flag && $word != -* ]]; then
      flag=''
      continue
    fi
    flag=''
    if [[ $word == -- ]]; then
      over=yes
    elif [[ $word == -* ]]; then
      if (( $valued[(Ie)$word] )); then flag=$word; fi
    elif [[ -z $over ]] && (( $below[(I)\${(b)word}:*] )); then
      command="\${command:+$command }$word"
      _specwright_command "$command"
    else
      position+=1
    fi
  done
  if [[ -z $over && $PREFIX == --*=* ]]; then
    flag=\${PREFIX%%=*}
    compset -P 1 '*='
  fi
  if [[ -n $over ]]; then
    _files
    return
  elif [[ -n $flag && $PREFIX != -* ]]; then
    _specwright_value "$command" "$flag"
  elif [[ $PREFIX == -* ]]; then
    _describe -o option flags
    return
  elif (( $#below )); then
    _describe command below
    return
  else
    if [[ -n $variadic ]] && (( position > $#arguments )); then position=$#arguments; fi
    fill=$arguments[position]
  fi
  case $fill in
    :files) _files ;;
    ':files-by-word '*)
      if compset -P 1 '*='; then
        _files
      else
        compadd -S '' -- \${=fill#* }
      fi
      ;;
    :apis)
      names=(\${(f)"$($words[1] completion --apis 2>/dev/null)"})
      compadd -a names || _files
      ;;
    ?*) compadd -- \${=fill} ;;
  esac
}
`;
