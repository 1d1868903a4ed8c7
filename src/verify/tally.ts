import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { causeOf } from '../report/cause.ts';
import { causeKey } from '../report/causes.ts';
import { type CaseOutcome, isFailure, isUnchecked, isUnseen } from '../report/verdict.ts';
import type { CaseGroup } from './case.ts';
import type { Outcome, SentOutcome } from './outcome.ts';

/** The outcome of a run in numbers. It stores no exchange, so a run may be long. */
export interface Tally {
  saw(outcome: Outcome): void;
  readonly counts: ReadonlyMap<CaseGroup, Readonly<Record<CaseOutcome, number>>>;
  total(kind: CaseOutcome): number;
  /** The reasons of inconclusive and skipped cases, each with their number. */
  reasons(kind: CaseOutcome): readonly (readonly [string, number])[];
  /** The number of failed cases by cause. */
  readonly failures: ReadonlyMap<string, number>;
  /** How many cases got no response, and how many could not be checked completely. */
  readonly unanswered: number;
  readonly unchecked: number;
  /** Operations for which no valid request was decided. */
  inconclusive(): readonly Operation[];
  wasTried(operation: Operation): boolean;
}

export function createTally(): Tally {
  const counts = new Map<CaseGroup, Record<CaseOutcome, number>>();
  const reasons = new Map<string, number>();
  const failures = new Map<string, number>();
  const tried = new Set<Operation>();
  const checked = new Set<Operation>();
  let unanswered = 0;
  let unchecked = 0;

  function saw(outcome: Outcome): void {
    const { kind } = outcome;
    const { group, steps } = outcome.case;
    const row = counts.get(group) ?? {
      passed: 0,
      failed: 0,
      inconclusive: 0,
      skipped: 0,
    };
    counts.set(group, row);
    row[kind] += 1;
    if ('reason' in outcome) {
      const key = `${kind} ${outcome.reason}`;
      reasons.set(key, (reasons.get(key) ?? 0) + 1);
    }
    if (outcome.kind === 'skipped') return;
    const ways = new Set<string>();
    for (const { finding, fingerprint, excused } of outcome.findings) {
      if (isFailure(finding, excused)) ways.add(keyOf(finding, fingerprint));
    }
    for (const way of ways) failures.set(way, (failures.get(way) ?? 0) + 1);
    if (outcome.kind === 'inconclusive' && outcome.cause === 'unanswered') unanswered += 1;
    else if (isPartlyUnchecked(outcome)) unchecked += 1;
    for (const { operation, expectation } of steps) {
      if (expectation.kind !== 'accepted') continue;
      tried.add(operation);
      if (kind !== 'inconclusive') checked.add(operation);
    }
  }

  const reasonsOf = (kind: CaseOutcome) =>
    [...reasons]
      .filter(([key]) => key.startsWith(`${kind} `))
      .map(([key, count]) => [key.slice(kind.length + 1), count] as const)
      .sort((a, b) => b[1] - a[1]);

  return {
    saw,
    counts,
    total: (kind) => [...counts.values()].reduce((sum, row) => sum + row[kind], 0),
    reasons: reasonsOf,
    failures,
    get unanswered() {
      return unanswered;
    },
    get unchecked() {
      return unchecked;
    },
    inconclusive: () => [...tried].filter((operation) => !checked.has(operation)),
    wasTried: (operation) => tried.has(operation),
  };
}

function keyOf(finding: Finding, fingerprint: string): string {
  return causeKey({
    contract: '',
    cause: causeOf(finding, fingerprint),
    severity: finding.severity,
    excused: false,
  });
}

function isPartlyUnchecked(outcome: SentOutcome): boolean {
  if (outcome.kind === 'inconclusive' && isUnseen(outcome)) return true;
  return outcome.findings.some(({ finding }) => isUnchecked(finding));
}
