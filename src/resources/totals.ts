import type { MediaType, Operation } from '../api/model.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { bodyValue, type FoundList } from './content.ts';
import { plain } from './names.ts';
import type { ListControls, Total } from './resource.ts';
import { type DescribedValue, type DescribeValue, isObjectValue, isScalar } from './value.ts';

/** Names in answers for data about a list. */
const names: readonly (readonly [RegExp, Total])[] = [
  [
    /^(?:total|totalcount|totalitems|totalresults|totalrecords|totalelements|totalsize|totalrows|totalhits|counttotal|recordcount|itemcount|odatacount|numfound|resultcount|rowcount)$/,
    'total',
  ],
  [
    /^(?:pages|totalpages|pagecount|pagestotal|lastpage|numpages|numberofpages|pagetotal)$/,
    'pages',
  ],
  [/^(?:page|currentpage|pagenumber|pageindex|pageno|number)$/, 'page'],
  [/^(?:size|limit|perpage|pagesize|itemsperpage|maxresults|pagelimit)$/, 'size'],
  [/^(?:offset|skip|startindex|startat|start)$/, 'offset'],
  [
    /^(?:hasmore|hasnext|hasnextpage|more|moreavailable|haschanges|truncated|istruncated)$/,
    'has-more',
  ],
  [
    /^(?:nextcursor|nextpagetoken|nexttoken|cursor|endcursor|continuationtoken|continue|nextmarker|nextkey|after)$/,
    'next-cursor',
  ],
  [/^(?:previouscursor|prevcursor|startcursor|previouspagetoken|before)$/, 'previous-cursor'],
  [/^(?:nextpage)$/, 'next-page'],
  [/^(?:previouspage|prevpage)$/, 'previous-page'],
  [
    /^(?:next|nexturl|nexturi|nextlink|nextpageurl|nextpageuri|odatanextlink|nexthref)$/,
    'next-url',
  ],
  [
    /^(?:previous|prev|previousurl|prevurl|previouspageurl|previouspageuri|prevlink|previouslink|prevpageurl)$/,
    'previous-url',
  ],
  [/^(?:first|firsturl|firstpageurl|firstpageuri|firstlink)$/, 'first-url'],
  [/^(?:last|lasturl|lastpageurl|lastpageuri|lastlink)$/, 'last-url'],
  [/^(?:self|url|href|selflink)$/, 'self-url'],
  [/^(?:count|numberofelements|numresults|resultsize)$/, 'count'],
];

/** Parts of an answer with data about its list. */
const holders =
  /^(?:meta|metadata|pagination|paging|page|pageinfo|links|responsemetadata|cursor|cursors|info|summary|data|result|results|response)$/;

/** The places of an answer with data about its list, outside of the items. */
export function totalsIn(
  describe: DescribeValue,
  listIn: (value: DescribedValue) => FoundList | undefined,
): ListControls['totals'] {
  const known = new WeakMap<MediaType, readonly ListFact[]>();
  return (media) => {
    let facts = known.get(media);
    if (facts === undefined) {
      const value = bodyValue(media, describe);
      const list = value && listIn(value);
      facts =
        value === undefined || list === undefined || list.pointer === ''
          ? []
          : counted([...factsIn(value, '', list.pointer, 0)]);
      known.set(media, facts);
    }
    return facts;
  };
}

/** A count means all items, if there is no other count: `{count, next, results}`. */
function counted(facts: readonly ListFact[]): readonly ListFact[] {
  if (facts.some(({ means }) => means === 'total')) return facts;
  return facts.map((one) => (one.means === 'count' ? { ...one, means: 'total' } : one));
}

interface ListFact {
  readonly pointer: Pointer;
  readonly means: Total;
}

