/** A pattern in ECMA-262, or why its meaning there is unknown. */
export type Rewritten =
  | {
      readonly ok: true;
      readonly source: string;
      readonly flags: string;
      /** Whether the dialects agree on every text, and not only on printable ASCII. */
      readonly certain: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Rewrites syntax of Java, PCRE, Python, Go and POSIX that JavaScript lacks. It rewrites only what
 * all these dialects read in the same way, and notes differences beyond printable ASCII. Everything
 * else has no certain meaning.
 */
export function rewritePattern(pattern: string): Rewritten {
  const writing: Writing = { source: '', flags: '', certain: true, inClass: false };
  for (let index = 0; index < pattern.length; ) {
    const rules = writing.inClass ? rulesInClass : rulesOutside;
    let match: RegExpExecArray | null = null;
    for (const [syntax, write] of rules) {
      syntax.lastIndex = index;
      match = syntax.exec(pattern);
      if (match === null) continue;
      const written = write(match, writing);
      if (written === undefined) {
        return { ok: false, reason: `"${match[0]}" is not part of the syntax of ECMA-262` };
      }
      writing.source += written;
      break;
    }
    index += match![0].length;
  }
  const { source, flags, certain } = writing;
  return { ok: true, source, flags, certain };
}

interface Writing {
  source: string;
  flags: string;
  certain: boolean;
  inClass: boolean;
}

/** Writes a piece in ECMA-262; `undefined` if that is impossible. */
type Rule = readonly [
  syntax: RegExp,
  write: (match: RegExpExecArray, writing: Writing) => string | undefined,
];

const asItIs = ([text]: RegExpExecArray) => text;
const nothing = () => undefined;

/** The classes of POSIX, which are ASCII in most dialects and Unicode in some. */
const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Z_a-z',
  xdigit: '0-9A-Fa-f',
};

const escapes: readonly Rule[] = [
  [/\\(?:[dDwWsSbBfnrtv0-9]|c[A-Za-z]|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|u\{[\dA-Fa-f]+\})/y, asItIs],
  [/\\x\{([\dA-Fa-f]{1,6})\}/y, ([, digits]) => `\\u{${digits}}`],
  [/\\a/y, () => '\\x07'],
  [/\\e/y, () => '\\x1B'],
  [/\\([pP])(?:\{([^{}]*)\}|([A-Z]))/y, writeProperty],
  [/\\[\^$\\.*+?()[\]{}|/]/y, asItIs],
  [/\\[A-Za-z]/y, nothing],
];

const rulesOutside: readonly Rule[] = [
  [/\\A/y, () => '^'],
  [/\\z/y, () => '$'],
  // In some dialects, `$` also matches before a final line feed.
  [/\\Z/y, (_, writing) => uncertain('$', writing)],
  [/\\R/y, () => '(?:\\r\\n|[\\n-\\r\\x85\\u2028\\u2029])'],
  [/\\Q(.*?)(?:\\E|$)/sy, ([, text]) => text!.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')],
  [/\\k<[^<>]+>/y, asItIs],
  ...escapes,
  [/\\([\s\S])/uy, ([, character]) => character],
  [/\(\?#[^)]*\)/y, () => ''],
  [/\(\?P</y, () => '(?<'],
  [/\(\?P=(\w+)\)/y, ([, name]) => `\\k<${name}>`],
  [/\(\?([a-zA-Z]+)\)/y, writeFlags],
  [/\(\?(?::|=|!|<=|<!|<\w+>)/y, asItIs],
  [/\(\?./sy, nothing],
  [/\{\d+(?:,\d*)?\}/y, asItIs],
  [/\{,(\d+)\}/y, ([, most]) => `{0,${most}}`],
  [/[\]{}]/y, ([bracket]) => `\\${bracket}`],
  [/\[\^?/y, ([opening], writing) => inClass(true, opening, writing)],
  [/[\s\S]/uy, asItIs],
];

const rulesInClass: readonly Rule[] = [
  [/\[:([a-z]+):\]-?/y, writePosix],
  [/\[[:.=]/y, nothing],
  // Java's intersection.
  [/&&/y, nothing],
  // A class cannot end a range, so a hyphen beside it is a literal.
  [/-(?=\\[dDwWsSpP]|\[:)/y, () => '\\-'],
  [/(\\[dDwWsS])-(?!\])/y, ([, set]) => `${set}\\-`],
  ...escapes,
  [/\\-/y, asItIs],
  [/\\([\s\S])/uy, ([, character]) => character],
  [/\]/y, (_, writing) => inClass(false, ']', writing)],
  [/[\s\S]/uy, asItIs],
];

function inClass(inside: boolean, bracket: string, writing: Writing): string {
  writing.inClass = inside;
  return bracket;
}

function uncertain(text: string, writing: Writing): string {
  writing.certain = false;
  return text;
}

function writePosix([text, name]: RegExpExecArray, writing: Writing): string | undefined {
  const members = Object.hasOwn(posix, name!) ? posix[name!] : undefined;
  return members && uncertain(members + (text.endsWith('-') ? '\\-' : ''), writing);
}

/** A Unicode property by its ECMA-262 name; also the classes of POSIX under their Java names. */
function writeProperty(
  [, letter, braced, single]: RegExpExecArray,
  writing: Writing,
): string | undefined {
  const name = (braced ?? single!).replace(/^\^/, '');
  const isNegated = (letter === 'P') !== (braced?.startsWith('^') ?? false);
  const property = isNegated ? 'P' : 'p';
  if (/^all$/i.test(name)) return `\\${property}{Any}`;
  for (const known of [name, `Script=${name}`]) {
    if (isProperty(known)) return `\\${property}{${known}}`;
  }
  const members = Object.hasOwn(posix, name.toLowerCase()) ? posix[name.toLowerCase()] : undefined;
  if (members === undefined) return undefined;
  if (!writing.inClass) return uncertain(`[${isNegated ? '^' : ''}${members}]`, writing);
  return isNegated ? undefined : uncertain(members, writing);
}

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'u').source !== '';
  } catch {
    return false;
  }
}

/** Flags apply from their position on, so at the beginning they apply to the whole. */
function writeFlags([, flags]: RegExpExecArray, writing: Writing): string | undefined {
  if (!/^\^?$/.test(writing.source) || !/^[imsu]+$/.test(flags!)) return undefined;
  const known = [...flags!].filter((flag) => flag !== 'u' && !writing.flags.includes(flag));
  writing.flags += [...new Set(known)].join('');
  return uncertain('', writing);
}
