import type { Operation } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { type Finding, finding, type Place, type Severity } from '../../finding.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Location } from '../../json/document.ts';
import { child } from '../../json/pointer.ts';
import type { Judge } from '../../judge/judge.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Remembered } from '../case.ts';
import { answeredBody } from './happened.ts';

/** What later answers are held to: which operation answered what, and what binds them to it. */
export interface StateLink {
  readonly judge: Judge;
  /** The step that wrote: its answer says how things are. */
  readonly writer: Operation;
  readonly step: number;
  /** The place in the contract that links the two. */
  readonly at: Location;
  /** `violation` where the contract itself links them; else it is only to be expected. */
  readonly severity: Severity;
}

const inStatus: Place = { part: 'response', in: 'status' };

/** What an operation answered for is there. */
export function isThere({ writer, at, severity }: StateLink): Remembered {
  return ({ response }) => {
    if (response.status !== 404 && response.status !== 410) return [];
    const args = { received: response.status, name: writer.id };
    return [{ ...finding('state-lost', at, inStatus, args), severity }];
  };
}

/**
 * A later answer shows what the writer answered, in each of some properties. Where the writer's
 * answer shows nothing, what was sent counts, though a provider may have reason to change it.
 */
export function showsSame(
  stateLink: StateLink,
  reader: Operation,
  names: readonly string[],
): Remembered {
  return (exchange, former) => {
    const lost = isThere(stateLink)(exchange, former);
    if (!isSuccess(exchange)) return lost;
    const before = shownBy(former[stateLink.step], stateLink);
    const now = answeredBody(exchange, reader, stateLink.judge);
    if (lost.length > 0 || before === undefined || !isObject(now)) return lost;
    return differences(
      before.value,
      now,
      names,
      before.isAnswered ? stateLink : advisory(stateLink),
    );
  };
}

/** What a change did not name is as it was when an earlier step showed it. */
export function keepsRest(
  stateLink: StateLink,
  reader: Operation,
  names: readonly string[],
  earlier: { readonly step: number; readonly operation: Operation },
): Remembered {
  return (exchange, former) => {
    const shown = former[earlier.step];
    if (!isSuccess(exchange)) return [];
    const before = shown && answeredBody(shown, earlier.operation, stateLink.judge);
    const now = answeredBody(exchange, reader, stateLink.judge);
    return isObject(before) && isObject(now) ? differences(before, now, names, stateLink) : [];
  };
}

/** A refusal shows nothing of how things are, whatever its body is. */
function isSuccess({ response }: Exchange): boolean {
  return response.status < 300;
}

function advisory(stateLink: StateLink): StateLink {
  return { ...stateLink, severity: 'advisory' };
}

function shownBy(
  exchange: Exchange | undefined,
  { writer, judge }: StateLink,
): { readonly value: JsonObject; readonly isAnswered: boolean } | undefined {
  if (exchange === undefined) return undefined;
  const answered = answeredBody(exchange, writer, judge);
  if (isObject(answered)) return { value: answered, isAnswered: true };
  const { body } = judge.request(exchange.request);
  return isObject(body) ? { value: body, isAnswered: false } : undefined;
}

function differences(
  before: JsonObject,
  now: JsonObject,
  names: readonly string[],
  { writer, at, severity }: StateLink,
): readonly Finding[] {
  return names.flatMap((name) => {
    const [expected, received] = [own(before, name), own(now, name)];
    // Nothing and `null` say the same of what is not there.
    if (isEqual(expected ?? null, received ?? null)) return [];
    const place: Place = { part: 'response', in: 'body', pointer: child('', name) };
    const args = { name: writer.id, expected: expected ?? null, received: received ?? null };
    return [{ ...finding('state-stale', at, place, args), severity }];
  });
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A later page has none of the items of the pages before. */
export function repeatsNothing(stateLink: StateLink): Remembered {
  return (exchange, former) => {
    const before = former.flatMap((one) =>
      itemsIn(answeredBody(one, stateLink.writer, stateLink.judge)),
    );
    const now = itemsIn(answeredBody(exchange, stateLink.writer, stateLink.judge));
    const known = new Set(before.map(identityOf));
    const again = now.findIndex((item) => known.has(identityOf(item)));
    if (again === -1) return [];
    const place: Place = { part: 'response', in: 'body' };
    const args = { received: now[again], name: stateLink.writer.id };
    return [
      { ...finding('page-repeated', stateLink.at, place, args), severity: stateLink.severity },
    ];
  };
}

/** The items of a page: the body, or the one list that it holds. */
export function itemsIn(body: unknown): readonly unknown[] {
  return listIn(body) ?? [];
}

/** The same; `undefined` where it is not clear which list is meant. */
export function listIn(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const lists = isObject(body) ? Object.values(body).filter((value) => Array.isArray(value)) : [];
  return lists.length === 1 ? (lists[0] as readonly unknown[]) : undefined;
}

/** Two items are one thing where they have the same id, or are the same altogether. */
function identityOf(item: unknown): string {
  const id = isObject(item) ? (item.id ?? item.uuid ?? item) : item;
  return JSON.stringify(id);
}
