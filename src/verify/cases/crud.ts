import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { finding } from '../../finding.ts';
import { answeredBody, expressionContextOf } from '../../judge/judged.ts';
import { bodyValue, successContents } from '../../resources/content.ts';
import { described as describedAt } from '../../resources/ids.ts';
import { plain } from '../../resources/names.ts';
import { valueDescriber } from '../../resources/value.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Case, Expectation, StateCheck, Step } from '../case.ts';
import { bodyToken, escapeToken } from '../id.ts';
import { type ChangeExtent, changedBody, wholeBody } from './changed-body.ts';
import { type CrudOperations, crudOperationsAfter } from './crud-operations.ts';
import { mayBeDefault, namesIn, writable } from './item-properties.ts';
import { locationCases } from './location.ts';
import type { Planning } from './planning.ts';
import { linksOf, ownPath, type Relation } from './relations.ts';
import { type ShownItems, shownItems } from './shown-item.ts';
import {
  bothOf,
  dropsRest,
  keepsRest,
  type StateLink,
  showsWritten,
  stateLinkOf,
} from './state.ts';
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
    shown: shownItems(planning.resources()),
  };
  yield* readCases(crud, planning);
  yield* againCases(crud, planning);
  yield* locationCases(create, crud.first, crud.operations.read, planning);
  yield* replaceCases(crud, planning);
  yield* changeCases(crud, planning);
  yield* partCases(crud, planning);
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
  readonly shown: ShownItems;
}

function* readCases({ create, operations, shown }: Crud, planning: Planning): Iterable<Case> {
  const { read } = operations;
  if (read === undefined) return;
  for (const one of validRequestsOf(create, planning)) {
    const first = firstStep(wholeBody(one, planning), planning);
    const token = one.body && 'media' in one.body ? bodyToken(create, one.body.media) : 'body';
    const tokens = token === 'body' ? [] : [token];
    const stateLink = stateLinkOf(create, 0, read);
    const state = showsWritten({ stateLink, names: writable(one, planning), shown });
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const id = idOf(create, [...tokens, 'read'], planning);
    yield* chainCase(create, id, 'then read', stateLink.at, [first, reading], planning);
  }
}

/** Two creations make two items (RFC 9110 section 15.3.2). */
function* againCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, whole, operations } = crud;
  const member = operations.read ?? operations.remove;
  // What is sent again under one key is meant to be one request.
  const isKeyed = create.parameters.some(({ name }) => /idempotency|request-?id/i.test(name));
  if (member === undefined || isKeyed) return;
  const state = givesAnotherId(member, create);
  const again: Relation = {
    target: create,
    link: undefined,
    follow: (context) => ({ ok: true, values: new Map(ownPath(create, create, context)) }),
  };
  const expectation = { kind: 'accepted', state } as const;
  const second = nextStep(again, 0, planning, expectation, { body: whole.body });
  const id = idOf(create, ['twice'], planning);
  yield* chainCase(create, id, 'then again', create.at, [first, second], planning);
}

function givesAnotherId({ target, follow }: Relation, create: Operation): StateCheck {
  return (judged, [former]) => {
    if (former === undefined) return [];
    const parameter = target.parameters.findLast((one) => one.in === 'path');
    const [before, now] = [former, judged].map((one) => {
      const followed = follow(expressionContextOf(one));
      return followed.ok && parameter ? followed.values.get(parameter) : undefined;
    });
    const statuses = [former, judged].map(({ exchange }) => exchange.response.status);
    if (now === undefined || String(before) !== String(now)) return [];
    if (statuses.some((status) => status !== 201)) return [];
    // An id that the client gives is the client's affair.
    if (JSON.stringify(judged.request.body ?? null).includes(JSON.stringify(now))) return [];
    const place = { part: 'response', in: 'body' } as const;
    return [finding('id-repeated', create.at, place, { received: now, name: create.id })];
  };
}

/** A request that writes to what was created, and what later answers are held to by it. */
interface Writing {
  readonly own: RequestDraft;
  /** The names of the properties that it writes. */
  readonly named: readonly string[];
  readonly step: (state?: StateCheck) => Step;
}

