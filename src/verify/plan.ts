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
import { phases } from './phases.ts';
import { createSamples } from './values/subject.ts';

export type { PlanOptions, SkippedProposal } from './cases/planning.ts';

/**
 * The cases for a provider, enumerated from its contract, phase by phase. The same contract
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
  // The names of operations differ, so that ids need only differ within one.
  const planned = new Map(
    judge.api.operations.map((operation) => [
      operation,
      once(() => casesOf(operation, planningOf())),
    ]),
  );
  for (const { groups, isOf } of phases) {
    for (const operation of judge.api.operations.filter(isOf)) {
      const cases = planned.get(operation)!;
      for (const group of groups) if (wanted(group)) yield* cases()[group]();
    }
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
