import type { Operation, Parameter } from '../api/model.ts';
import { child, type Pointer } from '../json/pointer.ts';
import type { FoundList } from './content.ts';
import { plain } from './names.ts';
import type { Comparison, Filter, ListControls, Paging, QueryPart } from './resource.ts';
import { fieldsOf, totalsIn } from './totals.ts';
import {
  type DescribedValue,
  type DescribeValue,
  isArray,
  isObjectValue,
  isScalar,
} from './value.ts';

/** How the query of a list filters, sorts and pages what an item describes. */
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
    const filter = filterOf(part, item, describe);
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

/** A parameter, or its members where it is an object: `filter[status]`, `page[number]`. */
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

/** What a part is called, without what says that it is about the list: `$top`, `_page`, `page[size]`. */
function nameOf({ parameter, member }: QueryPart): string {
  return plain(member === undefined ? parameter.name : `${parameter.name}${member}`);
}

function pagingOf(parts: readonly QueryPart[], describe: DescribeValue): Paging | undefined {
  const find = (names: RegExp) => parts.find((part) => names.test(nameOf(part)));
  const size = find(
    /^(?:limit|pagelimit|perpage|pagesize|size|maxresults|top|first|count|take|itemsperpage|resultsperpage|recordsperpage|pagecount|maxitems|rows|length|rpp|pp)$/,
  );
  const offset = find(/^(?:offset|pageoffset|skip|startindex|startat|start)$/);
  const page = find(/^(?:page|pagenumber|pageno|pageindex|pagenum|currentpage|p)$/);
  const cursor = find(
    /^(?:cursor|pagecursor|nextcursor|pagetoken|nexttoken|nextpagetoken|after|pageafter|startingafter|startafter|continuation|continue|continuationtoken|marker|exclusivestartkey|scrollid|since)$/,
  );
  const before = find(/^(?:before|pagebefore|endingbefore|endbefore|previouscursor|prevcursor)$/);
  if (page !== undefined && isNumber(page, describe)) {
    return { kind: 'page', page, size, first: firstPage(page, describe) };
  }
  if (offset !== undefined && isNumber(offset, describe)) {
    return { kind: 'offset', offset, limit: size };
  }
  if (cursor !== undefined) return { kind: 'cursor', cursor, before, limit: size };
  return size === undefined ? undefined : { kind: 'limit', limit: size };
}

function partsOfPaging(paging: Paging | undefined): readonly QueryPart[] {
  const { kind: _, first: __, ...parts } = { first: undefined, ...(paging ?? { kind: 'none' }) };
  return Object.values(parts).filter((part) => part !== undefined) as readonly QueryPart[];
}

function isNumber(part: QueryPart, describe: DescribeValue): boolean {
  const types = describedPart(part, describe)?.types;
  return types === undefined || types.size === 0 || types.has('integer') || types.has('number');
}

/** Pages are counted from 1, unless the contract says or shows otherwise. */
function firstPage(part: QueryPart, describe: DescribeValue): 0 | 1 {
  const schemas = describedPart(part, describe)?.schemas ?? [];
  const says = (keyword: string) => schemas.map(({ written }) => written[keyword]);
  if (says('minimum').includes(1) || says('default').includes(1)) return 1;
  const text = [part.parameter.description, ...says('description')].join(' ').toLowerCase();
  const isZero =
    says('minimum').includes(0) ||
    says('default').includes(0) ||
    /zero[- ]?(?:based|indexed)|0[- ](?:based|indexed)|start(?:s|ing)? (?:at|from|with) (?:0|zero)/.test(
      text,
    );
  return isZero ? 0 : 1;
}

function isAscOrDesc(part: QueryPart, describe: DescribeValue): boolean {
  const value = describedPart(part, describe);
  const choices = value?.schemas.flatMap(({ keywords }) =>
    Array.isArray(keywords.enum) ? (keywords.enum as readonly unknown[]) : [],
  );
  if (choices === undefined || choices.length === 0) return false;
  return choices.every((one) => /^(?:asc|desc|ascending|descending|[+-]?1)$/i.test(String(one)));
}

