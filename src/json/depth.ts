import { child, type Pointer } from './pointer.ts';

/**
 * How deep objects and lists of a document may be nested. Code that walks a document is recursive,
 * here and in the libraries; RFC 8259 section 9 allows a limit.
 */
export const maximumDepth = 256;

/** The place where a value exceeds the limit; `undefined` for a value within it. */
export function tooDeep(value: unknown, left = maximumDepth): Pointer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (left === 0) return '';
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const found = tooDeep(value[index], left - 1);
      if (found !== undefined) return child('', index) + found;
    }
    return undefined;
  }
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member !== 'object') continue;
    const found = tooDeep(member, left - 1);
    if (found !== undefined) return child('', name) + found;
  }
  return undefined;
}

/**
 * Roughly where a YAML text exceeds the limit, by its indentation and brackets, for texts that no
 * parser can read.
 */
export function deepOffset(text: string): number {
  const indents: number[] = [];
  let brackets = 0;
  let offset = 0;
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ -]/);
    if (indent !== -1 && brackets === 0) {
      while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop();
      indents.push(indent);
    }
    for (const { 0: mark, index } of line.matchAll(/[[\]{}]/g)) {
      brackets = Math.max(0, brackets + (mark === '[' || mark === '{' ? 1 : -1));
      if (indents.length + brackets > maximumDepth) return offset + index;
    }
    if (indents.length > maximumDepth) return offset + indent;
    offset += line.length + 1;
  }
  return 0;
}
