import type { Operation } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { type Finding, finding, type Place, type Severity } from '../../finding.ts';
import type { Location } from '../../json/document.ts';
import { child } from '../../json/pointer.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { plain } from '../../resources/names.ts';
import { isEqual } from '../../schema/equality.ts';
import type { StateCheck } from '../case.ts';
import type { Relation } from './relations.ts';
import type { ShownItems } from './shown-item.ts';

/** The facts that later answers must match: the writing operation, its answer, and their connection. */
export interface StateLink {
  /** The operation that wrote, and its step: its answer states the new values. */
  readonly writer: Operation;
  readonly step: number;
  /** The place in the contract that connects the two. */
  readonly at: Location;
  /** `violation` if a specification requires it; otherwise an advisory. */
  readonly severity: Severity;
}

/** Connects later answers to the answer of an operation in a step. */
export function stateLinkOf(writer: Operation, step: number, { link }: Relation): StateLink {
  const severity = link === undefined ? 'advisory' : 'violation';
  return { writer, step, at: link?.at ?? writer.at, severity };
}

/** RFC 9110 section 9.3.4: what PUT stored is there to read at its path. */
export function putLinkOf(put: Operation, step: number): StateLink {
  return { writer: put, step, at: put.at, severity: 'violation' };
}

const inStatus: Place = { part: 'response', in: 'status' };

/**
 * An item that an operation confirmed exists; 201 says that it was made (RFC 9110 section 15.3.2).
 */
export function isThere({ writer, step, at, severity }: StateLink): StateCheck {
  return ({ exchange: { response } }, former) => {
    if (response.status !== 404 && response.status !== 410) return [];
    const args = { received: response.status, name: writer.id };
    const status = former[step]?.exchange.response.status;
    const isPost = writer.method === 'POST';
    const isMade = status === 201;
    const lost = finding('state-lost', at, inStatus, args);
    // A link alone does not promise that its target exists (OpenAPI 3.1, Link Object).
    const isCertain = isPost ? isMade : severity === 'violation' && status !== 202;
    return [{ ...lost, severity: isCertain ? 'violation' : 'advisory' }];
  };
}

/** A write, and what later answers must show of it. */
export interface Write {
  readonly stateLink: StateLink;
  /** The names of the properties that the write may change. */
  readonly names: readonly string[];
  readonly shown: ShownItems;
  /** The step that read the item before the write. */
  readonly before?: number;
  /** Whether the answer with the item describes a property. */
  readonly describes?: (name: string) => boolean;
}

/**
 * A later answer shows the values of the write's answer. If that answer shows less, the sent values
 * count: a provider may change some of them, but may not ignore all of them (RFC 9110 section
 * 9.3.4, RFC 5789 section 2).
 */
export function showsWritten(write: Write): StateCheck {
  const { stateLink, names, shown, before, describes = () => false } = write;
  return (judged, former) => {
    const lost = isThere(stateLink)(judged, former);
    const now = shown.answered(judged);
    const writing = former[stateLink.step];
    if (lost.length > 0 || now === undefined || writing === undefined) return lost;
    const known = {
      now,
      sent: shown.sent(writing) ?? {},
      answered: shown.answered(writing) ?? {},
      earlier: before === undefined ? undefined : shown.answered(former[before]),
    };
    return names.flatMap((name) => staleProperty(name, known, stateLink, describes));
  };
}

interface KnownStates {
  readonly sent: JsonObject;
  readonly answered: JsonObject;
  /** The value before the write; `undefined` if it was not read. */
  readonly earlier: JsonObject | undefined;
  readonly now: JsonObject;
}

function staleProperty(
  name: string,
  known: KnownStates,
  link: StateLink,
  describes: (name: string) => boolean,
): readonly Finding[] {
  const sent = own(known.sent, name);
  const [answered, now] = [known.answered, known.now].map((one) => own(one, shownName(one, name)));
  const shown = shownName(known.now, name);
  if (answered !== undefined) {
    // A value that was sent and answered unchanged is one that the provider claims to keep.
    const isConfirmed = isEqual(sent ?? null, answered);
    return difference(shown, answered, now, isConfirmed ? violation(link) : advisory(link));
  }
  // Files and similar values are not shown as they were sent.
  if (sent === undefined || sent instanceof Uint8Array) return [];
  const earlier = known.earlier && own(known.earlier, shownName(known.earlier, name));
  const isIgnored =
    known.earlier !== undefined &&
    isFilled(earlier) &&
    (!isFilled(now) || isEqual(earlier, now)) &&
    !isEqual(earlier, sent);
  // A provider may store another value than the sent one, and show only what it describes.
  if (!isIgnored && now === undefined && !describes(name)) return [];
  return difference(shown, sent, now, isIgnored ? violation(link) : advisory(link));
}

/**
 * A replacement removes what it does not name (RFC 9110 section 9.3.4). Two answers show that the
 * provider keeps the property: the first replacement named it and showed it, and the second one did
 * not. If neither shows it, the provider may have chosen the same value itself.
 */
export function dropsRest(
  { stateLink, shown }: Write,
  names: readonly string[],
  former: number,
  earlier: number,
): StateCheck {
  return (judged, steps) => {
    const [before, now] = [shown.answered(steps[earlier]), shown.answered(judged)];
    if (before === undefined || now === undefined) return [];
    const named = shown.sent(steps[stateLink.step]!) ?? {};
    const [whole, least] = [former, stateLink.step].map((step) => shown.answered(steps[step]));
    return names.flatMap((name) => {
      const was = own(before, name);
      if (Object.hasOwn(named, name) || !isFilled(was)) return [];
      if (!isEqual(was, own(now, name))) return [];
      const isDropped =
        whole !== undefined && isFilled(own(whole, name)) && least && !isFilled(own(least, name));
      return difference(name, null, was, isDropped ? stateLink : advisory(stateLink));
    });
  };
}

