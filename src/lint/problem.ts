/** Something a reader of a document should mend, at its place. */
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
