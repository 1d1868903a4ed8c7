import type { Operation, Parameter } from '../api/model.ts';
import type { FoundList } from './content.ts';
import { filterOf } from './filters.ts';
import { plain } from './names.ts';
import { type PageTurn, pageTurn } from './page-names.ts';
import type { Filter, ListControls, Paging, QueryPart } from './resource.ts';
import { fieldsOf, totalsIn } from './totals.ts';
import {
  choicesOf,
  type DescribedValue,
  type DescribeValue,
  isObjectValue,
  isScalar,
} from './value.ts';

/** How the query of a list filters, sorts and pages its items. */
export function listControls(
  operation: Operation,
  item: DescribedValue,
  describe: DescribeValue,
  listIn: (value: DescribedValue) => FoundList | undefined,
): ListControls {
  const query = operation.parameters.filter((one) => one.in === 'query');
  const parts = query.flatMap((parameter) => partsOf(parameter, describe));
  const paging = pagingOf(parts, describe);
  const taken = new Set<QueryPart>(partsOfPaging(paging));
  const take = (names: RegExp) => {
    const part = parts.find((one) => !taken.has(one) && names.test(nameOf(one)));
    if (part !== undefined) taken.add(part);
    return part;
  };
  const bySort = take(/^(?:sort|sortby|orderby|ordering|sortfield|sortcolumn|sortkey|order)$/);
  const isDirection = bySort !== undefined && isAscOrDesc(bySort, describe);
  const by = isDirection ? undefined : bySort;
  const direction = isDirection
    ? bySort
    : take(/^(?:order|direction|dir|sort(?:order|dir|direction)|order(?:dir|direction))$/);
  const sort = by === undefined && direction === undefined ? undefined : { by, direction };
  const filters: Filter[] = [];
  for (const part of parts) {
    if (taken.has(part)) continue;
    const filter = filterOf(part, describedPart(part, describe), item);
    if (filter === undefined) continue;
    taken.add(part);
    filters.push(filter);
  }
  const search = take(/^(?:q|query|search|keywords?|searchterm|searchquery|searchtext|term|text)$/);
  return {
    filters,
    search,
    sort,
    paging,
    totals: totalsIn(describe, listIn),
    fields: fieldsOf(operation),
    others: query.filter((one) => ![...taken].some(({ parameter }) => parameter === one)),
  };
}

/** A parameter, or its members if it is an object: `filter[status]`, `page[number]`. */
function partsOf(parameter: Parameter, describe: DescribeValue): readonly QueryPart[] {
  const value = parameterValue(parameter, describe);
  const whole = { parameter, member: undefined };
  if (value === undefined || !isObjectValue(value) || value.properties.size === 0) return [whole];
  const members = [...value.properties.keys()].map((member) => ({ parameter, member }));
  return isScalar(value) ? [whole, ...members] : members;
}

function parameterValue({ schema, content }: Parameter, describe: DescribeValue) {
  const own = schema ?? content?.schema;
  return own === undefined ? undefined : describe(own);
}

function describedPart({ parameter, member }: QueryPart, describe: DescribeValue) {
  const value = parameterValue(parameter, describe);
  return member === undefined ? value : value?.properties.get(member);
}

/** The name of a part without marks for lists: `$top`, `_page`, `page[size]`. */
function nameOf({ parameter, member }: QueryPart): string {
  return plain(member === undefined ? parameter.name : `${parameter.name}${member}`);
}

function pagingOf(parts: readonly QueryPart[], describe: DescribeValue): Paging | undefined {
  // `before` and `after` may also compare times.
  const findCursor = (names: RegExp) =>
    parts.find((part) => names.test(nameOf(part)) && !isTime(part, describe));
  const findNumber = (names: RegExp) =>
    parts.find((part) => names.test(nameOf(part)) && isNumber(part, describe));
  const turning = (turn: PageTurn, isCounted: boolean) =>
    parts.find(
      (part) =>
        pageTurn(nameOf(part)) === turn &&
        (isCounted ? isNumber(part, describe) : !isTime(part, describe)),
    );
  const size = findNumber(
    /^(?:limit|pagelimit|perpage|pagesize|size|maxresults|top|first|count|take|itemsperpage|resultsperpage|recordsperpage|pagecount|maxitems|rows|length|rpp|pp)$/,
  );
  const page = turning('page', true) ?? findNumber(/^p$/);
  if (page !== undefined) return { kind: 'page', page, size, first: firstPage(page, describe) };
  const offset = turning('offset', true) ?? findNumber(/^start$/);
  if (offset !== undefined) return { kind: 'offset', offset, limit: size };
  const before = findCursor(
    /^(?:before|pagebefore|endingbefore|endbefore|previouscursor|prevcursor)$/,
  );
  // An offset or a page that is no number is a token.
  const token = turning('cursor', false) ?? turning('offset', false) ?? turning('page', false);
  const cursor = token ?? findNumber(/^since$/);
  if (cursor !== undefined) return { kind: 'cursor', cursor, before, limit: size };
  return size === undefined ? undefined : { kind: 'limit', limit: size };
}

function partsOfPaging(paging: Paging | undefined): readonly QueryPart[] {
  const { kind: _, first: __, ...parts } = { first: undefined, ...(paging ?? { kind: 'none' }) };
  return Object.values(parts).filter((part) => part !== undefined) as readonly QueryPart[];
}

function isTime(part: QueryPart, describe: DescribeValue): boolean {
  const schemas = describedPart(part, describe)?.schemas ?? [];
  return schemas.some(({ written }) => written.format === 'date-time' || written.format === 'date');
}

function isNumber(part: QueryPart, describe: DescribeValue): boolean {
  const types = describedPart(part, describe)?.types;
  return types === undefined || types.size === 0 || types.has('integer') || types.has('number');
}

/** Pages count from 1, unless the contract says or shows otherwise. */
function firstPage(part: QueryPart, describe: DescribeValue): 0 | 1 {
  const schemas = describedPart(part, describe)?.schemas ?? [];
  const valuesOf = (keyword: string) => schemas.map(({ written }) => written[keyword]);
  if (valuesOf('minimum').includes(1) || valuesOf('default').includes(1)) return 1;
  const text = [part.parameter.description, ...valuesOf('description')].join(' ').toLowerCase();
  const isZero =
    valuesOf('minimum').includes(0) ||
    valuesOf('default').includes(0) ||
    /zero[- ]?(?:based|indexed)|0[- ](?:based|indexed)|start(?:s|ing)? (?:at|from|with) (?:0|zero)/.test(
      text,
    );
  return isZero ? 0 : 1;
}

function isAscOrDesc(part: QueryPart, describe: DescribeValue): boolean {
  const value = describedPart(part, describe);
  const choices = choicesOf(value);
  if (choices.length === 0) return false;
  return choices.every((one) => /^(?:asc|desc|ascending|descending|[+-]?1)$/i.test(String(one)));
}
