/** How a text is made of a pattern. */
export interface PatternWish {
  /** How often everything that may repeat without end is repeated beyond what it must be. */
  readonly extra: number;
  /** Which of equal choices: a character of a class, a branch. */
  readonly choose: (count: number) => number;
}

/**
 * A text that a regular expression (ECMA-262 section 22.2.1) describes, as short as it may be. What
 * only looks around (`(?=…)`, `\b`) is passed over, so the caller tests what comes out; `undefined`
 * where the pattern uses something that is not read here.
 */
export function textOfPattern(pattern: string, wish: PatternWish): string | undefined {
  const state: Reading = { pattern, index: 0, wish, groups: [] };
  try {
    const text = readBranches(state);
    return state.index === pattern.length ? text : undefined;
  } catch (error) {
    if (error instanceof Unread) return undefined;
    throw error;
  }
}

interface Reading {
  readonly pattern: string;
  index: number;
  readonly wish: PatternWish;
  /** What the capturing groups stand for, for references back to them. */
  readonly groups: string[];
}

class Unread extends Error {}

/** `a|b|c`: one of the branches; the others are read and left aside. */
function readBranches(state: Reading): string {
  // Chosen first, so that the first of many numbers tells branches apart.
  const chosen = state.wish.choose(countBranches(state));
  const branches: string[] = [];
  do {
    if (branches.length > 0) state.index += 1;
    const wish = branches.length === chosen ? state.wish : { ...state.wish, choose: () => 0 };
    const branch = { ...state, wish };
    branches.push(readSequence(branch));
    state.index = branch.index;
  } while (state.pattern[state.index] === '|');
  return branches[chosen] ?? branches[0]!;
}

function countBranches({ pattern, index }: Reading): number {
  let count = 1;
  let depth = 0;
  let inClass = false;
  for (let at = index; at < pattern.length && depth >= 0; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) count += 1;
  }
  return count;
}

function readSequence(state: Reading): string {
  let text = '';
  while (state.index < state.pattern.length && !/[|)]/.test(state.pattern[state.index]!)) {
    const start = state.index;
    const groups = state.groups.length;
    const first = readAtom(state);
    const end = state.index;
    const times = readQuantifier(state);
    const after = state.index;
    for (let time = 0; time < times; time += 1) {
      // Read again, so that every repetition makes its own choices.
      state.index = start;
      if (time > 0) state.groups.length = groups;
      text += time === 0 ? first : readAtom(state);
      state.index = end;
    }
    state.index = after;
  }
  return text;
}

function readQuantifier(state: Reading): number {
  const rest = state.pattern.slice(state.index);
  const match = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(rest);
  if (match === null) return 1;
  state.index += match[0].length;
  const least = match[1] === undefined ? (rest[0] === '+' ? 1 : 0) : Number(match[1]);
  const endless = rest[0] === '*' || rest[0] === '+' || (match[2] !== undefined && !match[3]);
  const most = endless
    ? Number.POSITIVE_INFINITY
    : rest[0] === '?'
      ? 1
      : Number(match[3] || match[1]);
  if (least > 10_000) throw new Unread();
  return Math.min(least + state.wish.extra, most);
}

function readAtom(state: Reading): string {
  const character = state.pattern[state.index++]!;
  switch (character) {
    case '^':
    case '$':
      return '';
    case '.':
      return pick(state, wordCharacters);
    case '(':
      return readGroup(state);
    case '[':
      return pick(state, readClass(state));
    case '\\':
      return readEscape(state);
    default:
      return character;
  }
}

function readGroup(state: Reading): string {
  const opening = /^\?(?:[:=!]|<[=!]|<[A-Za-z_$][\w$]*>)/.exec(state.pattern.slice(state.index));
  if (state.pattern[state.index] === '?' && opening === null) throw new Unread();
  state.index += opening?.[0].length ?? 0;
  const looks = opening !== null && /[=!]$/.test(opening[0]);
  const captures = opening === null || opening[0].endsWith('>');
  const number = captures ? state.groups.push('') : 0;
  const text = readBranches(state);
  if (state.pattern[state.index++] !== ')') throw new Unread();
  if (captures) state.groups[number - 1] = text;
  return looks ? '' : text;
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const wordCharacters = `${letters}${letters.toUpperCase()}${digits}_`;
const everything = `${wordCharacters} ${[...'!"#$%&\'()*+,-./:;<=>?@[\\]^`{|}~']
  .filter((character) => character !== ' ')
  .join('')}éßλя`;

const classEscapes: Readonly<Record<string, string>> = {
  d: digits,
  D: letters,
  w: wordCharacters,
  W: ' -.!',
  s: ' ',
  S: wordCharacters,
};

const controlEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  f: '\f',
  0: '\0',
};

function readEscape(state: Reading): string {
  const next = state.pattern[state.index];
  if (next === 'b' || next === 'B') {
    state.index += 1;
    return '';
  }
  const back = /^(?:([1-9])|k<[^>]*>)/.exec(state.pattern.slice(state.index));
  if (back !== null) {
    state.index += back[0].length;
    return (back[1] === undefined ? state.groups.at(-1) : state.groups[Number(back[1]) - 1]) ?? '';
  }
  return pick(state, readCharacters(state));
}

/** The characters that an escape stands for, in a class and outside. */
function readCharacters(state: Reading): string {
  const rest = state.pattern.slice(state.index);
  const coded = /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(rest);
  if (coded !== null) {
    state.index += coded[0].length;
    return String.fromCodePoint(Number.parseInt(coded[1] ?? coded[2] ?? coded[3]!, 16));
  }
  const property = /^[pP]\{[^}]*\}/.exec(rest);
  if (property !== null) {
    state.index += property[0].length;
    const test = new RegExp(`\\${property[0]}`, 'u');
    return [...everything].filter((character) => test.test(character)).join('');
  }
  const next = rest[0];
  if (next === undefined) throw new Unread();
  state.index += 1;
  return classEscapes[next] ?? controlEscapes[next] ?? next;
}

/** The characters of a class, in the order they are written; of a negated one, the usual ones. */
function readClass(state: Reading): string {
  const { pattern } = state;
  const negated = pattern[state.index] === '^';
  if (negated) state.index += 1;
  let members = '';
  while (pattern[state.index] !== ']') {
    const low = readClassMember(state);
    if (pattern[state.index] === '-' && pattern[state.index + 1] !== ']') {
      state.index += 1;
      members += range(low, readClassMember(state));
    } else members += low;
  }
  state.index += 1;
  return negated ? [...everything].filter((one) => !members.includes(one)).join('') : members;
}

function readClassMember(state: Reading): string {
  const point = state.pattern.codePointAt(state.index);
  if (point === undefined) throw new Unread();
  const character = String.fromCodePoint(point);
  state.index += character.length;
  if (character !== '\\') return character;
  if (state.pattern[state.index] === 'b') {
    state.index += 1;
    return '\b';
  }
  return readCharacters(state);
}

function range(low: string, high: string): string {
  const from = low.codePointAt(0);
  const to = high.codePointAt(0);
  if (from === undefined || to === undefined || low.length > 2) return `${low}-${high}`;
  let members = '';
  // The whole of Unicode is described often; its first characters are enough of it.
  for (let point = from; point <= Math.min(to, from + 127); point += 1) {
    members += String.fromCodePoint(point);
  }
  return members;
}

function pick(state: Reading, characters: string): string {
  const choices = [...characters];
  if (choices.length === 0) throw new Unread();
  return choices[state.wish.choose(choices.length)] ?? choices[0]!;
}