function writeOf(
  relation: Relation,
  { whole }: Crud,
  extent: ChangeExtent,
  planning: Planning,
): Writing | undefined {
  const { target } = relation;
  const [own] = validRequestsOf(target, planning);
  if (own === undefined) return undefined;
  const body = changedBody(own, whole, extent, planning);
  return {
    own,
    named: namesIn({ ...own, body }, planning),
    step: (state) =>
      nextStep(relation, 0, planning, { kind: 'accepted', ...(state && { state }) }, { body }),
  };
}

function* replaceCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, operations, shown } = crud;
  const { replace, read } = operations;
  const write = replace && writeOf(replace, crud, 'whole', planning);
  if (write === undefined) return;
  const { target } = replace!;
  const names = writable(write.own, planning);
  if (read !== undefined) {
    const stateLink = stateLinkOf(target, 2, readAfter(target, read, planning) ?? replace!);
    const state = showsWritten({ stateLink, names, shown, before: 1 });
    const looking = nextStep(read, 0, planning, { kind: 'accepted' });
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const id = idOf(create, ['replace', 'read'], planning);
    const steps = [first, looking, write.step(), reading] as const;
    yield* chainCase(create, id, 'then replace it and read it', stateLink.at, steps, planning);
    yield* leastCases(crud, { write, names, replace: replace!, read }, planning);
  }
  const again: StateLink = { writer: target, step: 1, at: target.at, severity: 'violation' };
  const twice = write.step(showsWritten({ stateLink: again, names, shown }));
  const id = idOf(create, ['replace', 'twice'], planning);
  const steps = [first, write.step(), twice] as const;
  yield* chainCase(create, id, 'then replace it twice', target.at, steps, planning);
}

/** After all of an item was replaced, a replacement that names the least takes the rest away. */
function* leastCases(
  crud: Crud,
  replacing: {
    readonly write: Writing;
    readonly names: readonly string[];
    readonly replace: Relation;
    readonly read: Relation;
  },
  planning: Planning,
): Iterable<Case> {
  const { create, first, shown } = crud;
  const { write, names, replace, read } = replacing;
  const least = writeOf(replace, crud, 'least', planning);
  if (least === undefined || write.named.every((name) => least.named.includes(name))) return;
  const stateLink = stateLinkOf(
    replace.target,
    3,
    readAfter(replace.target, read, planning) ?? replace,
  );
  const rest = names.filter((name) => !mayBeDefault(write.own, name, planning));
  const state = dropsRest({ stateLink, names, shown }, rest, 1, 2);
  const looking = nextStep(read, 0, planning, { kind: 'accepted' });
  const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
  const id = idOf(create, ['replace', 'least'], planning);
  const title = 'then replace all of it, then with the least, and read it';
  const steps = [first, write.step(), looking, least.step(), reading] as const;
  yield* chainCase(create, id, title, stateLink.at, steps, planning);
}

function* changeCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, base, operations, shown } = crud;
  const { change, read } = operations;
  if (change === undefined || read === undefined) return;
  for (const extent of ['least', 'whole'] as const) {
    const write = writeOf(change, crud, extent, planning);
    if (write === undefined) return;
    const { own, named, step } = write;
    const { target } = change;
    const stateLink = stateLinkOf(target, 2, readAfter(target, read, planning) ?? change);
    const kept = writable(base, planning).filter((name) => !named.includes(name));
    const isMerged = isMergePatch(own);
    const rest = { ...stateLink, severity: isMerged ? 'violation' : 'advisory' } as const;
    const changing = step(isMerged ? keepsRest(rest, kept, shown, 1) : undefined);
    const written = showsWritten({ stateLink, names: writable(own, planning), shown, before: 1 });
    const state = bothOf(written, keepsRest(rest, kept, shown, 1));
    const looking = nextStep(read, 0, planning, { kind: 'accepted' });
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const tokens = extent === 'least' ? ['change', 'read'] : ['change', 'all'];
    const title =
      extent === 'least' ? 'then change it and read it' : 'then change all of it and read it';
    const steps = [first, looking, changing, reading] as const;
    yield* chainCase(create, idOf(create, tokens, planning), title, stateLink.at, steps, planning);
  }
}

