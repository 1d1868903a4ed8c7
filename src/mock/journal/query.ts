import { splitTarget } from '../../http/exchange.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { sessionOf } from '../state/session.ts';
import type { JournalEntry } from './journal.ts';
import { verdictOf } from './shown.ts';

/** A filter for entries of the journal, or why a query is invalid. */
export type JournalQuery =
  | {
      readonly ok: true;
      readonly matches: (entry: JournalEntry) => boolean;
      readonly before: number | undefined;
      readonly after: number | undefined;
      readonly limit: number;
      readonly isHar: boolean;
      /** The query without the position of its page. */
      readonly filters: URLSearchParams;
    }
  | { readonly ok: false; readonly reason: string };

type Test = (entry: JournalEntry) => boolean;

/** Each filter makes a test from its text; `undefined` if the text is invalid. */
const filters: Readonly<Record<string, (text: string) => Test | undefined>> = {
  api:
    (text) =>
    ({ event }) =>
      event.api === text,
  operation:
    (text) =>
    ({ event }) =>
      event.operation?.id === text,
  method:
    (text) =>
    ({ event }) =>
      event.request.method === text.toUpperCase(),
  path:
    (text) =>
    ({ event }) =>
      splitTarget(event.request.target).path.startsWith(text),
  status(text) {
    const [, digits] = /^([1-5]\d\d|[1-5](?=xx$))/i.exec(text) ?? [];
    if (digits === undefined) return undefined;
    return ({ event }) => String(event.response.status).startsWith(digits);
  },
  session:
    (text) =>
    ({ event }) => {
      if (event.session !== undefined) return event.session === text;
      const session = sessionOf(event.request.headers);
      return session.ok && session.name === text;
    },
  verdict: (text) =>
    /^(?:kept|broken|unknown|skipped)$/.test(text)
      ? ({ event }) => verdictOf(event) === text
      : undefined,
  code:
    (text) =>
    ({ event }) =>
      event.findings.some(({ code }) => code === text),
};

const places = ['before', 'after', 'limit', 'format'];

const usualLimit = 100;
const mostAtOnce = 1000;

/** Reads the query of a request to the journal. */
export function readQuery(query: string): JournalQuery {
  const given = new URLSearchParams(query);
  const tests: Test[] = [];
  const kept = new URLSearchParams();
  for (const [name, text] of given) {
    if (places.includes(name)) continue;
    const make = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (make === undefined) {
      const known = [...Object.keys(filters), ...places];
      return { ok: false, reason: `there is no filter "${name}"${didYouMeanOneOf(name, known)}` };
    }
    const test = make(text);
    if (test === undefined) return { ok: false, reason: `"${text}" is not a ${name}` };
    tests.push(test);
    kept.append(name, text);
  }
  for (const name of ['before', 'after', 'limit']) {
    const text = given.get(name);
    if (text !== null && !/^\d{1,15}$/.test(text)) {
      return { ok: false, reason: `"${name}" is "${text}", but must be a whole number` };
    }
  }
  const format = given.get('format') ?? 'json';
  if (!['json', 'har'].includes(format)) {
    return { ok: false, reason: `the format "${format}" is not known; there are json and har` };
  }
  const number = (name: string) => (given.has(name) ? Number(given.get(name)) : undefined);
  const limit = number('limit') ?? (format === 'har' ? mostAtOnce : usualLimit);
  return {
    ok: true,
    matches: (entry) => tests.every((test) => test(entry)),
    before: number('before'),
    after: number('after'),
    limit: Math.min(limit, mostAtOnce),
    isHar: format === 'har',
    filters: kept,
  };
}

export interface JournalPage {
  /** The newest first; the oldest first if only entries after a given one are requested. */
  readonly entries: readonly JournalEntry[];
  /** The query for the next page. */
  readonly next: string | undefined;
}

/** One page of the entries that match a query. */
export function pageOf(
  entries: readonly JournalEntry[],
  query: JournalQuery & { readonly ok: true },
): JournalPage {
  const { before = Number.POSITIVE_INFINITY, after = 0, limit, matches } = query;
  const wanted = entries.filter((entry) => entry.id > after && entry.id < before && matches(entry));
  const isForward = query.after !== undefined && query.before === undefined;
  if (!isForward) wanted.reverse();
  const page = wanted.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || page.length === wanted.length) {
    return { entries: page, next: undefined };
  }
  const next = new URLSearchParams(query.filters);
  next.set(isForward ? 'after' : 'before', String(last.id));
  if (!isForward && query.after !== undefined) next.set('after', String(query.after));
  next.set('limit', String(limit));
  return { entries: page, next: next.toString() };
}