const suffixes: readonly (readonly [RegExp, Comparison])[] = [
  [
    /(?:^|[_.\-[]+)(?:gte|ge|min|from|since|start|onorafter)\]?$|(?:From|Since|Min|Start|Gte)$/,
    'at-least',
  ],
  [
    /(?:^|[_.\-[]+)(?:lte|le|max|to|until|till|end|onorbefore)\]?$|(?:To|Until|Max|End|Lte)$/,
    'at-most',
  ],
  [/(?:^|[_.\-[]+)(?:gt|after|above|over)\]?$|(?:After|Gt|GreaterThan)$/, 'greater'],
  [/(?:^|[_.\-[]+)(?:lt|before|below|under)\]?$|(?:Before|Lt|LessThan)$/, 'less'],
  [/(?:^|[_.\-[]+)(?:ne|neq|not)\]?$|(?:Not|Ne)$/, 'not'],
  [/(?:^|[_.\-[]+)(?:contains|like|ilike|icontains|match|q)\]?$|(?:Contains|Like)$/, 'contains'],
  [/(?:^|[_.\-[]+)(?:in|any)\]?$|(?:In)$/, 'one-of'],
  [/(?:^|[_.\-[]+)(?:eq|equals|exact)\]?$|(?:Equals|Eq)$/, 'equal'],
];

const prefixes: readonly (readonly [RegExp, Comparison])[] = [
  [/^(?:min|from|since|start|after)(?=[_.\-A-Z])/i, 'at-least'],
  [/^(?:max|to|until|end|before)(?=[_.\-A-Z])/i, 'at-most'],
];

/** Which property a part of the query is compared with, and how; `undefined` where none is. */
function filterOf(
  part: QueryPart,
  item: DescribedValue,
  describe: DescribeValue,
): Filter | undefined {
  const { parameter, member } = part;
  const value = describedPart(part, describe);
  const isMany = value !== undefined && isArray(value);
  // `filter[status]` and `created[gte]` are members, or are written into the name.
  const written = member === undefined ? parameter.name : `${parameter.name}[${member}]`;
  const name = written.replace(/^(?:filters?|where|f)\[([^\]]+)\]/i, '$1');
  const exact = propertyNamed(name, item);
  if (exact !== undefined) {
    const isWithin = isArray(exact.value);
    return {
      ...part,
      property: exact.pointer,
      comparison: isWithin ? 'contains' : isMany ? 'one-of' : 'equal',
    };
  }
  for (const [way, comparison] of suffixes) {
    const rest = name.replace(way, '');
    const found = rest === name || rest === '' ? undefined : comparable(rest, item, comparison);
    if (found !== undefined) return { ...part, property: found, comparison };
  }
  for (const [way, comparison] of prefixes) {
    const rest = name.replace(way, '');
    const found = rest === name || rest === '' ? undefined : comparable(rest, item, comparison);
    if (found !== undefined) return { ...part, property: found, comparison };
  }
  return undefined;
}

interface FoundProperty {
  readonly pointer: Pointer;
  readonly value: DescribedValue;
}

/** A property that a name means, that of a part included: `channelData.To`, and `ids` for `id`. */
function propertyNamed(name: string, item: DescribedValue): FoundProperty | undefined {
  const wanted = plain(name);
  if (wanted === '') return undefined;
  const plural = wanted.endsWith('s') ? wanted.slice(0, -1) : `${wanted}s`;
  for (const text of [wanted, plural]) {
    for (const [own, value] of item.properties) {
      if (
        plain(own) === text &&
        (isScalar(value) || isArray(value) || value.types.has('boolean'))
      ) {
        return { pointer: child('', own), value };
      }
    }
  }
  for (const [own, inner] of item.properties) {
    if (isArray(inner)) continue;
    for (const [deep, value] of inner.properties) {
      if (plain(own + deep) === wanted && isScalar(value)) {
        return { pointer: child('', own, deep), value };
      }
      if (plain(own) === wanted && /^(?:id|name|code)$/.test(plain(deep)) && isScalar(value)) {
        return { pointer: child('', own, deep), value };
      }
    }
  }
  return undefined;
}

/** `createdAfter` is about `created`, `created_at` or `dateCreated`. */
function comparable(
  name: string,
  item: DescribedValue,
  comparison: Comparison,
): Pointer | undefined {
  const own = propertyNamed(name, item);
  if (own !== undefined)
    return isArray(own.value) && comparison !== 'contains' ? undefined : own.pointer;
  const wanted = plain(name);
  for (const text of [
    `${wanted}at`,
    `${wanted}on`,
    `${wanted}date`,
    `${wanted}time`,
    `date${wanted}`,
  ]) {
    const found = propertyNamed(text, item);
    if (found !== undefined) return found.pointer;
  }
  return undefined;
}
