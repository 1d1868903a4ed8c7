import type { Operation, Parameter } from '../../api/model.ts';
import { writeRequest } from '../../example/write.ts';
import { finding, type Place } from '../../finding.ts';
import { headerValue } from '../../http/exchange.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import type { Planning } from './planning.ts';
import { chainCase, firstStep, strongTagOf } from './steps.ts';
import { validRequestsOf, withParameter } from './valid-request.ts';

/**
 * Reads with If-None-Match, if the contract describes the field and 304: with the current tag, the
 * answer is 304, and with another one it is not (RFC 9110 section 13.1.2).
 */
export function* conditionalReadCases(operation: Operation, planning: Planning): Iterable<Case> {
  const parameter = operation.parameters.find(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'if-none-match',
  );
  const [base] = validRequestsOf(operation, planning);
  const isDescribed = operation.responses.some(({ status }) => status === '304');
  if (parameter === undefined || base === undefined || !isDescribed) return;
  const others = base.parameters.filter((one) => one.parameter !== parameter);
  const first = firstStep({ ...base, parameters: others }, planning);
  for (const [token, title, isCurrent] of [
    ['same', 'then again if it has changed since', true],
    ['other', 'then again if it is no longer as it never was', false],
  ] as const) {
    const id = `${planning.names.get(operation)}/chain/if-none-match/${token}`;
    const step = conditionalStep(operation, parameter, isCurrent, planning);
    yield* chainCase(operation, id, title, parameter.at, [first, step], planning);
  }
}

function conditionalStep(
  operation: Operation,
  parameter: Parameter,
  isCurrent: boolean,
  planning: Planning,
): Step {
  return {
    operation,
    expectation: { kind: 'accepted', state: isAsAsked(operation, isCurrent) },
    make([read]) {
      const [base] = validRequestsOf(operation, planning);
      const tag = read && strongTagOf(read);
      if (base === undefined || read === undefined || tag === undefined) {
        return { ok: false, reason: 'the answer has no strong ETag' };
      }
      const value = isCurrent ? tag : `"${[...tag.slice(1, -1)].reverse().join('')}0"`;
      const draft = withParameter(base, { parameter, value });
      const { target } = read.exchange.request;
      const request = { ...writeRequest(draft, planning.judge.schemas), target };
      return { ok: true, request, draft: undefined };
    },
  };
}

function isAsAsked({ at }: Operation, isCurrent: boolean): StateCheck {
  return ({ exchange: { response } }, [read]) => {
    const { status } = response;
    const place: Place = { part: 'response', in: 'status' };
    const reason = isCurrent ? 'has the current ETag' : 'has an ETag that was never sent';
    if (isCurrent ? status === 200 : status === 304) {
      return [finding('condition-ignored', at, place, { received: status, reason })];
    }
    const isNamed = status !== 304 || headerValue(response.headers, 'etag') !== undefined;
    if (isNamed || read === undefined) return [];
    const unnamed = 'has the current ETag, which the answer lacks';
    return [finding('condition-ignored', at, place, { received: status, reason: unnamed })];
  };
}

/** Other content has another strong ETag (RFC 9110 section 8.8.1). */
export function changesTag({ at }: Operation, earlier: number): StateCheck {
  return (judged, former) => {
    const before = former[earlier];
    if (before === undefined || !areOfOneTag(before, judged)) return [];
    const [was, is] = [before, judged].map((one) => Buffer.from(one.exchange.response.body));
    if (was!.equals(is!)) return [];
    const place: Place = { part: 'response', in: 'header', name: 'ETag' };
    return [finding('etag-kept', at, place, { received: strongTagOf(judged)! })];
  };
}

function areOfOneTag(one: JudgedExchange, other: JudgedExchange): boolean {
  const areRead = [one, other].every(({ exchange }) => exchange.response.status === 200);
  return areRead && strongTagOf(one) !== undefined && strongTagOf(one) === strongTagOf(other);
}
