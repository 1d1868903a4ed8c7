import type { Operation } from '../api/model.ts';
import { isSafeMethod } from '../http/method.ts';
import type { Case, CaseGroup } from './case.ts';

/** A phase of a run: its cases of all operations run before the next phase. */
export interface Phase {
  readonly groups: readonly Exclude<CaseGroup, 'fuzz'>[];
  readonly isOf: (operation: Operation) => boolean;
}

const reads = ({ method }: Operation) => isSafeMethod(method);
const deletes = ({ method }: Operation) => method === 'DELETE';
const writes = (operation: Operation) => !reads(operation) && !deletes(operation);

const shown = ['example', 'valid'] as const;

/**
 * The order of a run, over all operations. Reads come first, while the provider has its first data,
 * and again after items were created. Requests that the provider should refuse follow valid
 * requests. Deletions come last, because other requests may concern the same item.
 */
export const phases: readonly Phase[] = [
  { groups: shown, isOf: reads },
  { groups: shown, isOf: writes },
  { groups: ['chain'], isOf: reads },
  { groups: ['invalid', 'access', 'protocol'], isOf: () => true },
  { groups: ['chain'], isOf: writes },
  { groups: [...shown, 'chain'], isOf: deletes },
];

/** The index of the phase of a case; random requests and bursts come after all. */
export function phaseOf({ group, operation, steps }: Case): number {
  const { expectation } = steps[0];
  const isLast = expectation.kind === 'limited' && expectation.times !== undefined;
  if (group === 'fuzz' || isLast) return phases.length;
  return phases.findIndex(({ groups, isOf }) => groups.includes(group) && isOf(operation));
}
