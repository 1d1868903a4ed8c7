import { isObject } from '../../api/node.ts';
import { child, readerOf } from '../../json/pointer.ts';
import { plain } from '../../resources/names.ts';
import type { Comparison, ListControls, QueryPart } from '../../resources/resource.ts';
import type { BucketIndex } from './bucket-index.ts';
import { type Item, isBelow, keyText, timeOf } from './item.ts';

/** The value of a part of the query; `undefined` if it is missing. */
export type ReadQuery = (part: QueryPart | undefined) => unknown;

/** The items below some parents that a query asks for, in the order that it asks for. */
export function selectItems(
  index: BucketIndex,
  parents: ReadonlyMap<string, string>,
  controls: ListControls,
  readQuery: ReadQuery,
  properties: readonly string[],
): readonly Item[] {
  let items = index.all;
  const tests = controls.filters.flatMap((filter) => {
    const wanted = readQuery(filter);
    if (isNothing(wanted) || [wanted].flat().includes(filter.any)) return [];
    const few = filter.comparison === 'equal' ? index.having(filter.property, wanted) : undefined;
    if (few !== undefined && few.length < items.length) items = few;
    const own = readerOf(filter.property);
    return [(item: Item) => compares(own(item.value), filter.comparison, wanted)];
  });
  const words = keyText(readQuery(controls.search))?.toLowerCase() ?? '';
  if (words !== '') tests.push(({ value }) => mentions(value, words));
  if (parents.size > 0) tests.push((item) => isBelow(item, parents));
  const found =
    tests.length === 0 ? items : items.filter((item) => tests.every((test) => test(item)));
  return sorted(found, controls, readQuery, properties, index);
}

/** An HTML form sends an empty value for an empty field. */
function isNothing(wanted: unknown): boolean {
  return wanted === undefined || wanted === '' || (Array.isArray(wanted) && wanted.length === 0);
}

function compares(own: unknown, comparison: Comparison, wanted: unknown): boolean {
  const all = Array.isArray(wanted) ? wanted : [wanted];
  switch (comparison) {
    case 'equal':
      return all.some((one) => isAlike(own, one));
    case 'one-of':
      return all.flatMap(listed).some((one) => isAlike(own, one));
    case 'not':
      return !all.flatMap(listed).some((one) => isAlike(own, one));
    case 'contains':
      return all.every((one) => contains(own, one));
    default:
      return all.every((one) => isOrdered(own, comparison, one));
  }
}

/** `a,b` is a list if a query writes lists as text. */
function listed(value: unknown): readonly unknown[] {
  return typeof value === 'string' && value.includes(',') ? [value, ...value.split(',')] : [value];
}

/** Whether two values have the same text; an array matches by each of its items. */
function isAlike(own: unknown, wanted: unknown): boolean {
  if (Array.isArray(own)) return own.some((one) => isAlike(one, wanted));
  if (own === null || own === undefined) return wanted === null || wanted === 'null';
  if (isObject(own)) return Object.values(own).some((one) => keyText(one) === keyText(wanted));
  const [one, other] = [keyText(own), keyText(wanted)];
  if (one === other) return true;
  const time = typeof own === 'string' ? timeOf(own) : undefined;
  return time !== undefined && time === timeOf(other ?? '');
}

function contains(own: unknown, wanted: unknown): boolean {
  if (Array.isArray(own)) return listed(wanted).some((one) => isAlike(own, one));
  return (keyText(own) ?? '').toLowerCase().includes((keyText(wanted) ?? '').toLowerCase());
}

function isOrdered(own: unknown, comparison: Comparison, wanted: unknown): boolean {
  if (own === null || own === undefined) return false;
  const order = compare(own, wanted);
  switch (comparison) {
    case 'less':
      return order < 0;
    case 'at-most':
      return order <= 0;
    case 'greater':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Compares numbers by value, times by instant, and other texts by character. */
function compare(one: unknown, other: unknown): number {
  const [a, b] = [comparable(one), comparable(other)];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [text, otherText] = [String(one), String(other)];
  return text < otherText ? -1 : text > otherText ? 1 : 0;
}

function comparable(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return value;
  const time = timeOf(value);
  if (time !== undefined) return time;
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

function mentions(value: unknown, words: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(words);
  return typeof value === 'object' && value !== null
    ? Object.values(value).some((member) => mentions(member, words))
    : false;
}

interface SortKey {
  readonly own: (item: unknown) => unknown;
  readonly descends: boolean;
}

function sorted(
  items: readonly Item[],
  { sort }: ListControls,
  readQuery: ReadQuery,
  properties: readonly string[],
  index: BucketIndex,
): readonly Item[] {
  if (sort === undefined) return items;
  const by = [readQuery(sort.by)].flat().map((one) => keyText(one) ?? '');
  const descends = /^(?:desc|-1|false$|reverse)/i.test(keyText(readQuery(sort.direction)) ?? '');
  const keys = by.flatMap((text) =>
    text.split(',').flatMap((name) => sortKey(name, descends, properties)),
  );
  if (keys.length === 0 && !descends) return items;
  return index.arranged(items, `${descends} ${by}`, () =>
    keys.length === 0 ? items.toReversed() : items.toSorted(orderBy(keys)),
  );
}

function orderBy(keys: readonly SortKey[]): (one: Item, other: Item) => number {
  return (one, other) => {
    for (const { own, descends } of keys) {
      const [a, b] = [own(one.value), own(other.value)];
      // Items without the property come last in both directions.
      if (a === undefined || a === null || b === undefined || b === null) {
        const missing =
          Number(a === undefined || a === null) - Number(b === undefined || b === null);
        if (missing !== 0) return missing;
        continue;
      }
      const order = compare(a, b);
      if (order !== 0) return descends ? -order : order;
    }
    return 0;
  };
}

/** `name`, `-name`, `+name`, `name:desc`, `name desc`, `name_desc`, `customer.name`. */
function sortKey(
  text: string,
  descends: boolean,
  properties: readonly string[],
): readonly SortKey[] {
  const match = /^\s*([+-]?)(.*?)(?:[\s:._-]+(asc|desc)(?:ending)?)?\s*$/i.exec(text);
  const [, sign = '', name = '', direction] = match ?? [];
  if (name === '') return [];
  const [head = '', ...rest] = name.split(/[./]/);
  const known =
    properties.find((one) => one === head) ??
    properties.find((one) => plain(one) === plain(head)) ??
    properties.find((one) => plain(one).replace(/(?:at|on|date|time)$/, '') === plain(head));
  if (known === undefined) return [];
  const isDown =
    direction === undefined ? sign === '-' || (sign === '' && descends) : /^desc/i.test(direction);
  return [{ own: readerOf(child('', known, ...rest)), descends: isDown }];
}
