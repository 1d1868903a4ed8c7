import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { finding, type Place } from '../../finding.ts';
import { headerValue } from '../../http/exchange.ts';
import { linkedBy } from '../../http/link.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { answeredBody, expressionContextOf } from '../../judge/judged.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Case, StateCheck, Step } from '../case.ts';
import { idIn } from '../ids.ts';
import type { ItemPaths } from '../item-paths.ts';
import { locationId } from '../location-path.ts';
import { relationToNext } from './next-page.ts';
import type { Planning } from './planning.ts';
import { linksOf, type Relation, samePath } from './relations.ts';
import { type ShownItems, shownItems } from './shown-item.ts';
import { type StateLink, stateLinkOf } from './state.ts';
import { chainCase, firstStep, nextStep } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/** How many pages are searched for a created item. */
const pages = 10;

/**
 * A created item is in the list of the same path, if the whole list is seen. No specification
 * promises it: a list may be selective or late.
 */
export function* listCases(create: Operation, planning: Planning): Iterable<Case> {
  const { judge, names } = planning;
  const list = judge.api.operations.find(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      path === create.path &&
      // A required query parameter may filter it out.
      parameters.every((one) => one.in === 'path' || !one.required),
  );
  const [base] = validRequestsOf(create, planning);
  const [all] = list === undefined ? [] : validRequestsOf(list, planning);
  if (list === undefined || base === undefined || all === undefined) return;
  const relation: Relation =
    linksOf(create, judge.api).find(({ target }) => target === list) ?? samePath(list);
  const next = relationToNext(list, planning);
  const kind = planning.items().of(create).kind;
  const member = kind === undefined ? undefined : planning.items().member(kind);
  const shown = shownItems(planning.resources());
  const sought: SoughtItem = {
    stateLink: stateLinkOf(create, 0, relation),
    list,
    next,
    member,
    shown,
  };
  const expectation = { kind: 'accepted', state: showsCreated(sought) } as const;
  // An optional query parameter may filter items out.
  const isKept = (one: (typeof all.parameters)[number]) => one.parameter.in !== 'query';
  const from = { parameters: all.parameters.filter(isKept) };
  const steps = [
    firstStep(planning.whole(base), planning),
    nextStep(relation, 0, planning, expectation, from),
    ...Array.from({ length: next === undefined ? 0 : pages - 1 }, (_, index) =>
      untilShown(nextStep(next!, index + 1, planning, expectation, from), sought),
    ),
  ] as const;
  const id = `${names.get(create)}/chain/list`;
  yield* chainCase(create, id, 'then list', sought.stateLink.at, steps, planning);
}

/** A creation, the list that should contain the item, and how its pages are turned. */
interface SoughtItem {
  readonly stateLink: StateLink;
  readonly list: Operation;
  readonly next: Relation | undefined;
  /** The operation whose path shows the name of an item's id. */
  readonly member: ReturnType<ItemPaths['member']>;
  readonly shown: ShownItems;
}

/** Another page, while there is one and no earlier page has the item. */
function untilShown(step: Step, sought: SoughtItem): Step {
  return {
    ...step,
    make(former) {
      if (itemsShown(former, sought)?.length !== 0) {
        return { ok: false, reason: 'nothing is looked for any more', isOver: true };
      }
      const made = step.make(former);
      return made.ok ? made : { ...made, isOver: true };
    },
  };
}

function showsCreated(sought: SoughtItem): StateCheck {
  return (judged, former) => {
    const all = [...former, judged];
    const items = itemsShown(all, sought);
    if (judged.exchange.response.status !== 200 || items?.length === 1) return [];
    if (items === undefined) return [];
    const { at, writer } = sought.stateLink;
    const place: Place = { part: 'response', in: 'body' };
    const args = { received: createdId(former[0]!, sought), name: writer.id };
    if (items.length > 1) {
      // Different items with one value have no id in it: a path such as `/tags/{type}` names several.
      const isTwice = items.some((one, index) =>
        items.slice(0, index).some((b) => isEqual(one, b)),
      );
      return isTwice
        ? [finding('item-repeated', at, place, { ...args, name: sought.list.id })]
        : [];
    }
    if (isPart(judged, all.length, sought)) return [];
    return [finding('list-incomplete', at, place, args)];
  };
}

/** The items of the pages with the id of the first step's item; `undefined` if that is unknown. */
function itemsShown(
  [created, ...pages]: readonly JudgedExchange[],
  sought: SoughtItem,
): readonly unknown[] | undefined {
  const status = created?.exchange.response.status;
  // 202 means that it will exist at some later time.
  const isThere = status === 201 || status === 200;
  const id = isThere ? createdId(created!, sought) : undefined;
  if (id === undefined) return undefined;
  const found = pages.map((one) => sought.shown.listed(one));
  const items = found.flatMap((one) => one ?? []);
  const ids = items.map((item) => idOf(item, sought));
  if (found.includes(undefined) || ids.includes(undefined)) return undefined;
  return items.filter((_, index) => String(ids[index]) === String(id));
}

function createdId(created: JudgedExchange, sought: SoughtItem): string | number | undefined {
  const id = idOf(answeredBody(created), sought);
  return id ?? locationId(created.exchange.response.headers);
}

/** The value that identifies an item, also in a list. */
function idOf(item: unknown, { member, list }: SoughtItem): string | number | undefined {
  return member === undefined
    ? idIn(item, `${list.path}/{id}`, 'id')
    : idIn(item, member.operation.path, member.parameter.name);
}

/** Names of parameters that split a list into pages. */
const partial =
  /^(?:limit|max|max_?results|count|size|first|top|per_?page|page|page_?size|page_?number|offset|skip|start|cursor|after|before|from)$/i;

/** Whether there may be more pages; only a list that is surely complete can lack an item. */
function isPart(judged: JudgedExchange, step: number, { list, next, shown }: SoughtItem): boolean {
  if (next?.follow(expressionContextOf(judged)).ok) return true;
  // The list has no known next page, or the last page was reached.
  const isTurned = next !== undefined;
  if (!isTurned && list.parameters.some(({ name }) => partial.test(name))) return true;
  const links = headerValue(judged.exchange.response.headers, 'link') ?? '';
  if (linkedBy(links, 'next') !== undefined) return true;
  const body = answeredBody(judged);
  if (!isObject(body)) return false;
  const count = shown.listed(judged)?.length ?? 0;
  const inside = Object.values(body)
    .filter(isObject)
    .flatMap(Object.entries<unknown>);
  return [...Object.entries(body), ...inside].some(
    ([name, value]) =>
      (/more|next/i.test(name) && value !== false && value !== null && value !== '') ||
      (/total|count/i.test(name) && typeof value === 'number' && step === 2 && value > count),
  );
}
