import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something a reader of a document should fix, at its place. */
export interface LintProblem {
  /** Relative to the working directory where it is below it. */
  readonly file: string;
  /** Counted from 1, as `column` is. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** A Redocly rule, or the code of a finding. */
  readonly rule: string;
  readonly message: string;
}

/** What was found of one contract. */
export interface LintResult {
  readonly problems: readonly LintProblem[];
  /** Whether something could not be looked at: a document that does not load, rules that do not apply. */
  readonly incomplete: boolean;
  /** The files that Redocly read beside the documents of the contract, or looked for. */
  readonly files: readonly string[];
}

/** Names a path, a URL of a file or another URL as problems do. */
export function labelOf(source: string, cwd: string): string {
  if (/^https?:/.test(source)) return source;
  const file = source.startsWith('file:') ? fileURLToPath(source) : source;
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative;
}
