import { type Pointer, parsePointer } from './pointer.ts';

/**
 * The position of a value: its name in the mapping or its place in the list, and the value itself.
 */
export interface Place {
  readonly name: number | undefined;
  /** `undefined` where only a parser can tell. */
  readonly value: number | undefined;
}

/** The members of a mapping or the items of a list. */
type Members = ReadonlyMap<string, Place>;

/**
 * The positions of the values of a YAML text, by pointer; for a missing value, that of its nearest
 * ancestor. Mappings and lists are found by indentation (YAML 1.2.2 sections 8.2.1 and 8.2.2), on
 * demand. `undefined` if the text is written in another way there, with anchors, tags or braces:
 * then it must be parsed.
 */
export function yamlPositions(text: string): (pointer: Pointer) => Place | undefined {
  const known = new Map<number, Members | undefined>();
  const membersAt = (start: number): Members | undefined => {
    if (!known.has(start)) known.set(start, membersOf(text, start));
    return known.get(start);
  };
  const start = firstLine(text);
  return (pointer) => {
    if (start === undefined) return undefined;
    let place: Place = { name: start, value: start };
    for (const token of parsePointer(pointer) ?? []) {
      const members = place.value === undefined ? undefined : membersAt(place.value);
      if (members === undefined) return undefined;
      const next = members.get(token);
      if (next === undefined) return place;
      place = next;
    }
    return place;
  };
}

/** The first line with content; a text that begins with directives or a mark is another matter. */
function firstLine(text: string): number | undefined {
  const begin = /^---[ \t]*\r?\n/.exec(text)?.[0].length ?? 0;
  const first = nextLine(text, begin);
  if (first === undefined || first.indent !== 0) return undefined;
  return /^(?:---|\.\.\.|%|\uFEFF)/.test(text.slice(first.at, first.at + 3)) ? undefined : first.at;
}

interface Line {
  /** The start of its content. */
  readonly at: number;
  readonly indent: number;
}

/** The line with content that begins at `start` or after it; comments have none. */
function nextLine(text: string, start: number): Line | undefined {
  for (let line = start; line < text.length; line = endOfLine(text, line) + 1) {
    let at = line;
    while (text.charCodeAt(at) === space) at += 1;
    const code = text.charCodeAt(at);
    if (code === hash || code === lineFeed || code === carriageReturn || at >= text.length)
      continue;
    return { at, indent: at - line };
  }
  return undefined;
}

const [lineFeed, carriageReturn, space, hash, dash] = [0x0a, 0x0d, 0x20, 0x23, 0x2d];

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** The members of the value at `start`: none for a scalar; `undefined` if they are unclear. */
function membersOf(text: string, start: number): Members | undefined {
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const isList = isItem(text, start);
  if (!isList && nameAt(text, start) === undefined) {
    names.lastIndex = start;
    // A quoted or plain text contains no positions.
    return !names.test(text) && /["'\w/.(]/.test(text.charAt(start)) ? new Map() : undefined;
  }
  const members = new Map<string, Place>();
  for (let line: Line | undefined = { at: start, indent }; line?.indent === indent; ) {
    if (isItem(text, line.at) !== isList) {
      // A list may have the same indent as the member that contains it.
      return isList && nameAt(text, line.at) !== undefined ? members : undefined;
    }
    const entry = isList ? itemAt(text, line.at, indent) : memberAt(text, line.at, indent);
    if (entry === undefined) return undefined;
    const key = entry.key ?? String(members.size);
    if (members.has(key)) return undefined;
    members.set(key, entry);
    do line = nextLine(text, endOfLine(text, line.at) + 1);
    while (
      line &&
      (line.indent > indent || (!isList && line.indent === indent && isItem(text, line.at)))
    );
  }
  return members;
}

function isItem(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return (
    text.charCodeAt(at) === dash &&
    (next === space || next === lineFeed || next === carriageReturn || Number.isNaN(next))
  );
}

interface Entry extends Place {
  readonly key: string | undefined;
}

function itemAt(text: string, at: number, indent: number): Entry {
  const value = valueAfter(text, at + 1, indent, false);
  return { key: undefined, name: value, value };
}

function memberAt(text: string, at: number, indent: number): Entry | undefined {
  const name = nameAt(text, at);
  if (name === undefined) return undefined;
  return { key: name.key, name: at, value: valueAfter(text, name.end, indent, true) };
}

const names =
  /"((?:[^"\\\n]|\\.)*)"[ ]*:(?=\s|$)|'((?:[^'\n]|'')*)'[ ]*:(?=\s|$)|([\w$./(~+^<=\u0080-\uffff][^\n]*?):(?=\s|$)/y;

/** The name of a member, and the end of its colon; `undefined` if the name is not plain. */
function nameAt(
  text: string,
  at: number,
): { readonly key: string; readonly end: number } | undefined {
  names.lastIndex = at;
  const [all, double, single, plain] = names.exec(text) ?? [];
  if (all === undefined) return undefined;
  const end = at + all.length;
  if (single !== undefined) return { key: single.replaceAll("''", "'"), end };
  if (double !== undefined) {
    return double.includes('\\') ? undefined : { key: double, end };
  }
  const key = plain!.trimEnd();
  const isNumber = key !== '' && !Number.isNaN(Number(key)) && String(Number(key)) !== key;
  const isOther =
    isNumber || /^(?:~|<<|null|true|false|[-+]?\.(?:inf|nan))$|^0[ox]|[ \t]#/i.test(key);
  return isOther ? undefined : { key, end };
}

/** The start of the value after a colon or a dash, in its line or below. */
function valueAfter(
  text: string,
  from: number,
  indent: number,
  isMember: boolean,
): number | undefined {
  let at = from;
  while (text.charCodeAt(at) === space) at += 1;
  const end = endOfLine(text, at);
  const rest = text.slice(at, Math.min(end, at + 2)).trimEnd();
  if (rest !== '' && !rest.startsWith('#')) return /^[&*!\t?]/.test(rest) ? undefined : at;
  const line = nextLine(text, end + 1);
  if (line === undefined) return undefined;
  const isInside =
    line.indent > indent || (isMember && line.indent === indent && isItem(text, line.at));
  return isInside && !/^[&*!\t?]/.test(text.charAt(line.at)) ? line.at : undefined;
}
