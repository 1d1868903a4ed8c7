import { causesOf, reportedCause } from './causes.ts';
import { countsOf } from './counts.ts';
import { type ContractCoverage, mergeCoverage } from './coverage.ts';
import {
  caseKey,
  type ReportedCase,
  type ReportedContract,
  type ReportedFinding,
  type RunReport,
  reportFormat,
  timesOf,
} from './run.ts';
import { isWorse, worstVerdict } from './verdict.ts';

export type Merged =
  | { readonly ok: true; readonly report: RunReport }
  | { readonly ok: false; readonly reason: string };

/** One report from several runs: shards, `verify` and recorded traffic, several APIs. */
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
      const key = caseKey(each, each.findings);
      const known = cases.get(key);
      cases.set(key, known === undefined ? each : mergeCases(known, each));
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
  const seen = { cases: [...cases.values()], findings: [...findings.values()] };
  const merged = { ...seen, causes: causesOf(seen).map(reportedCause) };
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

/** A case that two runs sent has the worse outcome; exchanges add up. */
function mergeCases(known: ReportedCase, other: ReportedCase): ReportedCase {
  if (known.times !== undefined) return { ...known, times: known.times + timesOf(other) };
  return isWorse(other, known) ? other : known;
}

function isSame(a: ReportedContract, b: ReportedContract): boolean {
  return JSON.stringify(a.documents) === JSON.stringify(b.documents);
}