/** What is put below an item is shown by it, or where it was put. */
function* partCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, operations } = crud;
  const { read } = operations;
  if (read === undefined) return;
  const { operations: all } = planning.judge.api;
  for (const target of all) {
    const below = target.path.startsWith(`${read.target.path}/`);
    const name = target.path.slice(read.target.path.length + 1);
    if (target.method !== 'PUT' || !below || !/^[^/{}]+$/.test(name)) continue;
    if (!describesProperty(read.target, name, planning)) continue;
    const [own] = validRequestsOf(target, planning);
    if (own?.body === undefined || !('media' in own.body)) continue;
    const put: Relation = { ...read, target, follow: followTo(read, target) };
    const looking = nextStep(read, 0, planning, { kind: 'accepted' });
    const putting = nextStep(put, 0, planning, { kind: 'accepted' });
    const state = showsPart(name, target);
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const id = idOf(create, ['part', escapeToken(name)], planning);
    const steps = [first, looking, putting, reading] as const;
    yield* chainCase(create, id, `then put its "${name}" and read it`, target.at, steps, planning);
  }
}

/** The same item's parameters for a path below it. */
function followTo(read: Relation, target: Operation): Relation['follow'] {
  return (context) => {
    const followed = read.follow(context);
    if (!followed.ok) return followed;
    const values = [...followed.values].flatMap(([{ name }, value]) => {
      const own = target.parameters.find((one) => one.in === 'path' && one.name === name);
      return own === undefined ? [] : [[own, value] as const];
    });
    return { ok: true, values: new Map(values) };
  };
}

/** The property that is called like a part is not as it was before that was put. */
function showsPart(name: string, target: Operation): StateCheck {
  return (judged, former) => {
    const [before, put] = [former[1], former[2]];
    if (before === undefined || put === undefined || put.exchange.response.status === 202)
      return [];
    const [was, is] = [before, judged].map((one) => propertyIn(answeredBody(one), name));
    const sent = put.request.body;
    if (!isEqual(was ?? null, is ?? null) || isEqual(was ?? null, sent ?? null)) return [];
    const place = { part: 'response', in: 'body', pointer: `/${name}` } as const;
    const args = { name: target.id, expected: sent, received: is ?? null };
    return [finding('state-stale', target.at, place, args)];
  };
}

function propertyIn(body: unknown, name: string): unknown {
  if (!isObject(body)) return undefined;
  const key = Object.keys(body).find((one) => plain(one) === plain(name));
  if (key !== undefined) return body[key];
  return Object.values(body)
    .filter(isObject)
    .map((inner) => propertyIn(inner, name))
    .find((value) => value !== undefined);
}

/** Whether the item that an operation answers with has a property that is called so. */
function describesProperty(read: Operation, name: string, planning: Planning): boolean {
  const describe = valueDescriber(planning.judge.schemas);
  const role = planning.resources().roleOf(read);
  return successContents(read).some((media) => {
    const value = bodyValue(media, describe);
    const item = value && describedAt(value, role.responseItem(media)?.pointer ?? '');
    return (
      item !== undefined && [...item.properties.keys()].some((one) => plain(one) === plain(name))
    );
  });
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
 * What was deleted is not there. The contract says so where it describes 404 or 410, and both operations
 * have the same path (RFC 9110 section 9.3.5), or its links say that they are about the same thing.
 */
function goneAfter(remove: Relation, relation: Relation): Expectation {
  const { target } = relation;
  const isDescribed = target.responses.some(({ status }) => /^4(?:04|10|XX)$/.test(status));
  const isRead = target.method === 'GET' && target.path === remove.target.path;
  const isLinked = remove.link !== undefined && relation.link !== undefined;
  const place = { part: 'response', in: 'status' } as const;
  const because = finding('deletion-lost', target.at, place, { name: remove.target.id });
  const severity = isDescribed && (isLinked || isRead) ? 'violation' : 'advisory';
  return { kind: 'gone', because: { ...because, severity } };
}

/** RFC 7396: what a merge patch does not name stays as it was. */
function isMergePatch({ body }: RequestDraft): boolean {
  return body !== undefined && 'media' in body && body.media.range.subtype === 'merge-patch+json';
}
