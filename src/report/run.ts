import type { FindingCode, Place, Severity } from '../finding.ts';
import type { Location } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';
import { type ContractCoverage, mergeCoverage } from './coverage.ts';
import {
  type CaseOutcome,
  type InconclusiveCause,
  isWorse,
  type Verdict,
  worstVerdict,
} from './verdict.ts';

/**
 * What a run of `verify`, `traffic` or a test suite came to, as JSON that `report.schema.json`
 * describes. Every other report is written from it, and so those of several runs can be merged.
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
  /** One for each contract; none where it was not asked for. */
  readonly coverage: readonly ContractCoverage[];
  /** What the run has made at a provider and could not delete; not there where there is nothing. */
  readonly leftovers?: readonly ReportedLeftover[];
}

export interface ReportedLeftover {
  readonly contract: string;
  /** `POST /pets`, which made it. */
  readonly made: string;
  readonly id: string;
  readonly reason: string;
}

export const reportFormat = 'specwright-report-2';

export interface ReportedContract {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** What was asked, if anybody was: a base URL, a file of recorded exchanges. */
  readonly provider?: string;
  /** The documents that it was read from, the root first. */
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
}

export interface ReportedFinding {
  readonly contract: string;
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly operation: string;
  /** The first case that showed it, and how many did. */
  readonly case: string;
  readonly cases: number;
  readonly message: string;
  /** Where the contract says so; `null` where it is said nowhere. */
  readonly place: ReportedPlace | null;
  /** Where in the exchange it is. */
  readonly exchange: Place | null;
  readonly fingerprint: string;
  /** Whether it is a known deviation. */
  readonly excused: boolean;
  /** What was promised and came, and how to see it again: texts by their labels. */
  readonly details: Readonly<Record<string, string>>;
}

export interface ReportedPlace {
  readonly file: string;
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly pointer: Pointer;
}

export interface Counts {
  readonly cases: Readonly<Record<CaseOutcome, number>>;
  /** Each finding once; excused ones are in none of the other numbers. */
  readonly findings: Readonly<Record<Severity | 'excused', number>>;
}

export function placeOf(at: Location): ReportedPlace {
  const { line, column } = at.document.position(at.pointer);
  return { file: at.document.label, line, column, pointer: at.pointer };
}

/** What can be said of cases and findings, whichever run they come from. */
export function countsOf({ cases, findings }: Pick<RunReport, 'cases' | 'findings'>): Counts {
  const byOutcome = (outcome: CaseOutcome) =>
    cases.reduce((count, each) => count + (each.outcome === outcome ? 1 : 0), 0);
  const bySeverity = (severity: Severity) =>
    findings.filter((found) => !found.excused && found.severity === severity).length;
  return {
    cases: {
      passed: byOutcome('passed'),
      failed: byOutcome('failed'),
      inconclusive: byOutcome('inconclusive'),
      skipped: byOutcome('skipped'),
    },
    findings: {
      violation: bySeverity('violation'),
      undocumented: bySeverity('undocumented'),
      advisory: bySeverity('advisory'),
      excused: findings.filter(({ excused }) => excused).length,
    },
  };
}

export type Merged =
  | { readonly ok: true; readonly report: RunReport }
  | { readonly ok: false; readonly reason: string };

/** One report of several runs: of shards, of `verify` and recorded traffic, of several APIs. */
export function mergeReports(reports: readonly [RunReport, ...RunReport[]]): Merged {
  const contracts = new Map<string, ReportedContract>();
  const cases = new Map<string, ReportedCase>();
  const findings = new Map<string, ReportedFinding>();
  const coverage = new Map<string, ContractCoverage>();
  for (const report of reports) {
    for (const contract of report.contracts) {
      const known = contracts.get(contract.name);
      if (known !== undefined && !isSame(known, contract)) {
        const reason = `the reports were made with different documents of "${contract.name}"`;
        return { ok: false, reason };
      }
      contracts.set(contract.name, known ?? contract);
    }
    for (const each of report.cases) {
      const key = `${each.contract} ${each.id}`;
      const known = cases.get(key);
      if (known === undefined) cases.set(key, each);
      else if (isWorse(each, known)) cases.set(key, each);
    }
    for (const found of report.findings) {
      const key = `${found.contract} ${found.fingerprint}`;
      const known = findings.get(key);
      findings.set(
        key,
        known === undefined ? found : { ...known, cases: known.cases + found.cases },
      );
    }
    for (const one of report.coverage) {
      const known = coverage.get(one.contract);
      coverage.set(one.contract, known === undefined ? one : mergeCoverage(known, one));
    }
  }
  const leftovers = reports.flatMap((report) => report.leftovers ?? []);
  const merged = { cases: [...cases.values()], findings: [...findings.values()] };
  return {
    ok: true,
    report: {
      format: reportFormat,
      tool: reports[0].tool,
      contracts: [...contracts.values()],
      started: reports.map(({ started }) => started).sort()[0]!,
      seconds: reports.reduce((sum, { seconds }) => sum + seconds, 0),
      verdict: worstVerdict(reports.map(({ verdict }) => verdict)),
      counts: countsOf(merged),
      ...merged,
      coverage: [...coverage.values()],
      ...(leftovers.length > 0 && { leftovers }),
    },
  };
}

function isSame(a: ReportedContract, b: ReportedContract): boolean {
  return JSON.stringify(a.documents) === JSON.stringify(b.documents);
}
