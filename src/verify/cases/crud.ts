import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { finding } from '../../finding.ts';
import { type HttpRequest, splitTarget } from '../../http/exchange.ts';
import { inStatus } from '../answered-step.ts';
import type { Case, Expectation, StateCheck, Step } from '../case.ts';
import { bodyToken } from '../id.ts';
import { shapeOf } from '../item-shape.ts';
import { changedBody } from './changed-body.ts';
import { createdTwiceCases } from './created-twice.ts';
import { type Crud, chainId, crudOperationsAfter } from './crud-operations.ts';
import { edgeBodies } from './edge-values.ts';
import { describesProperty, namesIn, writable } from './item-properties.ts';
import { locationCases } from './location.ts';
import { patchCases } from './patches.ts';
import type { Planning } from './planning.ts';
import { partCases } from './put-part.ts';
import { type Relation, samePath } from './relations.ts';
import { shownItems } from './shown-item.ts';
import { showsWritten, stateLinkOf } from './state.ts';
import { chainCase, firstStep, nextStep } from './steps.ts';
import { isStillThere } from './still-there.ts';
import { validRequestsOf } from './valid-request.ts';
import { changeCases, replaceCases } from './written-item.ts';

/** A created item exists, reads back as written, and is gone after its deletion. */
export function* crudCases(create: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(create, planning);
  if (base === undefined) return;
  const whole = planning.whole(base);
  const crud: Crud = {
    create,
    base,
    whole,
    first: firstStep(whole, planning),
    operations: crudOperationsAfter(create, planning),
    shown: shownItems(planning.resources()),
  };
  yield* readCases(crud, planning);
  yield* createdTwiceCases(crud, planning);
  yield* locationCases(create, crud.first, crud.operations.read, planning);
  yield* replaceCases(crud, planning);
  yield* changeCases(crud, planning);
  yield* patchCases(crud, planning);
  yield* partCases(crud, planning);
  yield* deleteCases(crud, planning);
  yield* neighborCases(crud, planning);
}

function* readCases({ create, operations, shown }: Crud, planning: Planning): Iterable<Case> {
  const { read } = operations;
  if (read === undefined) return;
  function* readAfter(draft: RequestDraft, tokens: readonly string[], title: string) {
    const stateLink = stateLinkOf(create, 0, read!);
    const describes = (name: string) => describesProperty(read!.target, name, planning);
    const state = showsWritten({ stateLink, names: writable(draft, planning), shown, describes });
    const reading = nextStep(read!, 0, planning, { kind: 'accepted', state });
    const id = chainId(create, tokens, planning);
    const steps = [firstStep(draft, planning), reading] as const;
    yield* chainCase(create, id, title, stateLink.at, steps, planning);
  }
  for (const one of validRequestsOf(create, planning)) {
    const token = one.body && 'media' in one.body ? bodyToken(create, one.body.media) : 'body';
    const tokens = token === 'body' ? [] : [token];
    const whole = planning.whole(one);
    yield* readAfter(whole, [...tokens, 'read'], 'then read');
    for (const edge of edgeBodies(whole, planning)) {
      yield* readAfter(edge.draft, [...tokens, 'read', edge.token], edge.title);
    }
    // Items of each kind are kept, also those that no other chain creates.
    const kinds = planning.branches(one).filter((branch) => !isOneOf(branch, whole, planning));
    for (const [index, branch] of kinds.slice(0, mostKinds).entries()) {
      const token = `kind${index + 2}`;
      yield* readAfter(branch, [...tokens, 'read', token], 'of another kind, then read');
    }
  }
}

/** How many kinds of one body are created and read. */
const mostKinds = 8;

/** Whether two requests have the same members in their bodies. */
function isOneOf(draft: RequestDraft, whole: RequestDraft, planning: Planning): boolean {
  const [one, other] = [draft, whole].map(({ body }) =>
    body && 'media' in body ? shapeOf(body.value) : '',
  );
  return one === other || namesIn(draft, planning).length === 0;
}

/** DELETE removes its target, and not another item of the run (RFC 9110 section 9.3.5). */
function* neighborCases(
  { create, first, whole, operations }: Crud,
  planning: Planning,
): Iterable<Case> {
  const { read, remove } = operations;
  if (read === undefined || remove?.target.path !== read.target.path) return;
  const body = changedBody(whole, whole, 'whole', planning);
  const accepted = { kind: 'accepted' } as const;
  const creating = nextStep(samePath(create), 0, planning, accepted, { body });
  const looking = nextStep(read, 1, planning, accepted);
  const deleting = nextStep(remove, 0, planning, accepted);
  const state = isSpared(remove.target);
  const reading = nextStep(read, 1, planning, { kind: 'accepted', state });
  const steps = [first, creating, looking, unlessSame(deleting, 2), reading] as const;
  const id = chainId(create, ['delete', 'other'], planning);
  const title = 'twice, then delete the first and read the other';
  yield* chainCase(create, id, title, remove.target.at, steps, planning);
}

/** The step, if its path is not that of an earlier step. The query does not name an item. */
function unlessSame(step: Step, earlier: number): Step {
  const pathOf = (request: HttpRequest | undefined) => request && splitTarget(request.target).path;
  return {
    ...step,
    make(former) {
      const made = step.make(former);
      const isSame = made.ok && pathOf(made.request) === pathOf(former[earlier]?.exchange.request);
      return isSame ? { ok: false, reason: 'both are one item', isOver: true } : made;
    },
  };
}

function isSpared({ id, at }: Operation): StateCheck {
  return ({ exchange: { response } }) => {
    const { status } = response;
    if (status !== 404 && status !== 410) return [];
    return [finding('deletion-wide', at, inStatus, { received: status, name: id })];
  };
}

function* deleteCases({ create, first, operations }: Crud, planning: Planning): Iterable<Case> {
  const { read, remove } = operations;
  if (remove === undefined) return;
  for (const [relation, way, title] of [
    [read, 'read', 'then delete it and read it'],
    [remove, 'delete', 'then delete it twice'],
  ] as const) {
    if (relation === undefined) continue;
    const last = nextStep(relation, 0, planning, goneAfter(remove, relation));
    const id = chainId(create, ['delete', way], planning);
    // A cache that has the item must not show it after the deletion.
    const looking =
      way === 'read' ? [nextStep(relation, 0, planning, { kind: 'accepted' } as const)] : [];
    const state = isStillThere(create, remove.target, 1);
    const deleting = nextStep(remove, 0, planning, { kind: 'accepted', state });
    const steps = [first, ...looking, deleting, last] as const;
    yield* chainCase(create, id, title, relation.target.at, steps, planning);
  }
}

/**
 * A deleted item no longer exists. The contract promises this if it describes 404 or 410, and both
 * operations use the same path (RFC 9110 section 9.3.5) or links connect them.
 */
function goneAfter(remove: Relation, relation: Relation): Expectation {
  const { target } = relation;
  const isDescribed = target.responses.some(({ status }) => /^4(?:04|10|XX)$/.test(status));
  const isSame = target.path === remove.target.path;
  const isLinked = remove.link !== undefined && relation.link !== undefined;
  // DELETE is idempotent: a second one may succeed as the first did (RFC 9110 section 9.2.2).
  const isRead = target.method === 'GET' && (isSame || isLinked);
  const place = { part: 'response', in: 'status' } as const;
  const because = finding('deletion-lost', target.at, place, { name: remove.target.id });
  const severity = isDescribed && isRead ? 'violation' : 'advisory';
  return { kind: 'gone', because: { ...because, severity } };
}
