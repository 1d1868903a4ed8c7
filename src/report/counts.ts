import type { Severity } from '../finding.ts';
import { type Counts, type RunReport, timesOf } from './run.ts';
import type { CaseOutcome } from './verdict.ts';

/** The numbers of cases, findings and causes in any run. */
export function countsOf({
  cases,
  findings,
  causes,
}: Pick<RunReport, 'cases' | 'findings' | 'causes'>): Counts {
  const byOutcome = (outcome: CaseOutcome) =>
    cases.reduce((count, each) => count + (each.outcome === outcome ? timesOf(each) : 0), 0);
  return {
    cases: {
      passed: byOutcome('passed'),
      failed: byOutcome('failed'),
      inconclusive: byOutcome('inconclusive'),
      skipped: byOutcome('skipped'),
    },
    findings: bySeverity(findings),
    causes: bySeverity(causes),
  };
}

function bySeverity(
  all: readonly { readonly severity: Severity; readonly excused: boolean }[],
): Counts['findings'] {
  const count = (severity: Severity) =>
    all.filter((one) => !one.excused && one.severity === severity).length;
  return {
    violation: count('violation'),
    undocumented: count('undocumented'),
    advisory: count('advisory'),
    excused: all.filter(({ excused }) => excused).length,
  };
}
