/** A regular expression as a tree (ECMA-262 section 22.2.1), as far as its cost depends on it. */
export type Term =
  | { readonly kind: 'sequence'; readonly terms: readonly Term[] }
  | { readonly kind: 'choice'; readonly branches: readonly Term[] }
  | { readonly kind: 'repeat'; readonly term: Term; readonly least: number; readonly most: number }
  /** One character; `source` is how the pattern writes it. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'boundary'; readonly source: '^' | '$' | '\\b' | '\\B' }
  /** `(?=…)` and its like: looked at, and not gone past. */
  | {
      readonly kind: 'look';
      readonly term: Term;
      readonly behind: boolean;
      readonly negative: boolean;
    }
  /** `\1`, `\k<name>`. */
  | { readonly kind: 'back' };

/** Reads a pattern that compiles; `undefined` where it uses something that is not read here. */
export function readPattern(pattern: string): Term | undefined {
  const reader: Reader = { pattern, index: 0 };
  const term = readChoice(reader);
  return reader.index === pattern.length ? term : undefined;
}

interface Reader {
  readonly pattern: string;
  index: number;
}

/** Takes what a pattern matches at the reader's place; `undefined`, and nothing, where it does not. */
function take(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.index;
  const match = expression.exec(reader.pattern);
  if (match === null) return undefined;
  reader.index = expression.lastIndex;
  return match;
}

function readChoice(reader: Reader): Term | undefined {
  const branches: Term[] = [];
  do {
    const branch = readSequence(reader);
    if (branch === undefined) return undefined;
    branches.push(branch);
  } while (take(reader, /\|/y));
  return branches.length === 1 ? branches[0]! : { kind: 'choice', branches };
}

function readSequence(reader: Reader): Term | undefined {
  const terms: Term[] = [];
  while (reader.index < reader.pattern.length && !/[|)]/.test(reader.pattern[reader.index]!)) {
    const atom = readAtom(reader);
    if (atom === undefined) return undefined;
    terms.push(readRepeat(atom, reader));
  }
  return { kind: 'sequence', terms };
}

function readRepeat(term: Term, reader: Reader): Term {
  const match = take(reader, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y);
  if (match === undefined) return term;
  const [, sign, low, comma, high] = match;
  const least = sign === undefined ? Number(low) : sign === '+' ? 1 : 0;
  const most =
    sign === '?'
      ? 1
      : sign !== undefined || (comma !== undefined && high === '')
        ? Number.POSITIVE_INFINITY
        : Number(high ?? low);
  return { kind: 'repeat', term, least, most };
}

const classPattern = /\[(?:\\[\s\S]|[^\]\\])*\]/y;
const escapePattern = /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|[pP]\{[^}]*\}|c[a-z]|[\s\S])/iy;
const openingPattern = /\((\?(?::|<?[=!]|<[\p{ID_Start}$_][\p{ID_Continue}$]*>))?/uy;

function readAtom(reader: Reader): Term | undefined {
  const opening = take(reader, openingPattern);
  if (opening !== undefined) {
    const term = readChoice(reader);
    if (term === undefined || !take(reader, /\)/y)) return undefined;
    const sort = opening[1] ?? '';
    if (!/[=!]$/.test(sort)) return term;
    return { kind: 'look', term, behind: sort.includes('<'), negative: sort.endsWith('!') };
  }
  const boundary = take(reader, /\^|\$|\\b|\\B/y);
  if (boundary !== undefined) {
    return { kind: 'boundary', source: boundary[0] as '^' | '$' | '\\b' | '\\B' };
  }
  if (take(reader, /\\[1-9]\d*|\\k<[^>]*>/y)) return { kind: 'back' };
  const character =
    take(reader, classPattern) ?? take(reader, escapePattern) ?? take(reader, /[^()*+?]/uy);
  return character && { kind: 'character', source: character[0] };
}
