import { createHash } from 'node:crypto';
import type { Api } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { causeOf, operationOf } from './cause.ts';
import { causesOf, reportedCause } from './causes.ts';
import { countsOf } from './counts.ts';
import type { ContractCoverage } from './coverage.ts';
import { messageOf } from './message.ts';
import {
  caseKey,
  placeOf,
  type ReportedCase,
  type ReportedContract,
  type ReportedFinding,
  type RunReport,
  reportFormat,
  timesOf,
} from './run.ts';
import { sectionOf } from './section.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/**
 * Collects cases in a report. It keeps only the names of a case, and the first case of each
 * finding. It counts equal exchanges of other programs, so that the report of a long run stays
 * small.
 */
export interface ReportBuilder {
  note(noted: NotedCase): void;
  /** The notes about a finding so far. */
  finding(contract: string, fingerprint: string): ReportedFinding | undefined;
  /** The verdict follows from the cases by default. */
  report(seconds: number, verdict?: Verdict): RunReport;
}

export interface NotedCase extends Omit<ReportedCase, 'findings'> {
  readonly findings: readonly NotedFinding[];
}

export interface NotedFinding {
  readonly finding: Finding;
  readonly fingerprint: string;
  /** Whether it is a known deviation. */
  readonly excused: boolean;
  /** The expected and actual exchange, and how to reproduce it; called once for each finding. */
  details(): Details;
}

/** Texts by their labels. */
export type Details = Readonly<Record<string, string>>;

export interface ReportBuilderOptions {
  readonly contracts: readonly RecordedContract[];
  /** The version of this program. */
  readonly version: string;
  readonly started: Date;
}

export interface RecordedContract {
  readonly api: Api;
  /** The source of the exchanges: a base URL, a file. */
  readonly provider?: string;
  readonly coverage?: { report(): ContractCoverage };
}

export function createReportBuilder(options: ReportBuilderOptions): ReportBuilder {
  const cases: ReportedCase[] = [];
  const counted = new Map<string, ReportedCase & { times: number }>();
  const findings = new Map<string, ReportedFinding & { cases: number }>();

  function note(noted: NotedCase): void {
    if (noted.findings.length === 0) {
      count(noted, []);
      return;
    }
    const own = new Map(noted.findings.map((found) => [found.fingerprint, found]));
    for (const [fingerprint, found] of own) {
      const key = `${noted.contract} ${fingerprint}`;
      const known = findings.get(key);
      if (known === undefined) findings.set(key, reported(noted, found));
      else known.cases += timesOf(noted);
    }
    count(noted, [...own.keys()]);
  }

  /** Most exchanges only add to a number, so that nothing else is made for them. */
  function count(noted: NotedCase, found: readonly string[]): void {
    const { times } = noted;
    if (times === undefined) {
      cases.push({ ...noted, findings: found });
      return;
    }
    const key = caseKey(noted, found);
    const known = counted.get(key);
    if (known !== undefined) {
      known.times += times;
      return;
    }
    const first = { ...noted, findings: found, times };
    counted.set(key, first);
    cases.push(first);
  }

  return {
    note,
    finding: (contract, fingerprint) => findings.get(`${contract} ${fingerprint}`),
    report(seconds, verdict) {
      const seen = { cases: [...cases], findings: [...findings.values()] };
      const noted = { ...seen, causes: causesOf(seen).map(reportedCause) };
      return {
        format: reportFormat,
        tool: { name: 'specwright', version: options.version },
        contracts: options.contracts.map(contractOf),
        started: options.started.toISOString(),
        seconds,
        verdict: verdict ?? verdictOf(noted.cases, noted.findings),
        counts: countsOf(noted),
        ...noted,
        coverage: options.contracts.flatMap(({ coverage }) => coverage?.report() ?? []),
      };
    },
  };
}

function reported(
  noted: NotedCase,
  { finding, fingerprint, excused, details }: NotedFinding,
): ReportedFinding & { cases: number } {
  const { contract, id } = noted;
  const { code, severity, at, place } = finding;
  return {
    contract,
    code,
    severity,
    operation: operationOf(fingerprint, code),
    cause: causeOf(finding, fingerprint),
    case: id,
    cases: timesOf(noted),
    message: messageOf(finding),
    section: sectionOf(finding) ?? null,
    place: at === undefined ? null : placeOf(at),
    exchange: place ?? null,
    fingerprint,
    excused,
    details: details(),
  };
}

function contractOf({ api, provider }: RecordedContract): ReportedContract {
  const { name, title, version, documents, root } = api;
  const others = [...documents.values()].filter((document) => document !== root);
  return {
    name,
    title,
    version,
    ...(provider !== undefined && { provider: withoutSecrets(provider) }),
    documents: [root, ...others].map(({ label, text }) => ({
      file: label,
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
  };
}

/** A URL may contain a user's name and password. */
function withoutSecrets(provider: string): string {
  return provider.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}
