import type { Api, Operation } from '../api/model.ts';
import { valueAt } from '../json/pointer.ts';
import type { ChangedOperation } from './change.ts';
import { type OperationComparison, reportApi } from './comparison.ts';

/**
 * The levels of `x-stability-level`, the least stable first. Another word, or none, means stable.
 */
const levels = ['draft', 'alpha', 'beta', 'stable'] as const;

type StabilityLevel = (typeof levels)[number];

function stabilityOf({ at }: Operation): StabilityLevel {
  const written = valueAt(at.document.value, at.pointer) as Record<string, unknown> | undefined;
  return levels.find((level) => level === written?.['x-stability-level']) ?? 'stable';
}

/** A lower level withdraws a promise. */
export function compareStability(
  { comparison, operation }: OperationComparison,
  base: Operation,
  revision: Operation,
): void {
  const [from, to] = [stabilityOf(base), stabilityOf(revision)];
  if (from === to) return;
  const rule = levels.indexOf(to) < levels.indexOf(from) ? 'stability-lowered' : 'stability-raised';
  const places = { base: base.at, revision: revision.at };
  reportApi(comparison, rule, places, { from, to }, operation);
}

/** Whether no operation was stable in BASE, so that they may break. */
export function createInstability(base: Api): (operations: readonly ChangedOperation[]) => boolean {
  const keyOf = (kind: string, { method, path }: Pick<Operation, 'method' | 'path'>) =>
    `${kind} ${method} ${path}`;
  const isUnstable = (operation: Operation) => stabilityOf(operation) !== 'stable';
  const unstable = new Set([
    ...base.operations.filter(isUnstable).map((one) => keyOf('operation', one)),
    ...base.webhooks.filter(isUnstable).map((one) => keyOf('webhook', one)),
  ]);
  return (operations) =>
    operations.length > 0 && operations.every((one) => unstable.has(keyOf(one.kind, one)));
}
