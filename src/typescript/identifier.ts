/** JavaScript allows names in any script (ECMA-262 section 12.7): `取得`, `größe`. */
const start = String.raw`[\p{ID_Start}$_]`;
const part = String.raw`[\p{ID_Continue}$\u200c\u200d]`;
const name = new RegExp(`^${start}${part}*$`, 'u');
const between = /[^\p{ID_Continue}$]+/u;

/** Whether a text is a valid name in code. */
export function isIdentifier(text: string): boolean {
  return name.test(text);
}

/** The words of a text: the parts between characters that names cannot have. */
export function wordsOf(text: string): readonly string[] {
  return text.split(between).filter((word) => word !== '');
}

/** A word with a capital first letter, if its script has capitals. */
export function capitalized(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

/** A word with a small first letter, if its script has capitals. */
export function uncapitalized(word: string): string {
  const [first = '', ...rest] = word;
  return first.toLowerCase() + rest.join('');
}

/** The name of a variable for a value of a type; with `Client` at the end if the name is taken. */
export function variableName(type: string, taken: readonly string[] = []): string {
  const name = uncapitalized(type);
  return taken.includes(name) || reservedWords.has(name) ? `${name}Client` : name;
}

/** A free name for a declaration of a module: if the name is taken, with `end`, and then with a number. */
export function freeName(name: string, end: string, taken: ReadonlySet<string>): string {
  const isFree = (each: string) => !taken.has(each) && !reservedWords.has(each);
  let free = isFree(name) ? name : name + end;
  for (let number = 2; !isFree(free); number += 1) free = `${name}${end}${number}`;
  return free;
}

/** The names that no variable of a module may have (ECMA-262 section 12.7.2). */
const reservedWords = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package
  private protected public return static super switch this throw true try typeof var void while with
  yield`.split(/\s+/),
);
