import { splitTarget } from '../../http/exchange.ts';
import { decodedOrSame } from '../../http/percent.ts';
import { withoutMember, withValue } from '../../json/edit.ts';
import { child, parsePointer, valueAt } from '../../json/pointer.ts';
import { plain } from '../../resources/names.ts';
import type { ListControls, QueryPart, Total } from '../../resources/resource.ts';
import type { DescribedValue } from '../../resources/value.ts';
import { requiredBy } from '../../schema/members.ts';
import { type OperationCall, urlsOf } from './call.ts';
import { partAt } from './complete.ts';
import type { Item } from './item.ts';
import type { ResourceModel } from './model.ts';
import { cursorAt, neighborsOf, type Page, queryName, queryTo } from './page.ts';
import { envelopeOf, type Fill, type Showing, shownItems } from './show.ts';

/** A list for an answer: all selected items, and the requested page. */
export interface Listed {
  readonly call: OperationCall;
  readonly controls: ListControls;
  readonly all: readonly Item[];
  readonly page: Page;
  /** Whether a part of the query takes a number. */
  readonly isNumber: (part: QueryPart) => boolean;
}

/** Puts a list into an answer, with its totals and page positions. */
export function fillList(listed: Listed, model: ResourceModel, showing: Showing): Fill {
  return (media, place, example) => {
    const { items } = listed.page;
    const shown = shownItems(items, media, place, model, showing);
    let body = place.pointer === '' ? shown : withValue(envelopeOf(example), place.pointer, shown);
    const described = media.schema && showing.describe(media.schema);
    for (const { pointer, means } of listed.controls.totals(media)) {
      const value = totalOf(means, listed, described && partAt(described, pointer), () =>
        String(valueAt(example, pointer) ?? ''),
      );
      body =
        value === undefined
          ? withoutTotal(body, pointer, described)
          : withValue(body, pointer, value);
    }
    return body;
  };
}

/** The texts of the header fields about a list. */
export function listFields(listed: Listed): ReadonlyMap<string, readonly string[]> {
  return new Map(
    listed.controls.fields.map(({ name, means }) => {
      if (means === 'links') return [name.toLowerCase(), linkTexts(listed)];
      const value = totalOf(means, listed, undefined, () => 'http');
      return [name.toLowerCase(), value === undefined ? [] : [String(value)]];
    }),
  );
}

/** The Link field (RFC 8288 section 3). */
function linkTexts(listed: Listed): readonly string[] {
  const { next, previous, last } = neighborsOf(listed.page);
  const links = Object.entries({ first: 0, prev: previous, next, last }).flatMap(
    ([relation, offset]) =>
      offset === undefined ? [] : [`<${urlTo(offset, listed).whole}>; rel="${relation}"`],
  );
  return [links.join(', ')];
}

/** A value of an answer about a list; `undefined` if it is missing, such as the next page of the last one. */
function totalOf(
  means: Total,
  listed: Listed,
  described: DescribedValue | undefined,
  example: () => string,
): unknown {
  const { page, all } = listed;
  const { total, offset, items, first } = page;
  const size = page.size ?? total;
  const step = Math.max(1, size);
  const { next, previous, last } = neighborsOf(page);
  const number = (at: number) => Math.floor(at / step) + first;
  const url = (at: number | undefined) => {
    if (at === undefined) return undefined;
    const { path, whole } = urlTo(at, listed);
    return /^https?:/.test(example()) || isUri(described) ? whole : path;
  };
  const cursor = (at: number | undefined) =>
    at === undefined ? undefined : cursorAt(all, at, isInteger(described));
  switch (means) {
    case 'total':
      return total;
    case 'pages':
      return Math.ceil(total / step);
    case 'page':
      return number(offset);
    case 'size':
      return size;
    case 'offset':
      return offset;
    case 'count':
      return items.length;
    case 'has-more':
      return (page.isBackward ? previous : next) !== undefined;
    case 'next-cursor':
      return cursor(next);
    case 'previous-cursor':
      return cursor(previous);
    case 'next-page':
      return next === undefined ? undefined : number(next);
    case 'previous-page':
      return previous === undefined ? undefined : number(previous);
    case 'next-url':
      return url(next);
    case 'previous-url':
      return url(previous);
    case 'first-url':
      return url(0);
    case 'last-url':
      return url(last);
    case 'self-url':
      return url(offset);
  }
}

function isInteger(described: DescribedValue | undefined): boolean {
  const types = described?.types;
  return types?.has('integer') === true && !types.has('string');
}

function isUri(described: DescribedValue | undefined): boolean {
  return (
    described?.schemas.some(
      ({ keywords }) => keywords.format === 'uri' || keywords.format === 'url',
    ) ?? false
  );
}

/**
 * Represents the absence of a value: null if allowed, else no member if it is optional, else ''.
 */
function withoutTotal(
  body: unknown,
  pointer: string,
  described: DescribedValue | undefined,
): unknown {
  const tokens = parsePointer(pointer) ?? [];
  const name = tokens.at(-1) ?? '';
  const holder = tokens.slice(0, -1).reduce((at, token) => child(at, token), '');
  const part = described && partAt(described, pointer);
  if (part?.types.has('null')) return withValue(body, pointer, null);
  const around = described && partAt(described, holder);
  const isRequired = around !== undefined && requiredBy(around.schemas).has(name);
  if (isRequired) return withValue(body, pointer, part !== undefined && isInteger(part) ? 0 : '');
  return typeof valueAt(body, holder) === 'object' && valueAt(body, holder) !== null
    ? withoutMember(body, pointer)
    : body;
}

/** The URL of the page that begins at a position. */
function urlTo(offset: number, { call, all, page, controls, isNumber }: Listed) {
  const { path, query } = splitTarget(call.request.target);
  const wanted = queryTo(all, offset, page, controls.paging, isNumber);
  const replaced = new Set([...wanted.keys()].map(plain));
  const paging = controls.paging;
  if (paging?.kind === 'cursor' && paging.before !== undefined) {
    replaced.add(plain(queryName(paging.before)));
  }
  const others = query
    .split('&')
    .filter((pair) => pair !== '' && !replaced.has(plain(decodedOrSame(pair.split('=')[0] ?? ''))));
  const added = [...wanted].map((pair) => pair.map(encodeURIComponent).join('='));
  const pairs = [...others, ...added].join('&');
  return urlsOf(call, pairs === '' ? path : `${path}?${pairs}`);
}