/** A property that a change does not name keeps its earlier value. */
export function keepsRest(
  stateLink: StateLink,
  names: readonly string[],
  shown: ShownItems,
  earlier: number,
): StateCheck {
  return (judged, former) => {
    const [before, now] = [shown.answered(former[earlier]), shown.answered(judged)];
    if (before === undefined || now === undefined) return [];
    return names.flatMap((name) => {
      const [was, is] = [own(before, name), own(now, name)];
      // A partial modification leaves the rest (RFC 5789 section 1); dependent values may change.
      const isCleared = isFilled(was) && !isFilled(is);
      return difference(name, was, is, isCleared ? violation(stateLink) : stateLink);
    });
  };
}

/** Combines two checks. */
export function bothOf(one: StateCheck, other: StateCheck): StateCheck {
  return (judged, former) => [...one(judged, former), ...other(judged, former)];
}

function advisory(stateLink: StateLink): StateLink {
  return { ...stateLink, severity: 'advisory' };
}

function violation(stateLink: StateLink): StateLink {
  return { ...stateLink, severity: 'violation' };
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The properties that two answers show with different values. */
export function differences(
  before: JsonObject,
  now: JsonObject,
  names: readonly string[],
  link: StateLink,
): readonly Finding[] {
  return names.flatMap((name) => difference(name, own(before, name), own(now, name), link));
}

function difference(
  name: string,
  expected: unknown,
  received: unknown,
  { writer, at, severity }: StateLink,
): readonly Finding[] {
  // A missing member and `null` count as equal.
  if (isEqual(expected ?? null, received ?? null)) return [];
  const place: Place = { part: 'response', in: 'body', pointer: child('', name) };
  const args = { name: writer.id, expected: expected ?? null, received: received ?? null };
  return [{ ...finding('state-stale', at, place, args), severity }];
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The name that an answer has for a sent property: forms send `FriendlyName` for `friendly_name`. */
function shownName(answer: JsonObject, name: string): string {
  if (Object.hasOwn(answer, name)) return name;
  return Object.keys(answer).find((one) => plain(one) === plain(name)) ?? name;
}

/** The listing operation, and the place in the contract that says how its pages are turned. */
export type PagedList = Pick<StateLink, 'writer' | 'at'>;

/** A later page repeats no item of the earlier pages, which begin at the step `first`. */
export function repeatsNothing(
  { writer, at }: PagedList,
  shown: ShownItems,
  first: number,
): StateCheck {
  return (judged, former) => {
    if (judged.exchange.response.status >= 300) return [];
    const before = former.slice(first).flatMap((one) => shown.listed(one) ?? []);
    const now = shown.listed(judged) ?? [];
    const known = new Set(before.map(identityOf));
    const again = now.findIndex((item) => known.has(identityOf(item)));
    if (again === -1) return [];
    const place: Place = { part: 'response', in: 'body' };
    const args = { received: now[again], name: writer.id };
    return [finding('page-repeated', at, place, args)];
  };
}

/**
 * The pages so far have the first items of the whole list from before, and all of its items at the
 * last page. The list contains the items between its own items on the pages.
 */
export function skipsNothing(
  { writer, at }: PagedList,
  shown: ShownItems,
  isLast: (judged: JudgedExchange) => boolean,
): StateCheck {
  return (judged, [whole, ...pages]) => {
    if (whole === undefined || judged.exchange.response.status >= 300) return [];
    const listed = shown.listed(judged) ?? [];
    const onPages = pages.flatMap((one) => shown.listed(one) ?? []).concat(listed);
    const inList = shown.listed(whole) ?? [];
    const [turned, all] = [onPages.map(identityOf), inList.map(identityOf)];
    const known = new Set(turned);
    const isEnd = listed.length === 0 || isLast(judged);
    const due = isEnd ? all : all.slice(0, known.size);
    // If the pages show other items, the order or the list has changed; except for an item between.
    const isOfList = turned.every((id) => all.includes(id));
    const index = isOfList ? due.findIndex((id) => !known.has(id)) : leftOut(turned, all);
    if (index === -1) return [];
    const place: Place = { part: 'response', in: 'body' };
    const received = (isOfList ? inList : onPages)[index];
    return [finding('page-skipped', at, place, { received, name: writer.id })];
  };
}

/**
 * The index of an item that the pages have between two items that follow each other in the list;
 * else -1.
 */
function leftOut(turned: readonly string[], all: readonly string[]): number {
  const common = turned.filter((id) => all.includes(id));
  const end = turned.findLastIndex((id) => all.includes(id));
  const others = [...turned.keys()].filter((index) => index < end && !all.includes(turned[index]!));
  const isInOrder = common.every((id, at) => id === all[at]);
  return others.length === 1 && others[0]! > 0 && isInOrder ? others[0]! : -1;
}

/** Two items are the same if they have the same id, or are equal. */
function identityOf(item: unknown): string {
  const id = isObject(item)
    ? (item.id ?? item.uuid ?? item.gid ?? item.guid ?? item.key ?? item.slug ?? item)
    : item;
  return JSON.stringify(id);
}
