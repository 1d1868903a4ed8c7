import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { finding } from '../../finding.ts';
import { type Exchange, headerValue } from '../../http/exchange.ts';
import type { Location } from '../../json/document.ts';
import { hasFlag } from '../../schema/direction.ts';
import { namedBy } from '../../schema/members.ts';
import type { Case, Expectation, Step } from '../case.ts';
import { bodyToken, escapeToken } from '../id.ts';
import { described } from '../values/described.ts';
import { propertiesOf } from '../values/subject.ts';
import { changedBody, wholeBody } from './changed-body.ts';
import { caseOf, crudOperationsAfter, stateLinkOf } from './crud.ts';
import { listCases } from './lists.ts';
import { pageCases } from './pagination.ts';
import type { Planning } from './planning.ts';
import { conditionCases } from './preconditions.ts';
import { linksOf, type Relation } from './relations.ts';
import { isThere, keepsRest, type StateLink, showsSame } from './state.ts';
import { firstStep, nextStep } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/** Several requests, each made of the answers before: what is made, changed and deleted, and pages. */
export function* chainCases(operation: Operation, planning: Planning): Iterable<Case> {
  if (operation.method === 'POST') {
    yield* lifeCases(operation, planning);
    yield* listCases(operation, planning);
    yield* conditionCases(operation, planning);
  }
  if (operation.method === 'GET') {
    yield* pageCases(operation, planning);
    yield* linkCases(operation, planning);
  }
}

/** Each described link, followed: that it leads anywhere is not promised (OpenAPI 3.1, 4.8.20). */
function* linkCases(operation: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined) return;
  for (const relation of linksOf(operation, planning.judge.api)) {
    const { link, target } = relation;
    if (target === operation) continue;
    const stateLink = {
      ...stateLinkOf(operation, 0, relation, planning),
      severity: 'advisory',
    } as const;
    const expectation = { kind: 'accepted', then: isThere(stateLink) } as const;
    const id = `${planning.names.get(operation)}/chain/link/${escapeToken(link.name)}`;
    const steps = [
      firstStep(base, planning),
      nextStep(relation, operation, 0, planning, expectation),
    ] as const;
    yield* caseOf(operation, id, `then by its link "${link.name}"`, link.at, steps, planning);
  }
}

function* lifeCases(create: Operation, planning: Planning): Iterable<Case> {
  const { read, replace, change, remove } = crudOperationsAfter(create, planning);
  const bases = validRequestsOf(create, planning);
  const [base] = bases;
  if (base === undefined) return;
  const id = [planning.names.get(create)!, 'chain'].join('/');
  const chain = (tokens: readonly string[], title: string, at: Location, steps: Case['steps']) =>
    caseOf(create, [id, ...tokens].join('/'), title, at, steps, planning);

  for (const one of bases) {
    const first = firstStep(wholeBody(one, planning), planning);
    const token = one.body && 'media' in one.body ? bodyToken(create, one.body.media) : 'body';
    const tokens = token === 'body' ? [] : [token];
    if (read !== undefined) {
      const stateLink = stateLinkOf(create, 0, read, planning);
      const then = showsSame(stateLink, read.target, writable(one, planning));
      const reading = nextStep(read, create, 0, planning, { kind: 'accepted', then });
      yield* chain([...tokens, 'read'], 'then read', stateLink.at, [first, reading]);
    }
  }
  const first = firstStep(wholeBody(base, planning), planning);
  const location = locationStep(create, planning);
  if (location !== undefined) {
    yield* chain(['location'], 'then read at its Location', location.at, [first, location.step]);
  }
  for (const [write, token] of [
    [replace, 'replace'],
    [change, 'change'],
  ] as const) {
    if (write === undefined) continue;
    const { target } = write;
    const [own] = validRequestsOf(target, planning);
    if (own === undefined) continue;
    const body = changedBody(own, wholeBody(base, planning), planning);
    const names = writable(own, planning);
    const named =
      body !== undefined && 'media' in body && isObject(body.value) ? Object.keys(body.value) : [];
    const stateLink = stateLinkOf(target, 1, readAfter(target, read, planning) ?? write, planning);
    const writing = (then?: Expectation & { kind: 'accepted' }) =>
      nextStep(write, create, 0, planning, then ?? { kind: 'accepted' }, { body });
    const kept = writable(base, planning).filter((name) => !named.includes(name));
    const rest = keepsRest(
      isMergePatch(own)
        ? { ...stateLink, severity: 'violation' }
        : { ...stateLink, severity: 'advisory' },
      target,
      kept,
      { step: 0, operation: create },
    );
    const changing = token === 'change' ? writing({ kind: 'accepted', then: rest }) : writing();
    if (read !== undefined) {
      const then = showsSame(stateLink, read.target, names);
      const reading = nextStep(read, create, 0, planning, { kind: 'accepted', then });
      const title =
        token === 'replace' ? 'then replace it and read it' : 'then change it and read it';
      yield* chain([token, 'read'], title, stateLink.at, [first, changing, reading]);
    }
    if (token === 'replace') {
      const again: StateLink = { ...stateLink, at: target.at, severity: 'violation' };
      const then = showsSame(again, target, names);
      const twice = writing({ kind: 'accepted', then });
      yield* chain(['replace', 'twice'], 'then replace it twice', target.at, [
        first,
        writing(),
        twice,
      ]);
    }
  }
  if (remove === undefined) return;
  const deleting = nextStep(remove, create, 0, planning, { kind: 'accepted' });
  for (const [relation, way, title] of [
    [read, 'read', 'then delete it and read it'],
    [remove, 'delete', 'then delete it twice'],
  ] as const) {
    if (relation === undefined) continue;
    const gone = goneAfter(remove, relation);
    const last = nextStep(relation, create, 0, planning, gone);
    yield* chain(['delete', way], title, relation.target.at, [first, deleting, last]);
  }
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

/** A request for what Location names (RFC 9110 section 10.2.2), where the contract describes it. */
function locationStep(
  create: Operation,
  planning: Planning,
): { readonly step: Step; readonly at: Location } | undefined {
  const { judge } = planning;
  const header = create.responses
    .filter(({ status }) => status === '201')
    .flatMap(({ headers }) => headers)
    .find(({ name }) => name.toLowerCase() === 'location');
  const read = crudOperationsAfter(create, planning).read?.target;
  if (header === undefined || read === undefined) return undefined;
  const stateLink: StateLink = {
    judge,
    writer: create,
    step: 0,
    at: header.at,
    severity: 'violation',
  };
  const step: Step = {
    operation: read,
    expectation: { kind: 'accepted', then: isThere(stateLink) },
    make([created]: readonly Exchange[]) {
      const location = headerValue(created?.response.headers ?? {}, 'location');
      const [base] = validRequestsOf(read, planning);
      if (location === undefined || base === undefined) {
        return { ok: false, reason: 'the answer has no Location' };
      }
      // Only the path: a provider behind a proxy seldom knows its own name.
      const target = location.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/#.*$/, '');
      const request = { ...writeRequest(base, judge.schemas), target };
      return target.startsWith('/') && judge.request(request).operation !== undefined
        ? { ok: true, request, draft: undefined }
        : { ok: false, reason: `Location "${location}" is outside of what the contract describes` };
    },
  };
  return { step, at: header.at };
}
