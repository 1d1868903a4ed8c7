import type { Operation } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { type Finding, finding, type Place, type Severity } from '../../finding.ts';
import type { Location } from '../../json/document.ts';
import { child } from '../../json/pointer.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { answeredBody } from '../../judge/judged.ts';
import { isEqual } from '../../schema/equality.ts';
import type { StateCheck } from '../case.ts';
import type { Relation } from './relations.ts';

/** What later answers are held to: which operation answered what, and what binds them to it. */
export interface StateLink {
  /** The operation that wrote, and the step of it: its answer says how things are. */
  readonly writer: Operation;
  readonly step: number;
  /** The place in the contract that links the two. */
  readonly at: Location;
  /** `violation` where the contract itself links them; else it is only to be expected. */
  readonly severity: Severity;
}

/** What binds later answers to what an operation answered in a step. */
export function stateLinkOf(writer: Operation, step: number, { link }: Relation): StateLink {
  const severity = link === undefined ? 'advisory' : 'violation';
  return { writer, step, at: link?.at ?? writer.at, severity };
}

const inStatus: Place = { part: 'response', in: 'status' };

/** What an operation answered for is there. */
export function isThere({ writer, at, severity }: StateLink): StateCheck {
  return ({ exchange: { response } }) => {
    if (response.status !== 404 && response.status !== 410) return [];
    const args = { received: response.status, name: writer.id };
    return [{ ...finding('state-lost', at, inStatus, args), severity }];
  };
}

/**
 * A later answer shows what the writer answered, in each of some properties. Of those that its answer
 * does not show, what was sent counts, though a provider may have reason to change it.
 */
export function showsSame(stateLink: StateLink, names: readonly string[]): StateCheck {
  return (judged, former) => {
    const lost = isThere(stateLink)(judged, former);
    if (!isSuccess(judged)) return lost;
    const writer = former[stateLink.step];
    const now = answeredBody(judged);
    if (lost.length > 0 || writer === undefined || !isSuccess(writer) || !isObject(now))
      return lost;
    const answered = answeredBody(writer);
    const { body: sent } = writer.request;
    const shown = isObject(answered) ? names.filter((name) => Object.hasOwn(answered, name)) : [];
    const silent = names.filter((name) => !shown.includes(name));
    return [
      ...(isObject(answered) ? differences(answered, now, shown, stateLink) : []),
      ...(isObject(sent)
        ? differences(sent, now, inBoth(silent, sent, now), asSent(stateLink))
        : []),
    ];
  };
}

/** What a change did not name is as it was when an earlier step showed it. */
export function keepsRest(
  stateLink: StateLink,
  names: readonly string[],
  earlier: number,
): StateCheck {
  return (judged, former) => {
    const shown = former[earlier];
    if (!isSuccess(judged)) return [];
    const before = shown && answeredBody(shown);
    const now = answeredBody(judged);
    if (shown === undefined || !isSuccess(shown) || !isObject(before) || !isObject(now)) return [];
    const told = names.filter((name) => Object.hasOwn(before, name));
    return differences(before, now, told, stateLink);
  };
}

/** A refusal shows nothing of how things are, whatever its body is. */
function isSuccess({ exchange }: JudgedExchange): boolean {
  return exchange.response.status < 300;
}

/** A provider may store something else than what it was sent, and show only some of it. */
function asSent(stateLink: StateLink): StateLink {
  return { ...stateLink, severity: 'advisory' };
}

function inBoth(names: readonly string[], one: JsonObject, other: JsonObject): readonly string[] {
  return names.filter((name) => Object.hasOwn(one, name) && Object.hasOwn(other, name));
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
export function repeatsNothing(stateLink: StateLink): StateCheck {
  return (judged, former) => {
    if (!isSuccess(judged)) return [];
    const before = former.filter(isSuccess).flatMap((one) => itemsIn(answeredBody(one)));
    const now = itemsIn(answeredBody(judged));
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
