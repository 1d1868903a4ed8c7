import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { finding } from '../../finding.ts';
import { hasFlag } from '../../schema/direction.ts';
import { namedBy } from '../../schema/members.ts';
import type { Case, Expectation, StateCheck, Step } from '../case.ts';
import { bodyToken } from '../id.ts';
import { described } from '../values/described.ts';
import { propertiesOf } from '../values/subject.ts';
import { changedBody, wholeBody } from './changed-body.ts';
import { type CrudOperations, crudOperationsAfter } from './crud-operations.ts';
import { locationCases } from './location.ts';
import type { Planning } from './planning.ts';
import { linksOf, type Relation } from './relations.ts';
import { keepsRest, type StateLink, showsSame, stateLinkOf } from './state.ts';
import { chainCase, firstStep, nextStep } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/** What an operation creates is there, is as it was written, and is gone when it was deleted. */
export function* crudCases(create: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(create, planning);
  if (base === undefined) return;
  const whole = wholeBody(base, planning);
  const crud: Crud = {
    create,
    base,
    whole,
    first: firstStep(whole, planning),
    operations: crudOperationsAfter(create, planning),
  };
  yield* readCases(crud, planning);
  yield* locationCases(create, crud.first, crud.operations.read, planning);
  yield* replaceCases(crud, planning);
  yield* changeCases(crud, planning);
  yield* deleteCases(crud, planning);
}

/** A creation, and what may be done with what it creates. */
interface Crud {
  readonly create: Operation;
  readonly base: RequestDraft;
  /** The same request with everything in it, which is sent first. */
  readonly whole: RequestDraft;
  readonly first: Step;
  readonly operations: CrudOperations;
}

function* readCases({ create, operations }: Crud, planning: Planning): Iterable<Case> {
  const { read } = operations;
  if (read === undefined) return;
  for (const one of validRequestsOf(create, planning)) {
    const first = firstStep(wholeBody(one, planning), planning);
    const token = one.body && 'media' in one.body ? bodyToken(create, one.body.media) : 'body';
    const tokens = token === 'body' ? [] : [token];
    const stateLink = stateLinkOf(create, 0, read);
    const state = showsSame(stateLink, writable(one, planning));
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const id = idOf(create, [...tokens, 'read'], planning);
    yield* chainCase(create, id, 'then read', stateLink.at, [first, reading], planning);
  }
}

/** A request that writes to what was created, and what later answers are held to by it. */
interface Write {
  readonly own: RequestDraft;
  /** The names of the properties that it writes. */
  readonly named: readonly string[];
  readonly stateLink: StateLink;
  readonly step: (state?: StateCheck) => Step;
}

function writeOf(relation: Relation, { whole, operations }: Crud, planning: Planning) {
  const { target } = relation;
  const [own] = validRequestsOf(target, planning);
  if (own === undefined) return undefined;
  const body = changedBody(own, whole, planning);
  const named =
    body !== undefined && 'media' in body && isObject(body.value) ? Object.keys(body.value) : [];
  const write: Write = {
    own,
    named,
    stateLink: stateLinkOf(target, 1, readAfter(target, operations.read, planning) ?? relation),
    step: (state) =>
      nextStep(relation, 0, planning, { kind: 'accepted', ...(state && { state }) }, { body }),
  };
  return write;
}

function* replaceCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, operations } = crud;
  const { replace, read } = operations;
  const write = replace && writeOf(replace, crud, planning);
  if (write === undefined) return;
  const { target } = replace!;
  const { own, stateLink, step } = write;
  const names = writable(own, planning);
  const chain = (tokens: readonly string[], title: string, at: StateLink['at'], after: Step) =>
    chainCase(create, idOf(create, tokens, planning), title, at, [first, step(), after], planning);
  if (read !== undefined) {
    const state = showsSame(stateLink, names);
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    yield* chain(['replace', 'read'], 'then replace it and read it', stateLink.at, reading);
  }
  const again: StateLink = { ...stateLink, at: target.at, severity: 'violation' };
  const twice = step(showsSame(again, names));
  yield* chain(['replace', 'twice'], 'then replace it twice', target.at, twice);
}

function* changeCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, base, operations } = crud;
  const { change, read } = operations;
  const write = change && writeOf(change, crud, planning);
  if (write === undefined || read === undefined) return;
  const { own, named, stateLink, step } = write;
  const kept = writable(base, planning).filter((name) => !named.includes(name));
  const severity = isMergePatch(own) ? 'violation' : 'advisory';
  const changing = step(keepsRest({ ...stateLink, severity }, kept, 0));
  const state = showsSame(stateLink, writable(own, planning));
  const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
  const id = idOf(create, ['change', 'read'], planning);
  const steps = [first, changing, reading] as const;
  yield* chainCase(create, id, 'then change it and read it', stateLink.at, steps, planning);
}

function* deleteCases({ create, first, operations }: Crud, planning: Planning): Iterable<Case> {
  const { read, remove } = operations;
  if (remove === undefined) return;
  const deleting = nextStep(remove, 0, planning, { kind: 'accepted' });
  for (const [relation, way, title] of [
    [read, 'read', 'then delete it and read it'],
    [remove, 'delete', 'then delete it twice'],
  ] as const) {
    if (relation === undefined) continue;
    const last = nextStep(relation, 0, planning, goneAfter(remove, relation));
    const id = idOf(create, ['delete', way], planning);
    yield* chainCase(create, id, title, relation.target.at, [first, deleting, last], planning);
  }
}

function idOf(create: Operation, tokens: readonly string[], { names }: Planning): string {
  return [names.get(create)!, 'chain', ...tokens].join('/');
}

/** The link by which a write leads to reading what it wrote, if it has one of its own. */
function readAfter(
  write: Operation,
  read: Relation | undefined,
  { judge }: Planning,
): Relation | undefined {
  return linksOf(write, judge.api).find(({ target }) => target === read?.target);
}

/**
 * What was deleted is not there. The contract says so where it describes 404 or 410, and its links
 * say that both operations are about the same thing; a mock, or a bin that things can be taken from
 * again, breaks nothing otherwise.
 */
function goneAfter(remove: Relation, relation: Relation): Expectation {
  const { target } = relation;
  const isDescribed = target.responses.some(({ status }) => /^4(?:04|10|XX)$/.test(status));
  const isLinked = remove.link !== undefined && relation.link !== undefined;
  const place = { part: 'response', in: 'status' } as const;
  const because = finding('deletion-lost', target.at, place, { name: remove.target.id });
  const severity = isDescribed && isLinked ? 'violation' : 'advisory';
  return { kind: 'gone', because: { ...because, severity } };
}

/** The properties that requests of an operation may write, as far as they are described. */
function writable({ body }: RequestDraft, { judge }: Planning): readonly string[] {
  if (body === undefined || !('media' in body) || body.media.schema === undefined) return [];
  const { schemas } = described([body.media.schema], body.value, judge);
  const nodes = namedBy(schemas, 'properties');
  return propertiesOf(schemas, judge).named.filter(
    (name) => !nodes.get(name)?.some((node) => hasFlag(node, 'writeOnly', judge.schemas.views)),
  );
}

/** RFC 7396: what a merge patch does not name stays as it was. */
function isMergePatch({ body }: RequestDraft): boolean {
  return body !== undefined && 'media' in body && body.media.range.subtype === 'merge-patch+json';
}
