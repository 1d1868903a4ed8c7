import type { Operation } from '../api/model.ts';
import type { Judge } from '../judge/judge.ts';
import type { Case } from './case.ts';
import { accessCases } from './cases/access.ts';
import { chainCases } from './cases/chain.ts';
import { exampleCases } from './cases/example.ts';
import { invalidCases } from './cases/invalid.ts';
import type { Planning, PlanOptions } from './cases/planning.ts';
import { protocolCases } from './cases/protocol.ts';
import { validCases } from './cases/valid.ts';
import { variedParts } from './cases/varied.ts';
import { createUnique, operationNames } from './id.ts';
import { createSamples } from './values/subject.ts';

export type { LeftOut, PlanOptions } from './cases/planning.ts';

/**
 * What to try at a provider, enumerated from its contract, operation by operation: the same cases
 * with the same ids in the same order for the same contract. Cases are made when they are asked for.
 */
export function* planCases(judge: Judge, options: PlanOptions = {}): Iterable<Case> {
  const planning: Planning = {
    judge,
    options,
    names: operationNames(judge.api),
    samples: createSamples(judge.schemas, options.seed),
    unique: createUnique(),
  };
  const wanted = (group: Case['group']) => options.groups?.includes(group) ?? true;
  for (const operation of inOrder(judge.api.operations)) {
    if (wanted('example')) yield* exampleCases(operation, planning);
    if (wanted('valid') || wanted('invalid')) {
      const parts = variedParts(operation, planning);
      if (wanted('valid')) yield* validCases(operation, parts, planning);
      if (wanted('invalid')) yield* invalidCases(operation, parts, planning);
    }
    if (wanted('access')) yield* accessCases(operation, planning);
    if (wanted('protocol')) yield* protocolCases(operation, planning);
    if (wanted('chain')) yield* chainCases(operation, planning);
  }
}

/** What deletes comes last: the others may speak of the same thing. */
function inOrder(operations: readonly Operation[]): readonly Operation[] {
  const deletes = ({ method }: Operation) => method === 'DELETE';
  return [...operations.filter((one) => !deletes(one)), ...operations.filter(deletes)];
}
