import type { Operation } from '../../api/model.ts';
import type { Case } from '../case.ts';
import { escapeToken } from '../id.ts';
import { conditionalReadCases } from './conditional-reads.ts';
import { crudCases } from './crud.ts';
import { eachItemCases } from './each-item.ts';
import { headCases } from './head.ts';
import { listCases } from './lists.ts';
import { paginationCases } from './pagination.ts';
import type { Planning } from './planning.ts';
import { preconditionCases } from './preconditions.ts';
import { putCases } from './put-chains.ts';
import { linksOf } from './relations.ts';
import { isThere, stateLinkOf } from './state.ts';
import { chainCase, firstStep, nextStep } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/**
 * Several requests, each built from earlier answers: create, change and delete items, and turn
 * pages.
 */
export function* chainCases(operation: Operation, planning: Planning): Iterable<Case> {
  if (operation.method === 'POST') {
    yield* crudCases(operation, planning);
    yield* listCases(operation, planning);
    yield* preconditionCases(operation, planning);
  }
  if (operation.method === 'HEAD') yield* headCases(operation, planning);
  if (operation.method === 'PUT') yield* putCases(operation, planning);
  if (operation.method === 'GET') {
    yield* paginationCases(operation, planning);
    yield* eachItemCases(operation, planning);
    yield* linkCases(operation, planning);
    yield* conditionalReadCases(operation, planning);
  }
}

/** Follows each described link; OpenAPI does not promise that the target exists (3.1 section 4.8.20). */
function* linkCases(operation: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined) return;
  for (const relation of linksOf(operation, planning.judge.api)) {
    const { link, target } = relation;
    if (target === operation) continue;
    const stateLink = { ...stateLinkOf(operation, 0, relation), severity: 'advisory' } as const;
    const expectation = { kind: 'accepted', state: isThere(stateLink) } as const;
    const id = `${planning.names.get(operation)}/chain/link/${escapeToken(link.name)}`;
    const steps = [
      firstStep(base, planning),
      nextStep(relation, 0, planning, expectation),
    ] as const;
    yield* chainCase(operation, id, `then by its link "${link.name}"`, link.at, steps, planning);
  }
}
