import type { Operation } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { writeRequest } from '../../example/write.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { idIn } from '../ids.ts';
import { byShape } from '../item-shape.ts';
import type { Planning } from './planning.ts';
import { type ShownItems, shownItems } from './shown-item.ts';
import { differences, isThere, type StateLink } from './state.ts';
import { chainCase, firstStep } from './steps.ts';
import { validRequestsOf, withParameter } from './valid-request.ts';

/** How many differing items of a list are read. */
const items = 4;

/**
 * Reads items of a list one by one: items with other members use other branches of a schema. No
 * specification promises that both answers show the same.
 */
export function* eachItemCases(list: Operation, planning: Planning): Iterable<Case> {
  const [all] = validRequestsOf(list, planning);
  const paths = planning.items();
  const { role, kind, keys } = paths.of(list);
  const member = role === 'list' && kind !== undefined ? paths.member(kind) : undefined;
  const target = member?.operation;
  if (all === undefined || member === undefined || target?.method !== 'GET') return;
  const [base] = validRequestsOf(target, planning);
  const { keys: requiredKeys, own } = paths.of(target);
  // The list must provide the other parameters of the path.
  const isKnown = requiredKeys.every(
    (one) => one === own || keys.some(({ kind }) => kind === one.kind),
  );
  if (base === undefined || !isKnown) return;
  const shown = shownItems(planning.resources());
  const link: StateLink = { writer: list, step: 0, at: list.at, severity: 'advisory' };
  const itemAt = ([first]: readonly JudgedExchange[], index: number) =>
    first === undefined ? undefined : byShape(shown.listed(first) ?? [])[index];
  const steps = Array.from(
    { length: items },
    (_, index): Step => ({
      operation: target,
      expectation: {
        kind: 'accepted',
        state: showsListed(link, shown, (former) => itemAt(former, index)),
      },
      make(former) {
        const item = itemAt(former, index);
        const id = isObject(item) ? idIn(item, target.path, member.parameter.name) : item;
        if (typeof id !== 'string' && typeof id !== 'number') {
          const reason = 'the list has no further item with an id';
          return index === 0 ? { ok: false, reason } : { ok: false, reason, isOver: true };
        }
        const path = former[0]!.request.path;
        const draft = requiredKeys.reduce((made, { parameter, kind }) => {
          const before = keys.find((one) => one.kind === kind)?.parameter.name;
          const value = parameter === member.parameter ? id : before && path[before];
          return value === undefined ? made : withParameter(made, { parameter, value });
        }, base);
        return { ok: true, request: writeRequest(draft, planning.judge.schemas), draft };
      },
    }),
  );
  const id = `${planning.names.get(list)}/chain/items`;
  const chain = [firstStep(all, planning), ...steps] as const;
  yield* chainCase(list, id, 'then read its items', list.at, chain, planning);
}

/** The item exists, and reads back as the list shows it. */
function showsListed(
  link: StateLink,
  shown: ShownItems,
  itemOf: (former: readonly JudgedExchange[]) => unknown,
): StateCheck {
  return (judged, former) => {
    const [item, now] = [itemOf(former), shown.answered(judged)];
    const lost = isThere(link)(judged, former);
    if (lost.length > 0 || !isObject(item) || now === undefined) return lost;
    // Lists may show items in another form, with less or more than one read.
    const both = Object.keys(item).filter((name) => isComparable(item, now, name));
    return differences(item, now, both, link);
  };
}

function isComparable(item: JsonObject, now: JsonObject, name: string): boolean {
  return Object.hasOwn(now, name) && typeof item[name] === typeof now[name];
}
