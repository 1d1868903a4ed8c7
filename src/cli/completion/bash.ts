import { caseFunctions, fillText, quoted } from './case-functions.ts';
import type { CompletedCommand } from './completed.ts';

/** A script that completes the program in bash (3.2 and later). */
export function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completes specwright in bash. To load it: source <(specwright completion bash)

${caseFunctions(commands, commandCase)}

${engine}
complete -F _specwright specwright
`;
}

function commandCase(command: CompletedCommand): string {
  const { path, below, flags, isVariadic } = command;
  const namesOf = (all: CompletedCommand['flags']) => all.flatMap(({ names }) => names).join(' ');
  return [
    `    ${quoted(path)})`,
    `      below=${quoted(below.map(({ name }) => name).join(' '))}`,
    `      flags=${quoted(namesOf(flags))}`,
    `      valued=${quoted(namesOf(flags.filter(({ value }) => value !== undefined)))}`,
    `      arguments=(${command.arguments.map(fillText).join(' ')})`,
    `      variadic='${isVariadic ? 'yes' : ''}'`,
    '      ;;',
  ].join('\n');
}

/**
 * Bash splits words at "=", ":" and "@", too, so the line is split at spaces here. A reply replaces
 * the last piece of the word (`$2`).
 */
const engine = `_specwright() {
  local line=\${COMP_LINE:0:COMP_POINT}
  local whole=\${line##*[[:space:]]}
  local token=$whole start='' command='' flag='' word='' fill='' over='' position=0
  local below='' flags='' valued='' variadic=''
  local -a arguments before
  read -ra before <<<"\${line%"$whole"}"
  _specwright_command ''
  for word in "\${before[@]:1}"; do
    if [[ -n $flag && $word != -* ]]; then
      flag=''
      continue
    fi
    flag=''
    if [[ $word == -- ]]; then
      over=yes
    elif [[ $word == -* ]]; then
      if [[ " $valued " == *" $word "* ]]; then flag=$word; fi
    elif [[ -z $over && " $below " == *" $word "* ]]; then
      command="\${command:+$command }$word"
      _specwright_command "$command"
    else
      position=$((position + 1))
    fi
  done
  if [[ -z $over && $token == --*=* ]]; then
    flag=\${token%%=*}
    start=$flag=
    token=\${token#*=}
  fi
  if [[ -n $over ]]; then
    fill=:files
  elif [[ -n $flag && ( -n $start || $token != -* ) ]]; then
    _specwright_value "$command" "$flag"
  elif [[ $token == -* ]]; then
    fill=$flags
  elif [[ -n $below ]]; then
    fill=$below
  else
    if [[ -n $variadic && $position -ge \${#arguments[@]} ]]; then
      position=$((\${#arguments[@]} - 1))
    fi
    fill=\${arguments[$position]}
  fi
  if [[ $fill == ':files-by-word '* && $token == *=* ]]; then
    start=$start\${token%%=*}=
    token=\${token#*=}
    fill=:files
  elif [[ $fill == ':files-by-word '* ]]; then
    fill=\${fill#* }
    if type compopt >/dev/null 2>&1; then compopt -o nospace 2>/dev/null; fi
  fi

  COMPREPLY=()
  if [[ $fill == :apis ]]; then
    _specwright_replies "$2" < <("\${before[0]}" completion --apis 2>/dev/null)
  elif [[ $fill != :* ]]; then
    _specwright_replies "$2" < <(printf '%s\\n' $fill)
  fi
  if [[ $fill == :* && \${#COMPREPLY[@]} -eq 0 ]]; then
    if type compopt >/dev/null 2>&1; then compopt -o filenames 2>/dev/null; fi
    _specwright_replies "$2" < <(compgen -f -- "$token")
  fi
}

# Adds the lines that begin with the word.
_specwright_replies() {
  local line reply
  while IFS= read -r line; do
    if [[ -n $line && $line == "$token"* ]]; then
      reply=$start$line
      if [[ $whole == *"$1" ]]; then reply=\${reply#"\${whole%"$1"}"}; fi
      COMPREPLY+=("$reply")
    fi
  done
}
`;
