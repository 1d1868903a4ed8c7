import { type Pointer, parsePointer } from './pointer.ts';

/**
 * The position of a value in a text: its name in the object or its place in the array, and the
 * value itself.
 */
export interface Written {
  readonly name: number;
  readonly value: number;
  /** The written form of a number or a literal; for a text, without escapes. */
  readonly scalar: string | undefined;
}

interface Place {
  readonly name: number;
  readonly value: number;
}

type Members = ReadonlyMap<string, Place>;

/**
 * The positions of the values of a JSON text, by pointer; for a missing value, that of its nearest
 * ancestor. Objects and arrays are scanned on demand, so that a long text is not scanned for a few
 * positions. The text must be JSON.
 */
export function jsonPositions(text: string): (pointer: Pointer) => Written {
  const known = new Map<number, Members>();
  const membersAt = (start: number): Members => {
    const members = known.get(start) ?? membersOf(text, start);
    known.set(start, members);
    return members;
  };
  return (pointer) => {
    const start = afterSpace(text, 0);
    let place: Place = { name: start, value: start };
    for (const token of parsePointer(pointer) ?? []) {
      const next = membersAt(place.value).get(token);
      if (next === undefined) return { ...place, scalar: undefined };
      place = next;
    }
    return { ...place, scalar: scalarAt(text, place.value) };
  };
}

const [quote, comma, backslash] = [0x22, 0x2c, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

function membersOf(text: string, start: number): Members {
  const members = new Map<string, Place>();
  const isObject = text.charCodeAt(start) === openBrace;
  if (!isObject && text.charCodeAt(start) !== openBracket) return members;
  let at = afterSpace(text, start + 1);
  for (let index = 0; !isEnd(text.charCodeAt(at)); index += 1) {
    const name = at;
    if (isObject) at = afterSpace(text, afterSpace(text, afterText(text, at)) + 1);
    const key = isObject ? keyAt(text, name) : String(index);
    members.set(key, { name, value: at });
    at = afterSpace(text, afterValue(text, at));
    if (text.charCodeAt(at) === comma) at = afterSpace(text, at + 1);
  }
  return members;
}

function isEnd(code: number): boolean {
  return code === closeBrace || code === closeBracket || Number.isNaN(code);
}

function keyAt(text: string, start: number): string {
  const written = text.slice(start, afterText(text, start));
  return written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
}

function afterSpace(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code <= 0x20 || code === 0xfeff; at += 1) {
    code = text.charCodeAt(at + 1);
  }
  return at;
}

/** The offset after the text whose quote is at `start`. */
function afterText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes += 1;
  return backslashes % 2 === 1;
}

function afterValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = afterText(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return at + 1;
      if (depth < 0) return at;
    } else if (depth === 0 && code === comma) return at;
    at += 1;
  }
  return at;
}

function scalarAt(text: string, start: number): string | undefined {
  const code = text.charCodeAt(start);
  if (code === openBrace || code === openBracket) return undefined;
  const written = text.slice(start, afterValue(text, start)).trim();
  return code === quote ? (JSON.parse(written) as string) : written;
}
