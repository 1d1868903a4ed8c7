import { child, type Pointer } from '../json/pointer.ts';

const quote = 0x22;
const backslash = 0x5c;

/** How many names a text has at the most: colons after a quotation mark, which a string may hold. */
export function mayCountNames(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === quote) count += 1;
  }
  return count;
}

/** How many names a value's objects have; `undefined` when it is nested deeper than a limit. */
export function countNames(value: unknown, maximumDepth: number): number | undefined {
  const count = countWithin(value, maximumDepth);
  return count === Number.POSITIVE_INFINITY ? undefined : count;
}

function countWithin(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return Number.POSITIVE_INFINITY;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countWithin(item, depth - 1);
  } else {
    for (const name in value) {
      count += 1 + countWithin((value as Record<string, unknown>)[name], depth - 1);
    }
  }
  return count;
}

/** An object or array that is open: the names it has had, or the index it is at. */
interface Container {
  readonly pointer: Pointer;
  readonly names: Set<string> | undefined;
  at: string | number;
}

/**
 * The members of a JSON text's objects whose name came before in the same object, which RFC 8259
 * section 4 says SHOULD not be: readers keep the last one, or the first, or refuse the text.
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
