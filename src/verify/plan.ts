import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Judge } from '../judge/judge.ts';
import { resourcesOf } from '../resources/resources.ts';
import { once } from '../schema/once.ts';
import type { Case, CaseGroup } from './case.ts';
import { absentCases } from './cases/absent.ts';
import { accessCases } from './cases/access.ts';
import { branchBodies } from './cases/branch-bodies.ts';
import { chainCases } from './cases/chain.ts';
import { wholeBody } from './cases/changed-body.ts';
import { exampleCases } from './cases/example.ts';
import { fuzzCases } from './cases/fuzz.ts';
import { invalidCases } from './cases/invalid.ts';
import { burstCases, largeBodyCases } from './cases/limits.ts';
import type { Planning, PlanOptions } from './cases/planning.ts';
import { protocolCases } from './cases/protocol.ts';
import { validCases } from './cases/valid.ts';
import { type Varied, variedParts } from './cases/varied.ts';
import { createUnique, operationNames } from './id.ts';
import { itemPaths } from './item-paths.ts';
import { createSamples } from './values/subject.ts';

export type { PlanOptions, SkippedProposal } from './cases/planning.ts';

/**
 * The cases for a provider, enumerated from its contract, operation by operation. The same contract
 * gives the same cases with the same ids in the same order. Cases are made when they are asked for.
 */
export function* planCases(judge: Judge, options: PlanOptions = {}): Iterable<Case> {
  const resources = options.resources ?? once(() => resourcesOf(judge.api, judge.schemas));
  const shared = {
    judge,
    resources,
    items: once(() => itemPaths(judge.api, resources())),
    options,
    names: operationNames(judge.api),
    samples: createSamples(judge.schemas, judge.api, options.seed),
    validRequests: new Map(),
  };
  const wholes = new Map<RequestDraft, RequestDraft>();
  const wanted = (group: Case['group']) => options.groups?.includes(group) ?? true;
  const planningOf = (): Planning => {
    const planning: Planning = {
      ...shared,
      unique: createUnique(),
      whole(draft) {
        const whole = wholes.get(draft) ?? wholeBody(draft, planning);
        wholes.set(draft, whole);
        return whole;
      },
      branches: (draft) => branchBodies(draft, planning),
    };
    return planning;
  };
  for (const operation of inOrder(judge.api.operations)) {
    // Operations have different names, so ids must differ only within one.
    const planning = planningOf();
    const groups = casesOf(operation, planning);
    // A deleted item cannot show who may delete it.
    const order = operation.method === 'DELETE' ? deletingOrder : plainOrder;
    for (const group of order) if (wanted(group)) yield* groups[group]();
  }
  const { fuzz } = options;
  if (fuzz !== undefined && wanted('fuzz')) {
    // Random cases have unique ids by construction, and there may be very many.
    const planning = { ...planningOf(), unique: (id: string) => id };
    yield* fuzzCases(judge.api.operations, planning, fuzz);
  }
  // A provider may also refuse what comes after a burst.
  if (wanted('protocol')) {
    const planning = planningOf();
    for (const operation of judge.api.operations) yield* burstCases(operation, planning);
  }
}

const plainOrder = ['example', 'valid', 'invalid', 'access', 'protocol', 'chain'] as const;
const deletingOrder = ['invalid', 'access', 'protocol', 'example', 'valid', 'chain'] as const;

type Groups = Readonly<Record<Exclude<CaseGroup, 'fuzz'>, () => Iterable<Case>>>;

function casesOf(operation: Operation, planning: Planning): Groups {
  let parts: readonly Varied[] | undefined;
  const varied = () => {
    parts ??= variedParts(operation, planning);
    return parts;
  };
  return {
    example: () => exampleCases(operation, planning),
    valid: () => validCases(operation, varied(), planning),
    invalid: () => invalidCases(operation, varied(), planning),
    access: () => accessCases(operation, planning),
    *protocol() {
      yield* protocolCases(operation, planning);
      yield* largeBodyCases(operation, planning);
    },
    *chain() {
      yield* absentCases(operation, planning);
      yield* chainCases(operation, planning);
    },
  };
}

/** Deletions come last, because other cases may need the same item. */
function inOrder(operations: readonly Operation[]): readonly Operation[] {
  const deletes = ({ method }: Operation) => method === 'DELETE';
  return [...operations.filter((one) => !deletes(one)), ...operations.filter(deletes)];
}
