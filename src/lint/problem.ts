import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pointer } from '../json/pointer.ts';
import type { Problem } from '../report/problems.ts';

/** The results of one contract. */
export interface LintResult {
  readonly problems: readonly Problem[];
  /**
   * Whether something could not be checked: a document that does not load, rules that do not apply.
   */
  readonly incomplete: boolean;
  /** The files that Redocly read or searched for beside the documents of the contract. */
  readonly files: readonly string[];
}

/** Names a path, a file URL or another URL as problems do. */
export function labelOf(source: string, cwd: string): string {
  if (/^https?:/.test(source)) return source;
  const file = source.startsWith('file:') ? fileURLToPath(source) : source;
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative;
}

/** The JSON Pointer of a place that Redocly names: `#/info`, and `#/` for the whole document. */
export function pointerOf(place: string): Pointer {
  return place.replace(/^#\/?(?=.)/, '/').replace(/^[#/]*$/, '');
}
