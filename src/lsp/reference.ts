import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { absoluteUri, splitReference } from '../api/resolve.ts';
import { type Position, parseSource } from '../json/document.ts';
import { pointerOfFragment } from '../json/pointer.ts';
import { yamlPositions } from '../json/yaml-positions.ts';

/** A reference in a line, possibly incomplete. */
export interface WrittenReference {
  /** `./pets.yaml#/components/schemas/Pet` */
  readonly text: string;
  /** The start and end of the reference in the line, without quotes. */
  readonly start: number;
  readonly end: number;
}

/** The reference in a line around a column, both counted from 0. */
export function referenceIn(line: string, column: number): WrittenReference | undefined {
  for (const match of line.matchAll(/["']?\$ref["']?[ \t]*:[ \t]*(["']?)([^"'\s,}]*)/g)) {
    const text = match[2]!;
    const end = match.index + match[0].length;
    const start = end - text.length;
    if (column >= match.index && column <= end + match[1]!.length) return { text, start, end };
  }
  return undefined;
}

/** The target of a reference: a file, and the place in it; `undefined` if nothing is there. */
export function targetOf(
  reference: string,
  from: string,
  textOf: (file: string) => string | undefined,
): { readonly file: string; readonly position: Position } | undefined {
  const { base, fragment } = splitReference(reference);
  const uri = base === '' ? pathToFileURL(from).href : absoluteUri(base, pathToFileURL(from).href);
  const pointer = pointerOfFragment(fragment);
  if (uri === undefined || !uri.startsWith('file:') || pointer === undefined) return undefined;
  const file = fileURLToPath(uri);
  const text = textOf(file) ?? readText(file);
  if (text === undefined) return undefined;
  return { file, position: positionOf(pointer.replace(/^(?!\/|$)/, '/'), file, text) };
}

/** A text may be unparsable while it is edited. */
function positionOf(pointer: string, file: string, text: string): Position {
  const place = /^\s*[{[]/.test(text) ? undefined : yamlPositions(text)(pointer);
  if (place?.name === undefined)
    return parseSource(`file:${file}`, file, text).document.position(pointer);
  const before = text.slice(0, place.name);
  const line = before.split('\n').length;
  return { line, column: place.name - before.lastIndexOf('\n') };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The path of a file relative to another, as references write it. */
export function relativeReference(file: string, from: string): string {
  const relative = path.relative(path.dirname(from), file).split(path.sep).join('/');
  return relative.startsWith('.') ? relative : `./${relative}`;
}
