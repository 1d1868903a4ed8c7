import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Inconclusive } from '../report/verdict.ts';
import type { Case } from './case.ts';

/** What became of one case. */
export type Outcome =
  /** Every answer was as promised; `findings` holds what does not fail, and may be empty. */
  | Sent<'passed'>
  /** At least one finding is a violation that no deviation excuses. */
  | Sent<'failed'>
  /** The answers say nothing of the case, or there are too few of them. */
  | (Sent<'inconclusive'> & Inconclusive)
  /** Not sent: by the mode, because others failed before, or because no such request exists. */
  | { readonly kind: 'skipped'; readonly case: Case; readonly reason: string };

interface Sent<Kind extends string> {
  readonly kind: Kind;
  readonly case: Case;
  /**
   * One for each step that was answered, with secrets as `REDACTED_NAME`. An answer that is not HTTP at all has
   * the status 0.
   */
  readonly exchanges: readonly Exchange[];
  /** What was answered 409 before a step was sent again with other values, which is in `exchanges`. */
  readonly conflicts: readonly Conflict[];
  readonly findings: readonly CaseFinding[];
}

/** What became of a case that was sent. */
export type SentOutcome = Exclude<Outcome, { readonly kind: 'skipped' }>;

/** A request whose values were used before. */
export interface Conflict {
  /** An index of `exchanges`. */
  readonly step: number;
  readonly exchange: Exchange;
}

export interface CaseFinding {
  readonly finding: Finding;
  /** The step whose answer shows it: an index of `exchanges`. */
  readonly step: number;
  /** `operation code place`, the same from run to run: what a deviation is known by. */
  readonly fingerprint: string;
  /** The known deviation that excuses it. */
  readonly excused: boolean;
  /** What came of sending the case again; only for the first violation of its kind in a run. */
  readonly reproduction?: Reproduction;
  /** What shows it best, where that is none of `exchanges`: a smaller request, an answer 409. */
  readonly shown?: Exchange;
}

/** Whether a failure was seen again when its case was sent again. */
export type Reproduction =
  | { readonly kind: 'again' }
  /** The provider does not answer the same request in the same way. */
  | { readonly kind: 'not-again' };
