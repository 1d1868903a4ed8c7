/** Names of JavaScript (ECMA-262 section 12.7) are in any script: `取得`, `größe`. */
const start = String.raw`[\p{ID_Start}$_]`;
const part = String.raw`[\p{ID_Continue}$\u200c\u200d]`;
const name = new RegExp(`^${start}${part}*$`, 'u');
const between = /[^\p{ID_Continue}$]+/u;

/** Whether a text can be a name in code as it stands. */
export function isIdentifier(text: string): boolean {
  return name.test(text);
}

/** The words of a text: what stands between characters that no name has. */
export function wordsOf(text: string): readonly string[] {
  return text.split(between).filter((word) => word !== '');
}

/** A word with a capital, where its script has them. */
export function capitalized(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

/** A word with a small letter first, where its script has them. */
export function uncapitalized(word: string): string {
  const [first = '', ...rest] = word;
  return first.toLowerCase() + rest.join('');
}

/** A variable that holds what a type describes; `Client` follows where the name is taken. */
export function variableName(type: string, taken: readonly string[] = []): string {
  const name = uncapitalized(type);
  return taken.includes(name) || reservedWords.has(name) ? `${name}Client` : name;
}

/** A name for a declaration of a module; `end` follows where it is taken, and then a number. */
export function freeName(name: string, end: string, taken: ReadonlySet<string>): string {
  const isFree = (each: string) => !taken.has(each) && !reservedWords.has(each);
  let free = isFree(name) ? name : name + end;
  for (let number = 2; !isFree(free); number += 1) free = `${name}${end}${number}`;
  return free;
}

/** What no variable of a module may be called (ECMA-262 section 12.7.2). */
const reservedWords = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package
  private protected public return static super switch this throw true try typeof var void while with
  yield`.split(/\s+/),
);
