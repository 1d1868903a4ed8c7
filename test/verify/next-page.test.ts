import { expect, test } from 'vitest';
import { linkedBy } from '../../src/http/link.ts';
import { judgeOf } from './planned.ts';
import { type Answer, type Received, runAt } from './reference.ts';

const list =
  '{type: array, items: {type: object, required: [id], properties: {id: {type: integer}}}}';

function judgeWith(path: string, parameter: string, answer: string) {
  return judgeOf(`
  /${path}:
    get:
      operationId: list
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}
        - {name: ${parameter}, in: query, schema: {type: ${parameter === 'page' ? 'integer, minimum: 1' : 'string'}}}
      responses:
        '200':
          description: a page
          ${answer}
        '400': {description: no}`);
}

/** How an answer with some items says where the next page starts. */
type Shown = (items: readonly object[], next: number | undefined, limit: number) => Answer;

function answering(shown: Shown, turn: (start: number, next: number) => number) {
  const all = Array.from({ length: 9 }, (_, index) => ({ id: index + 1 }));
  return ({ query }: Received): Answer => {
    const limit = Number(query.limit ?? 5);
    const start =
      query.page === undefined ? Number(query.after ?? 0) : (Number(query.page) - 1) * limit;
    if (!Number.isInteger(start)) return [400];
    const end = turn(start, start + limit);
    return shown(all.slice(start, start + limit), end < all.length ? end : undefined, limit);
  };
}

const inMeta =
  'content: {application/json: {schema: {type: object, required: [data], properties: {data: LIST, meta: {type: object, properties: {next_cursor: {type: [string, "null"]}}}}}}}';
const asUrl =
  'content: {application/json: {schema: {type: object, required: [results], properties: {results: LIST, next: {type: [string, "null"], format: uri}}}}}';
const inField =
  'headers: {Link: {schema: {type: string}}}\n          content: {application/json: {schema: LIST}}';

const ways: readonly (readonly [string, string, string, Shown])[] = [
  [
    'a cursor in an object of the answer',
    'after',
    inMeta,
    (data, next) => [
      200,
      { data, meta: { next_cursor: next === undefined ? null : String(next) } },
    ],
  ],
  [
    'a URL in the answer',
    'after',
    asUrl,
    (results, next, limit) => [
      200,
      {
        results,
        next:
          next === undefined
            ? null
            : `https://library.example/v1/list?limit=${limit}&after=${next}`,
      },
    ],
  ],
  [
    'a Link field',
    'page',
    inField,
    (items, next, limit) => [
      200,
      items,
      next === undefined
        ? {}
        : { link: `</v1/list?limit=${limit}&page=${next / limit + 1}>; rel="next"` },
    ],
  ],
];

test.each(ways)('pages are turned by %s', async (_, parameter, answer, shown) => {
  const judge = await judgeWith('list', parameter, answer.replace('LIST', list));
  const right = await runAt(judge, { handle: answering(shown, (_, next) => next) });
  expect(right.found).toEqual([]);
  const wrong = await runAt(judge, { handle: answering(shown, (start) => start) });
  expect(wrong.found.join('\n')).toContain('repeats an item from an earlier page');
});

test('the first of small pages that says it is the last one lacks items', async () => {
  for (const [, parameter, answer, shown] of ways.slice(0, 2)) {
    const judge = await judgeWith('list', parameter, answer.replace('LIST', list));
    const ends = await runAt(judge, { handle: answering(shown, () => 9) });
    expect(ends.found.join('\n')).toContain('only with another page size');
    // Without a word about the next page, the client may have to make the cursor itself.
    const silent: Shown = (items) => [
      200,
      parameter === 'after' ? { data: items, results: items } : items,
    ];
    const quiet = await runAt(judge, { handle: answering(silent, (_, next) => next) });
    expect(quiet.found).toEqual([]);
  }
});

test('a Link field may have several links, and commas in their targets', () => {
  const field = '</a?q=1,2;3>; rel=prev, </b>; title="a, b"; rel="last next", </c>; rel=next';
  expect(linkedBy(field, 'next')).toBe('/b');
  expect(linkedBy(field, 'prev')).toBe('/a?q=1,2;3');
  expect(linkedBy('', 'next')).toBeUndefined();
});
