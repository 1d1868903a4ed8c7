import type { Header, Operation } from '../../api/model.ts';
import { writeRequest } from '../../example/write.ts';
import { headerValue } from '../../http/exchange.ts';
import type { Case, Step } from '../case.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';
import { isThere, type StateLink } from './state.ts';
import { chainCase } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/** A request to the URL in Location (RFC 9110 section 10.2.2), if the contract describes it. */
export function* locationCases(
  create: Operation,
  first: Step,
  read: Relation | undefined,
  planning: Planning,
): Iterable<Case> {
  const { judge } = planning;
  const header = locationField(create);
  if (header === undefined || read === undefined) return;
  const { target } = read;
  const stateLink: StateLink = { writer: create, step: 0, at: header.at, severity: 'violation' };
  const step: Step = {
    operation: target,
    expectation: { kind: 'accepted', state: isThere(stateLink) },
    make([created]) {
      const location = headerValue(created?.exchange.response.headers ?? {}, 'location');
      const [base] = validRequestsOf(target, planning);
      if (location === undefined || base === undefined) {
        return { ok: false, reason: 'the answer has no Location' };
      }
      // Only the path: a provider behind a proxy seldom knows its own name.
      const path = location.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/#.*$/, '');
      const request = { ...writeRequest(base, judge.schemas), target: path };
      return { ok: true, request, draft: undefined, isLocated: true };
    },
  };
  const id = `${planning.names.get(create)}/chain/location`;
  const title = 'then read at its Location';
  yield* chainCase(create, id, title, header.at, [first, step], planning);
}

/** The description of Location in a creation's answer. */
export function locationField({ responses }: Operation): Header | undefined {
  return responses
    .filter(({ status }) => status === '201')
    .flatMap(({ headers }) => headers)
    .find(({ name }) => name.toLowerCase() === 'location');
}
