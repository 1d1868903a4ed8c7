import type { Operation } from '../api/model.ts';
import type { CaseGroup } from './case.ts';
import type { Outcome } from './outcome.ts';

/** What a run came to, in numbers. Holds no exchange, however long the run. */
export interface Tally {
  saw(outcome: Outcome): void;
  readonly counts: ReadonlyMap<CaseGroup, Readonly<Record<Outcome['kind'], number>>>;
  total(kind: Outcome['kind']): number;
  /** Why cases were not answered, or were not sent: each reason with the number of them. */
  reasons(kind: Outcome['kind']): readonly (readonly [string, number])[];
  /** Ways in which the contract is broken: the number of cases for each fingerprint. */
  readonly failures: ReadonlyMap<string, number>;
  /** Operations that were tried, and of which no request that keeps the contract says anything. */
  unchecked(): readonly Operation[];
  wasTried(operation: Operation): boolean;
}

export function createTally(): Tally {
  const counts = new Map<CaseGroup, Record<Outcome['kind'], number>>();
  const reasons = new Map<string, number>();
  const failures = new Map<string, number>();
  const tried = new Set<Operation>();
  const checked = new Set<Operation>();

  function saw(outcome: Outcome): void {
    const { kind } = outcome;
    const { group, steps } = outcome.case;
    const row = counts.get(group) ?? {
      kept: 0,
      broken: 0,
      inconclusive: 0,
      'not-checked': 0,
      'left-out': 0,
    };
    counts.set(group, row);
    row[kind] += 1;
    if ('reason' in outcome) {
      const key = `${kind} ${outcome.reason}`;
      reasons.set(key, (reasons.get(key) ?? 0) + 1);
    }
    if (kind === 'broken') {
      const ways = new Set(
        outcome.findings
          .filter(({ finding, excused }) => finding.severity === 'violation' && !excused)
          .map(({ fingerprint }) => fingerprint),
      );
      for (const way of ways) failures.set(way, (failures.get(way) ?? 0) + 1);
    }
    if (kind === 'left-out') return;
    for (const { operation, expectation } of steps) {
      if (expectation.kind !== 'accepted') continue;
      tried.add(operation);
      if (kind === 'kept' || kind === 'broken') checked.add(operation);
    }
  }

  const reasonsOf = (kind: Outcome['kind']) =>
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
    unchecked: () => [...tried].filter((operation) => !checked.has(operation)),
    wasTried: (operation) => tried.has(operation),
  };
}
