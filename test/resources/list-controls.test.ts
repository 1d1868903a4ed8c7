import { expect, test } from 'vitest';
import type { ListControls, QueryPart } from '../../src/resources/resource.ts';
import { resourcesOf } from '../../src/resources/resources.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';
import { apiOfLines } from './operations.ts';

const item = 'id status customer_id created_at price# tags[] closed?';

/** A query, and the inferred meaning of its parameters. */
const queries: readonly (readonly [query: string, understood: string])[] = [
  ['status', 'status equal /status'],
  ['customerId', 'customerId equal /customer_id'],
  ['status[]', 'status one-of /status'],
  ['ids[]', 'ids one-of /id'],
  ['tag', 'tag contains /tags'],
  ['closed?', 'closed equal /closed'],
  ['price_gte#&price_lte#', 'price_gte at-least /price; price_lte at-most /price'],
  ['min_price#&maxPrice#', 'min_price at-least /price; maxPrice at-most /price'],
  [
    'createdAfter&created_before',
    'createdAfter greater /created_at; created_before less /created_at',
  ],
  ['status_ne', 'status_ne not /status'],
  ['status_like', 'status_like contains /status'],
  ['token&total', 'left: token, total'],
  ['fields&expand', 'left: fields, expand'],
  ['q', 'search q'],
  ['sort', 'sort sort'],
  ['sort_by&sort_order', 'sort sort_by, sort_order'],
  ['page#&per_page#', 'page page, per_page from 1'],
  ['offset#&limit#', 'offset offset, limit'],
  ['offset&limit#', 'cursor offset, limit'],
  ['cursor&limit#', 'cursor cursor, limit'],
  ['starting_after&ending_before&limit#', 'cursor starting_after, ending_before, limit'],
  ['limit#', 'limit limit'],
  ['$top#&$skip#&$orderby', 'sort $orderby; offset $skip, $top'],
  ['near', 'left: near'],
];

test.each(queries)('%s', async (query, understood) => {
  const api = await apiOfLines(`GET /orders?${query} > 200 [${item}]`);
  expect(inWords(listOf(api))).toBe(understood);
});

function listOf(api: Awaited<ReturnType<typeof apiOfLines>>): ListControls {
  return resourcesOf(api, createSchemas(api)).roleOf(api.operations[0]!).list!;
}

function inWords({ filters, search, sort, paging, others }: ListControls): string {
  const { kind, first, ...parts } = { kind: undefined, first: undefined, ...paging };
  const start = first === undefined ? '' : ` from ${first}`;
  return [
    ...filters.map((one) => `${nameOf(one)} ${one.comparison} ${one.property}`),
    search && `search ${nameOf(search)}`,
    sort &&
      `sort ${[sort.by, sort.direction]
        .filter((one) => one !== undefined)
        .map(nameOf)
        .join(', ')}`,
    kind &&
      `${kind} ${(Object.values(parts) as (QueryPart | undefined)[])
        .filter((one) => one !== undefined)
        .map(nameOf)
        .join(', ')}${start}`,
    others.length > 0 && `left: ${others.map(({ name }) => name).join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function nameOf({ parameter, member }: QueryPart): string {
  return member === undefined ? parameter.name : `${parameter.name}[${member}]`;
}

test('members of parameters that are objects', async () => {
  const api = await apiOf(`openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /orders:
    get:
      parameters:
        - name: filter
          in: query
          style: deepObject
          schema: {type: object, properties: {status: {type: string}, near: {type: string}}}
        - name: page
          in: query
          style: deepObject
          schema: {type: object, properties: {number: {type: integer, default: 0}, size: {type: integer}}}
        - name: price
          in: query
          style: deepObject
          schema: {type: object, properties: {gte: {type: number}, lt: {type: number}}}
        - name: state
          in: query
          schema: {type: string, enum: [open, closed, all]}
      responses:
        '200':
          description: D
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  properties:
                    status: {type: string}
                    price: {type: number}
                    state: {type: string, enum: [open, closed]}
`);
  const list = listOf(api);
  expect(inWords(list)).toBe(
    'filter[status] equal /status; price[gte] at-least /price; price[lt] less /price; ' +
      'state equal /state; page page[number], page[size] from 0',
  );
  expect(list.filters.at(-1)!.any).toBe('all');
});

test('times before and after which items were made are no cursors', async () => {
  const api = await apiOf(`openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /orders:
    get:
      parameters:
        - {name: before, in: query, schema: {type: string, format: date-time}}
        - {name: after, in: query, schema: {type: string, format: date}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        '200': {description: D, content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}
`);
  expect(inWords(listOf(api))).toBe('limit limit; left: before, after');
});

/** An answer, and its inferred data about the list. */
const answers: readonly (readonly [answer: string, told: string])[] = [
  ['[id]', ''],
  ['data:[id]; total#', '/total total'],
  ['items:[id]; page# size# totalPages#', '/page page; /size size; /totalPages pages'],
  ['results:[id]; count# next previous', '/count total; /next next-url; /previous previous-url'],
  ['items:[id]; count# total#', '/count count; /total total'],
  ['data:[id]; has_more? next_cursor', '/has_more has-more; /next_cursor next-cursor'],
  ['data:[id]; next_page:offset uri', '/next_page/offset next-cursor; /next_page/uri next-url'],
];

test.each(answers)('an answer of %s', async (answer, told) => {
  const api = await apiOfLines(`GET /orders > 200 ${answer}`);
  const media = api.operations[0]!.responses[0]!.content[0]!;
  const totals = listOf(api).totals(media);
  expect(totals.map(({ pointer, means }) => `${pointer} ${means}`).join('; ')).toBe(told);
});
