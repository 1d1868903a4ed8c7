import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { writeRequest } from '../../example/write.ts';
import { type Finding, finding, type Place } from '../../finding.ts';
import { type HttpResponse, headerValue } from '../../http/exchange.ts';
import { inStatus } from '../answered-step.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { operationBeside } from '../item-paths.ts';
import type { Planning } from './planning.ts';
import { describes } from './put-status.ts';
import { chainCase, firstStep } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/** HEAD is answered as GET is, without the content (RFC 9110 section 9.3.2). */
export function* headCases(head: Operation, planning: Planning): Iterable<Case> {
  const get = operationBeside(head, 'GET', planning.judge.api.operations);
  const [read] = get === undefined ? [] : validRequestsOf(get, planning);
  const [base] = validRequestsOf(head, planning);
  if (read === undefined || base === undefined) return;
  const steps = [
    firstStep(read, planning),
    sameTargetStep(read, undefined, planning),
    sameTargetStep({ ...base, accept: read.accept }, answersAsGet(head), planning),
  ] as const;
  const id = `${planning.names.get(head)!}/chain/get`;
  yield* chainCase(head, id, 'after two GETs of the same path', head.at, steps, planning);
}

/** A request to the target of the first step. */
function sameTargetStep(
  draft: RequestDraft,
  state: StateCheck | undefined,
  { judge }: Planning,
): Step {
  return {
    operation: draft.operation,
    expectation: { kind: 'accepted', ...(state && { state }) },
    make([first]) {
      if (first === undefined) return { ok: false, reason: 'the step before has no answer' };
      const { target } = first.exchange.request;
      return {
        ok: true,
        request: { ...writeRequest(draft, judge.schemas), target },
        draft: undefined,
      };
    },
  };
}

/** Fields about the representation, which do not depend on the request's method. */
const compared = ['Content-Type', 'Content-Language', 'ETag', 'Last-Modified', 'Vary'];

/** Compares with two answers to GET; what differs between them says nothing. */
function answersAsGet(head: Operation): StateCheck {
  return ({ exchange: { response } }, former) => {
    const [one, other] = former.map(({ exchange }) => exchange.response);
    if (one === undefined || other === undefined || one.status !== other.status) return [];
    const { status } = response;
    const isAbout = status < 300 || status === 404 || status === 410;
    if (status !== one.status) return isAbout ? [otherStatus(head, status, one.status)] : [];
    const fields = compared.flatMap((name) => otherField(head, name, response, [one, other]));
    return [...fields, ...otherLength(head, response, [one, other])];
  };
}

function otherStatus(head: Operation, received: number, expected: number): Finding {
  const found = finding('head-differs', head.at, inStatus, { received, expected });
  const isPossible = describes(head, String(expected), '2XX', 'default');
  return isPossible ? found : { ...found, severity: 'advisory' };
}

/** A provider should send the same fields, and may omit some. */
function otherField(
  head: Operation,
  name: string,
  response: HttpResponse,
  gets: readonly HttpResponse[],
): readonly Finding[] {
  const received = headerValue(response.headers, name.toLowerCase());
  const [expected, again] = gets.map(({ headers }) => headerValue(headers, name.toLowerCase()));
  const isSteady = expected !== undefined && expected === again;
  if (!isSteady || received === undefined || received === expected) return [];
  const place: Place = { part: 'response', in: 'header', name };
  const found = finding('head-differs', head.at, place, { received, expected });
  return [{ ...found, severity: 'advisory' }];
}

/** A Content-Length is that of the content of GET (RFC 9110 section 8.6). */
function otherLength(
  head: Operation,
  { headers }: HttpResponse,
  gets: readonly HttpResponse[],
): readonly Finding[] {
  const received = headerValue(headers, 'content-length');
  const lengths = new Set(gets.map(({ body }) => String(body.length)));
  const isCoded = gets.some((one) => headerValue(one.headers, 'content-encoding') !== undefined);
  const [expected = ''] = lengths;
  if (received === undefined || lengths.size > 1 || isCoded || received === expected) return [];
  const place: Place = { part: 'response', in: 'header', name: 'Content-Length' };
  return [finding('head-differs', head.at, place, { received, expected })];
}
