import type { Operation, Parameter } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { finding } from '../../finding.ts';
import { essenceOf } from '../../http/media-type.ts';
import { successContents } from '../../resources/content.ts';
import { plain } from '../../resources/names.ts';
import { inStatus } from '../answered-step.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { fixtureFor } from '../fixtures.ts';
import { operationBeside } from '../item-paths.ts';
import { changedBody } from './changed-body.ts';
import { edgeBodies } from './edge-values.ts';
import { describesProperty, mayBeDefault, writable } from './item-properties.ts';
import { keepsContent } from './kept-content.ts';
import type { Planning } from './planning.ts';
import { describes, tellsWhatItDid } from './put-status.ts';
import { samePath } from './relations.ts';
import { shownItems } from './shown-item.ts';
import { bothOf, dropsRest, putLinkOf, showsWritten } from './state.ts';
import { chainCase, conditionOf, firstStep, followRelation, nextStep } from './steps.ts';
import { validRequestsOf, withUnknownIds } from './valid-request.ts';

/** A PUT, and the GET at the same path that shows what it stored. */
interface PutAndRead {
  readonly put: Operation;
  readonly read: Operation;
  readonly base: RequestDraft;
  readonly planning: Planning;
}

/** What a PUT stores is there to read at its path (RFC 9110 section 9.3.4). */
export function* putCases(put: Operation, planning: Planning): Iterable<Case> {
  const read = operationBeside(put, 'GET', planning.judge.api.operations);
  const [base] = validRequestsOf(put, planning);
  if (read === undefined || base === undefined) return;
  const pair: PutAndRead = { put, read, base, planning };
  if (put.path.endsWith('}')) yield* newItemCases(pair);
  else yield* valueCases(pair);
}

/**
 * Puts an item where a read finds none, and then once more, if the contract describes that PUT
 * creates: the first one gets 201, and the second one does not.
 */
function* newItemCases({ put, read, base, planning }: PutAndRead): Iterable<Case> {
  const [own, written] = [read, put].map((one) => planning.items().of(one).own);
  const [looking] = validRequestsOf(read, planning);
  if (own === undefined || written === undefined || looking === undefined) return;
  const isMeant = describes(put, '201') && describes(read, '404', '410');
  // No ETag is current where nothing is.
  const isConditional = conditionOf(put)?.required === true;
  const isGiven = fixtureFor(read, own.parameter, planning.options.fixtures) !== undefined;
  if (!isMeant || isConditional || isGiven) return;
  const whole = planning.whole(base);
  const least = changedBody(base, whole, 'least', planning);
  // The provider sets the property that the path names.
  const names = writable(base, planning).filter((one) => plain(one) !== plain(own.parameter.name));
  const rest = names.filter((one) => !mayBeDefault(base, one, planning));
  const absent = absentStep(looking, own.parameter, planning);
  const putting = (body: RequestDraft['body']) =>
    newItemStep({ ...base, body }, written.parameter, planning);
  const writeIn = (step: number) => ({
    stateLink: putLinkOf(put, step),
    names,
    shown: shownItems(planning.resources()),
    describes: (one: string) => describesProperty(read, one, planning),
  });
  const reading = (state: StateCheck) =>
    nextStep(samePath(read), 0, planning, { kind: 'accepted', state });
  const id = `${planning.names.get(put)!}/chain/new`;
  const title = 'where nothing is, and read it';
  const again = bothOf(showsWritten(writeIn(3)), dropsRest(writeIn(3), rest, 1, 2));
  const firstSteps = [absent, putting(whole.body), reading(showsWritten(writeIn(1)))] as const;
  const steps = [...firstSteps, putting(least), reading(again)] as const;
  yield* chainCase(put, id, `${title}, twice`, put.at, steps, planning);
  for (const { token, title: edge, draft } of edgeBodies(whole, planning)) {
    const state = showsWritten(writeIn(1));
    const chain = [absent, putting(draft.body), reading(state)] as const;
    yield* chainCase(put, `${id}/${token}`, `${title}, ${edge}`, put.at, chain, planning);
  }
}

/** Reads at an id that no item has. */
function absentStep(draft: RequestDraft, parameter: Parameter, planning: Planning): Step {
  const { judge } = planning;
  const elsewhere = withUnknownIds(draft, parameter).find(
    (one) => judge.request(writeRequest(one, judge.schemas)).findings.length === 0,
  );
  const { at } = draft.operation;
  const because = finding('absence-ignored', at, inStatus, { name: parameter.name });
  return {
    ...firstStep(elsewhere ?? draft, planning),
    isMadeNext: true,
    expectation: { kind: 'absent', because: { ...because, severity: 'advisory' }, parameter },
  };
}

/** Puts an item at the path of the first step, if nothing was there. */
function newItemStep(base: RequestDraft, parameter: Parameter, planning: Planning): Step {
  const { operation: put } = base;
  const { judge } = planning;
  return {
    operation: put,
    expectation: { kind: 'accepted', state: tellsWhatItDid(put) },
    make(former) {
      const [missing] = former;
      const status = missing?.exchange.response.status;
      if (status !== 404 && status !== 410) {
        return { ok: false, reason: 'something is at the path', isOver: true };
      }
      const id = missing!.request.path[parameter.name];
      for (const body of [namingItself(base, parameter, id), base.body]) {
        const made = followRelation(samePath(put), 0, former, planning, { body });
        if (!made.ok) return made;
        const { draft } = made;
        const request = writeRequest(draft, judge.schemas);
        const isValid = judge.request(request).findings.length === 0;
        if (isValid || body === base.body) return { ok: true, request, draft };
      }
      return { ok: false, reason: 'it has no valid body' };
    },
  };
}

/** The body with the item's id, where it names the item. */
function namingItself({ body }: RequestDraft, { name }: Parameter, id: unknown) {
  if (body === undefined || !('media' in body) || !isObject(body.value)) return body;
  const key = Object.keys(body.value).find((one) => plain(one) === plain(name));
  return key === undefined ? body : { ...body, value: { ...body.value, [key]: id } };
}

/** Puts a value that belongs to an item, such as its picture, and reads it; then another value. */
function* valueCases({ put, read, base, planning }: PutAndRead): Iterable<Case> {
  const { body } = base;
  if (body === undefined || !('media' in body)) return;
  const whole = planning.whole(base);
  const accept = essenceOf(body.media.range);
  const isShown = successContents(read).some(({ range }) => essenceOf(range) === accept);
  if (!isShown) return;
  const shown = shownItems(planning.resources());
  const names = writable(base, planning);
  const describesOwn = (name: string) => describesProperty(read, name, planning);
  const reading = (step: number, before?: number) => {
    const stateLink = putLinkOf(put, step);
    const written = { stateLink, names, shown, describes: describesOwn };
    const state = bothOf(
      showsWritten(before === undefined ? written : { ...written, before }),
      keepsContent(stateLink),
    );
    return nextStep(samePath(read), 0, planning, { kind: 'accepted', state }, { accept });
  };
  const other = changedBody(base, whole, 'whole', planning);
  const again = nextStep(
    samePath(put),
    0,
    planning,
    { kind: 'accepted', state: tellsWhatItDid(put) },
    { body: other },
  );
  const first = [firstStep(whole, planning), reading(0)] as const;
  const isOther = other !== undefined && 'media' in other && names.length > 0;
  const steps = isOther ? ([...first, again, reading(2, 1)] as const) : first;
  const id = `${planning.names.get(put)!}/chain/kept`;
  yield* chainCase(put, id, 'then read it', put.at, steps, planning);
}
