import { child, type Pointer } from '../json/pointer.ts';

const quote = 0x22;
const backslash = 0x5c;

/**
 * The maximum number of names in a text: colons after a quotation mark, which strings may also
 * contain.
 */
export function mayCountNames(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === quote) count += 1;
  }
  return count;
}

/** The result of one walk through a value. */
export interface Survey {
  /** The number of names in its objects. */
  names: number;
  /** Whether it has a number beyond the integers that a double holds exactly. */
  hasGreatNumber: boolean;
}

/** Walks through a value; `undefined` if its nesting exceeds the limit. */
export function survey(value: unknown, maximumDepth: number): Survey | undefined {
  const found: Survey = { names: 0, hasGreatNumber: false };
  return look(value, maximumDepth, found) ? found : undefined;
}

function look(value: unknown, depth: number, found: Survey): boolean {
  if (typeof value !== 'object') {
    if (typeof value === 'number' && isGreat(value)) found.hasGreatNumber = true;
    return true;
  }
  if (value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!look(item, depth - 1, found)) return false;
    return true;
  }
  for (const name in value) {
    found.names += 1;
    const member = (value as Record<string, unknown>)[name];
    // Most members are texts, and a function call for each would cost more than this check.
    if (typeof member !== 'string' && !look(member, depth - 1, found)) return false;
  }
  return true;
}

function isGreat(value: number): boolean {
  return value > Number.MAX_SAFE_INTEGER || value < -Number.MAX_SAFE_INTEGER;
}

/** An object or array that is not closed yet: the names so far, or the current index. */
interface Container {
  readonly pointer: Pointer;
  readonly names: Set<string> | undefined;
  at: string | number;
}

/**
 * The members of a JSON text's objects that repeat a name of the same object. RFC 8259 section 4
 * says that names SHOULD be unique: readers keep the last member, or the first, or refuse the text.
 */
export function findRepeatedNames(text: string): readonly Pointer[] {
  const found: Pointer[] = [];
  const open: Container[] = [];
  const here = () => {
    const container = open.at(-1);
    return container === undefined ? '' : child(container.pointer, container.at);
  };
  for (let offset = 0; offset < text.length; offset += 1) {
    const container = open.at(-1);
    switch (text[offset]) {
      case '{':
        open.push({ pointer: here(), names: new Set(), at: '' });
        break;
      case '[':
        open.push({ pointer: here(), names: undefined, at: 0 });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (typeof container?.at === 'number') container.at += 1;
        break;
      case '"': {
        const end = endOfString(text, offset);
        if (container?.names !== undefined && isName(text, end)) {
          const name = JSON.parse(text.slice(offset, end)) as string;
          container.at = name;
          if (container.names.has(name)) found.push(here());
          container.names.add(name);
        }
        offset = end - 1;
      }
    }
  }
  return found;
}

/** The offset after the string that begins at an offset. */
function endOfString(text: string, start: number): number {
  let offset = start + 1;
  while (text.charCodeAt(offset) !== quote) {
    offset += text.charCodeAt(offset) === backslash ? 2 : 1;
  }
  return offset + 1;
}

function isName(text: string, end: number): boolean {
  let after = end;
  while (isSpace(text.charCodeAt(after))) after += 1;
  return text[after] === ':';
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