function* factsIn(
  value: DescribedValue,
  at: Pointer,
  list: Pointer,
  depth: number,
): Iterable<ListFact> {
  for (const [name, inner] of value.properties) {
    const pointer = child(at, name);
    if (pointer === list) continue;
    const text = plain(name);
    const means =
      isScalar(inner) || inner.types.has('boolean') ? meaningOf(text, inner) : undefined;
    if (means !== undefined) yield { pointer, means };
    else if (/^(?:next|nextpage)$/.test(text) && inner.properties.size > 0)
      yield* nextIn(inner, pointer);
    else if (inner.properties.has('href') && isScalar(inner.properties.get('href')!)) {
      const ofLink = names.find(([way]) => way.test(text))?.[1];
      if (ofLink?.endsWith('-url')) yield { pointer: child(pointer, 'href'), means: ofLink };
    } else if (depth < 2 && isObjectValue(inner) && holders.test(text)) {
      yield* factsIn(inner, pointer, list, depth + 1);
    }
  }
}

/** How an object describes the next page: `next_page: {offset, uri}`, `next: {href}`. */
function* nextIn({ properties }: DescribedValue, at: Pointer): Iterable<ListFact> {
  for (const [name, value] of properties) {
    if (!isScalar(value)) continue;
    if (/^(?:offset|cursor|token|pagetoken|after)$/.test(plain(name))) {
      yield { pointer: child(at, name), means: 'next-cursor' };
    } else if (/^(?:uri|url|href|link)$/.test(plain(name))) {
      yield { pointer: child(at, name), means: 'next-url' };
    }
  }
}

/** The meaning of a name, if its value has a suitable type. */
function meaningOf(name: string, { types, schemas }: DescribedValue): Total | undefined {
  const means = names.find(([way]) => way.test(name))?.[1];
  if (means === undefined) return undefined;
  const isText = types.has('string');
  const isNumber = types.has('integer') || types.has('number');
  switch (means) {
    case 'has-more':
      return types.has('boolean') ? means : undefined;
    case 'next-url':
    case 'previous-url': {
      const isNext = means === 'next-url';
      if (isText) {
        const isToken = schemas.some(({ written }) =>
          /token|cursor/i.test(String(written.description ?? '')),
        );
        const isUri = schemas.some(({ written }) =>
          /^(?:uri|url)/.test(String(written.format ?? '')),
        );
        if (isToken && !isUri) return isNext ? 'next-cursor' : 'previous-cursor';
        return means;
      }
      if (!isNumber) return undefined;
      return isNext ? 'next-page' : 'previous-page';
    }
    case 'first-url':
    case 'last-url':
    case 'self-url':
      if (means === 'last-url' && isNumber) return 'pages';
      return isText ? means : undefined;
    case 'next-cursor':
    case 'previous-cursor':
      return isText || isNumber ? means : undefined;
    case 'next-page':
    case 'previous-page':
      if (isNumber) return means;
      return means === 'next-page' ? 'next-url' : 'previous-url';
    default:
      return isNumber ? means : undefined;
  }
}

const fields: readonly (readonly [RegExp, Total | 'links'])[] = [
  [/^link$/, 'links'],
  [
    /^x?(?:total|totalcount|paginationtotal|paginationtotalcount|totalitems|totalresults)$/,
    'total',
  ],
  [/^x?(?:totalpages|pagecount|paginationpagecount|paginationtotalpages)$/, 'pages'],
  [/^x?(?:page|currentpage|paginationcurrentpage|pagenumber)$/, 'page'],
  [/^x?(?:perpage|pagesize|paginationperpage|paginationlimit)$/, 'size'],
  [/^x?nextpage$/, 'next-page'],
  [/^x?(?:prevpage|previouspage)$/, 'previous-page'],
  [/^x?(?:next|nextcursor|nextpagetoken|nexttoken|continuationtoken)$/, 'next-cursor'],
];

/** The header fields of a list's answers with data about it: `Link`, `X-Total-Count`. */
export function fieldsOf({ responses }: Operation): ListControls['fields'] {
  const described = responses.filter(({ status }) => /^2/.test(status));
  const found = new Map<string, Total | 'links'>();
  for (const { name } of described.flatMap(({ headers }) => headers)) {
    const means = fields.find(([way]) => way.test(plain(name)))?.[1];
    if (means !== undefined) found.set(name, means);
  }
  return [...found].map(([name, means]) => ({ name, means }));
}
