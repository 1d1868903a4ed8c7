import type { Parameter } from '../../api/model.ts';
import type { Paging, QueryPart } from '../../resources/resource.ts';
import { type Item, keyText } from './item.ts';
import type { ReadQuery } from './list.ts';

/** A part of a list, and its position in the whole. */
export interface Page {
  readonly items: readonly Item[];
  /** The number of items on all pages. */
  readonly total: number;
  /** The place of the first item. */
  readonly offset: number;
  /** The most items of a page; `undefined` if the list is shown as a whole. */
  readonly size: number | undefined;
  /** The number of the first page. */
  readonly first: 0 | 1;
  /** Whether it ends before a cursor, so that "more items" means earlier ones. */
  readonly isBackward: boolean;
}

/** The limits of a numeric parameter in its schema. */
export type LimitsOf = (part: QueryPart) => {
  readonly fallback: number | undefined;
  readonly maximum: number | undefined;
};

/** The requested page of a list; `undefined` if no item has the cursor. */
export function pageOf(
  items: readonly Item[],
  paging: Paging | undefined,
  readQuery: ReadQuery,
  limitsOf: LimitsOf,
): Page | undefined {
  const total = items.length;
  const first = paging?.kind === 'page' ? paging.first : 1;
  const size = paging && sizeOf(paging, readQuery, limitsOf);
  const from = offsetOf(items, paging, size, readQuery);
  if (from === undefined) return undefined;
  const offset = Math.max(0, from.offset);
  const end = from.end ?? (size === undefined ? total : offset + size);
  const isBackward = from.end !== undefined;
  return { items: items.slice(offset, end), total, offset, size, first, isBackward };
}

/** The empty page after the last item. */
export function afterAll(items: readonly Item[]): Page {
  const total = items.length;
  return { items: [], total, offset: total, size: undefined, first: 1, isBackward: false };
}

function sizeOf(paging: Paging, readQuery: ReadQuery, limitsOf: LimitsOf): number | undefined {
  const part = paging.kind === 'page' ? paging.size : paging.limit;
  if (part === undefined) return paging.kind === 'page' ? 20 : undefined;
  const { fallback, maximum } = limitsOf(part);
  const requestedSize =
    wholeNumber(readQuery(part)) ?? fallback ?? (paging.kind === 'page' ? 20 : maximum);
  return requestedSize === undefined
    ? undefined
    : Math.min(requestedSize, maximum ?? requestedSize);
}

function offsetOf(
  items: readonly Item[],
  paging: Paging | undefined,
  size: number | undefined,
  readQuery: ReadQuery,
): { readonly offset: number; readonly end?: number } | undefined {
  switch (paging?.kind) {
    case 'page': {
      const page = wholeNumber(readQuery(paging.page)) ?? paging.first;
      return { offset: Math.max(0, page - paging.first) * (size ?? 0) };
    }
    case 'offset':
      return { offset: wholeNumber(readQuery(paging.offset)) ?? 0 };
    case 'cursor': {
      const before = keyText(readQuery(paging.before));
      if (before !== undefined && before !== '') {
        const end = placeOf(items, before)?.at;
        return end === undefined ? undefined : { offset: size === undefined ? 0 : end - size, end };
      }
      const after = keyText(readQuery(paging.cursor));
      if (after === undefined || after === '') return { offset: 0 };
      const place = placeOf(items, after);
      return place && { offset: place.next };
    }
    default:
      return { offset: 0 };
  }
}

interface Place {
  readonly at: number;
  /** The position of the first item of the next page. */
  readonly next: number;
}

/** The position of a cursor: one of ours, the id of an item, or a number. */
function placeOf(items: readonly Item[], cursor: string): Place | undefined {
  const own = /^c(\d+)-(.*)$/s.exec(decodeCursor(cursor));
  if (own !== null) {
    const [, number, id] = own;
    const index = items.findIndex((item) => item.id === id);
    // If the item was deleted, the list continues where it was.
    const at = index === -1 ? Number(number) : index;
    return { at, next: at };
  }
  const index = items.findIndex(({ id }) => id === cursor);
  if (index !== -1) return { at: index, next: index + 1 };
  const number = wholeNumber(cursor);
  return number === undefined ? undefined : { at: number, next: number };
}

/** A cursor for the page that begins at a position. */
export function cursorAt(
  items: readonly Item[],
  offset: number,
  isNumber: boolean,
): string | number {
  if (isNumber) return offset;
  return Buffer.from(`c${offset}-${items[offset]?.id ?? ''}`).toString('base64url');
}

function decodeCursor(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}

function wholeNumber(value: unknown): number | undefined {
  const number = Number(keyText(value) ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** The neighbors of a page as values of the query; `undefined` for a missing one. */
export interface Neighbors {
  readonly next: number | undefined;
  readonly previous: number | undefined;
  readonly last: number;
}

/** The positions of the neighbors of a page. */
export function neighborsOf({ items, total, offset, size }: Page): Neighbors {
  const step = Math.max(1, size ?? total);
  const next = offset + items.length;
  return {
    next: items.length > 0 && next < total ? next : undefined,
    previous: offset > 0 ? Math.max(0, offset - step) : undefined,
    last: total === 0 ? 0 : Math.floor((total - 1) / step) * step,
  };
}

/** The query parameters for the page that begins at a position, with their values. */
export function queryTo(
  all: readonly Item[],
  offset: number,
  page: Page,
  paging: Paging | undefined,
  isNumber: (part: QueryPart) => boolean,
): ReadonlyMap<string, string> {
  switch (paging?.kind) {
    case 'page': {
      const number = Math.floor(offset / Math.max(1, page.size ?? 1)) + paging.first;
      return new Map([[queryName(paging.page), String(number)]]);
    }
    case 'offset':
      return new Map([[queryName(paging.offset), String(offset)]]);
    case 'cursor': {
      const cursor = cursorAt(all, offset, isNumber(paging.cursor));
      return new Map([[queryName(paging.cursor), String(cursor)]]);
    }
    default:
      return new Map();
  }
}

/** How a query writes a part of it. */
export function queryName({ parameter, member }: QueryPart): string {
  if (member === undefined) return parameter.name;
  return isExploded(parameter) ? member : `${parameter.name}[${member}]`;
}

function isExploded({ style, explode }: Parameter): boolean {
  return style === 'form' && explode;
}
