import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Inconclusive } from '../report/verdict.ts';
import type { Case } from './case.ts';

/** The outcome of one case. */
export type Outcome =
  /** Every answer was right; `findings` holds advisories, and may be empty. */
  | Sent<'passed'>
  /** At least one finding is a violation that no deviation excuses. */
  | Sent<'failed'>
  /** The answers do not decide the case, or some are missing. */
  | (Sent<'inconclusive'> & Inconclusive)
  /** Not sent: the mode forbids it, other cases failed before, or no such request exists. */
  | { readonly kind: 'skipped'; readonly case: Case; readonly reason: string };

interface Sent<Kind extends string> {
  readonly kind: Kind;
  readonly case: Case;
  /**
   * One exchange for each answered step, with secrets as `REDACTED_NAME`. An answer that is not
   * HTTP has the status 0.
   */
  readonly exchanges: readonly Exchange[];
  /**
   * The exchange with a 409, before the step was sent again with other values; the later one is in
   * `exchanges`.
   */
  readonly conflicts: readonly Conflict[];
  readonly findings: readonly CaseFinding[];
}

/** The outcome of a case that was sent. */
export type SentOutcome = Exclude<Outcome, { readonly kind: 'skipped' }>;

/** A request whose values were used before. */
export interface Conflict {
  /** An index of `exchanges`. */
  readonly step: number;
  readonly exchange: Exchange;
}

export interface CaseFinding {
  readonly finding: Finding;
  /** The step whose answer shows it, as an index of `exchanges`. */
  readonly step: number;
  /** `operation code place`, the same in every run; deviations use it as their key. */
  readonly fingerprint: string;
  /** The known deviation that excuses it. */
  readonly excused: boolean;
  /** The result of sending the case again; only for the first violation of each cause in a run. */
  readonly reproduction?: Reproduction;
  /** The exchange that shows it best, if it is not in `exchanges`: a smaller request, or a 409. */
  readonly shown?: Exchange;
}

/** Whether a failure happened again when its case was sent again. */
export type Reproduction =
  | { readonly kind: 'again' }
  /** The provider does not answer the same request in the same way. */
  | { readonly kind: 'not-again' };
