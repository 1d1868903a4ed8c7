import type { Header, Operation } from '../../api/model.ts';
import { writeRequest } from '../../example/write.ts';
import { parsePointer } from '../../json/pointer.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { isId } from '../ids.ts';
import { locationTarget } from '../location-path.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';
import { shownItems } from './shown-item.ts';
import { bothOf, differences, isThere, type StateLink } from './state.ts';
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
    expectation: {
      kind: 'accepted',
      state: bothOf(isThere(stateLink), isCreated(stateLink, target, planning)),
    },
    make([created]) {
      const located = locationTarget(created?.exchange.response.headers ?? {});
      const [base] = validRequestsOf(target, planning);
      if (located === undefined || base === undefined) {
        return { ok: false, reason: 'the answer has no Location' };
      }
      const request = { ...writeRequest(base, judge.schemas), target: located };
      return { ok: true, request, draft: undefined, isLocated: true };
    },
  };
  const id = `${planning.names.get(create)}/chain/location`;
  const title = 'then read at its Location';
  yield* chainCase(create, id, title, header.at, [first, step], planning);
}

/**
 * Location refers to the created resource (RFC 9110 section 15.3.2), so the item there has the id
 * that the creation answered.
 */
function isCreated(link: StateLink, target: Operation, planning: Planning): StateCheck {
  const shown = shownItems(planning.resources());
  const { resource } = planning.resources().roleOf(target);
  const [name, ...deeper] = parsePointer(resource?.id ?? '') ?? [];
  return (judged, [created]) => {
    const [before, now] = [shown.answered(created), shown.answered(judged)];
    // Location may lead to what another operation reads.
    const isOther = judged.request.operation !== target || deeper.length > 0;
    if (created?.exchange.response.status !== 201 || isOther || name === undefined) return [];
    if (before === undefined || now === undefined) return [];
    const ids = [before, now].map((item) => (Object.hasOwn(item, name) ? item[name] : undefined));
    const areIds = ids.every(isId) && String(ids[0]) !== String(ids[1]);
    return areIds ? differences(before, now, [name], link) : [];
  };
}

/** The description of Location in a creation's answer. */
export function locationField({ responses }: Operation): Header | undefined {
  return responses
    .filter(({ status }) => status === '201')
    .flatMap(({ headers }) => headers)
    .find(({ name }) => name.toLowerCase() === 'location');
}
