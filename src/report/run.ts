import type { FindingCode, Place, Severity } from '../finding.ts';
import type { Location } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';
import type { ContractCoverage } from './coverage.ts';
import type { CaseOutcome, InconclusiveCause, Verdict } from './verdict.ts';

/**
 * The outcome of a run of `verify`, `traffic` or a test suite, as JSON by `report.schema.json`. All
 * other reports are made from it, so several runs can be merged.
 */
export interface RunReport {
  readonly format: typeof reportFormat;
  readonly tool: { readonly name: 'specwright'; readonly version: string };
  readonly contracts: readonly ReportedContract[];
  /** An RFC 3339 date-time. */
  readonly started: string;
  readonly seconds: number;
  readonly verdict: Verdict;
  readonly counts: Counts;
  readonly cases: readonly ReportedCase[];
  /** Each finding once, however many cases show it. */
  readonly findings: readonly ReportedFinding[];
  /** The findings by cause: each finding has exactly one. */
  readonly causes: readonly ReportedCause[];
  /** One for each contract; none if it was not requested. */
  readonly coverage: readonly ContractCoverage[];
  /** The items that the run created at a provider and could not delete; absent if there are none. */
  readonly leftovers?: readonly ReportedLeftover[];
}

export interface ReportedLeftover {
  readonly contract: string;
  /** `POST /pets`, which made it. */
  readonly made: string;
  readonly id: string;
  readonly reason: string;
}

export const reportFormat = 'specwright-report-3';

export interface ReportedContract {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** The source of the exchanges, if any: a base URL, a file of recorded exchanges. */
  readonly provider?: string;
  /** The documents of the contract, the root first. */
  readonly documents: readonly { readonly file: string; readonly sha256: string }[];
}

export interface ReportedCase {
  /** The contract's name. */
  readonly contract: string;
  readonly id: string;
  readonly group: string;
  readonly operation: string;
  readonly title: string;
  readonly outcome: CaseOutcome;
  /** Why it is inconclusive, or was skipped. */
  readonly reason?: string;
  readonly cause?: InconclusiveCause;
  /** Fingerprints of findings. */
  readonly findings: readonly string[];
  /**
   * The number of other programs' exchanges that the case stands for: those of one operation with
   * the same outcome and findings. Their names are those of the first. Absent in a case that
   * Specwright sent.
   */
  readonly times?: number;
}

/** How many cases an entry of a report stands for. */
export function timesOf({ times = 1 }: Pick<ReportedCase, 'times'>): number {
  return times;
}

/** The same for a case in every run, and for the exchanges that one case stands for. */
export function caseKey(
  { contract, id, times, group, operation, outcome, reason, cause }: Omit<ReportedCase, 'findings'>,
  findings: readonly string[],
): string {
  const words =
    times === undefined
      ? [contract, id]
      : [contract, group, operation, outcome, reason, cause, ...[...findings].sort()];
  return words.join('\n');
}

export interface ReportedFinding {
  readonly contract: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The requested operation; in a chain, that of the step. */
  readonly operation: string;
  /** The common cause with findings of other operations; the same in every run. */
  readonly cause: string;
  /** The first case that showed it, and the number of cases. */
  readonly case: string;
  readonly cases: number;
  readonly message: string;
  /** The section of OpenAPI, JSON Schema or an RFC behind it. */
  readonly section: string | null;
  /** The place in the contract; `null` if it is unknown. */
  readonly place: ReportedPlace | null;
  /** The place in the exchange. */
  readonly exchange: Place | null;
  readonly fingerprint: string;
  /** Whether it is a known deviation. */
  readonly excused: boolean;
  /** The exchange, and how to reproduce the finding: texts by label. */
  readonly details: Readonly<Record<string, string>>;
}

/** The findings of one cause, in all of its operations. */
export interface ReportedCause {
  readonly contract: string;
  readonly cause: string;
  readonly severity: Severity;
  readonly excused: boolean;
  /** The codes of its findings; mostly one. */
  readonly codes: readonly FindingCode[];
  /** In the order in which they were seen. */
  readonly operations: readonly string[];
  /** How many cases show it, each counted once. */
  readonly cases: number;
  /** Fingerprints, the smallest reproduction first. */
  readonly findings: readonly string[];
}

export interface ReportedPlace {
  readonly file: string;
  /** Line and column, counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly pointer: Pointer;
}

export interface Counts {
  readonly cases: Readonly<Record<CaseOutcome, number>>;
  /** Each finding once; excused ones are not in the other numbers. */
  readonly findings: Readonly<Record<Severity | 'excused', number>>;
  /** Each cause once, in the same way. */
  readonly causes: Readonly<Record<Severity | 'excused', number>>;
}

export function placeOf(at: Location): ReportedPlace {
  const { line, column } = at.document.position(at.pointer);
  return { file: at.document.label, line, column, pointer: at.pointer };
}
