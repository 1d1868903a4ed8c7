import { describe, expect, test } from 'vitest';
import {
  callOfPage,
  firstPage,
  nextPage,
  type PageRule,
  previousPage,
} from '../../src/client/client.ts';

const page: PageRule = { kind: 'page', at: ['page'], size: ['limit'], items: [] };
const offset: PageRule = { kind: 'offset', at: ['skip'], size: ['take'], items: [] };
const cursor: PageRule = { kind: 'cursor', at: ['after'], size: ['limit'], items: ['data'] };
const limit = (value: number) => ({ params: { query: { limit: value } } });

describe('the next page', () => {
  test.each<[string, PageRule, object | undefined, unknown[], unknown[], unknown]>([
    ['goes on while pages are full', page, limit(2), [['a', 'b']], [1], 2],
    ['ends at a page that is not', page, limit(2), [['a', 'b'], ['c']], [1, 2], undefined],
    [
      'ends at an empty page where no size is known',
      page,
      undefined,
      [['a'], []],
      [1, 2],
      undefined,
    ],
    ['goes by the usual size', { ...page, usual: 2 }, undefined, [['a']], [1], undefined],
    [
      'goes by the number of all pages, counted from 0',
      { ...page, first: 0, told: { pages: ['pages'] }, items: ['data'] },
      undefined,
      [{ data: ['a'], pages: 2 }],
      [0],
      1,
    ],
    [
      'ends at the last one of them',
      { ...page, first: 0, told: { pages: ['pages'] }, items: ['data'] },
      undefined,
      [{ data: ['a'], pages: 2 }],
      [1],
      undefined,
    ],
    [
      'goes by the total, though pages are smaller than asked for',
      { ...page, told: { total: ['total'] }, items: ['data'] },
      limit(100),
      [{ data: ['a', 'b'], total: 3 }],
      [1],
      2,
    ],
    [
      'counts what was skipped by a page that was asked for',
      { ...page, told: { total: ['total'] }, items: ['data'] },
      limit(2),
      [{ data: ['e', 'f'], total: 6 }],
      [3],
      undefined,
    ],
    [
      'is the one that an answer names',
      { ...page, told: { 'next-page': ['meta', 'next'] }, items: ['data'] },
      undefined,
      [{ data: [], meta: { next: 7 } }],
      [1],
      7,
    ],
    [
      'ends where an answer names none',
      { ...page, told: { 'next-page': ['meta', 'next'] }, items: ['data'] },
      undefined,
      [{ data: ['a'], meta: { next: null } }],
      [1],
      undefined,
    ],
    [
      'is read off a URL',
      { ...page, at: ['page', 'number'], told: { 'next-url': ['next'] }, items: ['data'] },
      undefined,
      [{ data: ['a'], next: '/boats?page%5Bnumber%5D=4&x=1#end' }],
      [1],
      4,
    ],
    [
      'ends where there is no URL',
      { ...page, told: { 'next-url': ['next'] }, items: ['data'] },
      undefined,
      [{ data: ['a'] }],
      [1],
      undefined,
    ],
    [
      'adds to an offset what came',
      offset,
      { params: { query: { take: 2 } } },
      [['a', 'b']],
      [4],
      6,
    ],
    [
      'goes by the total from an offset on',
      { ...offset, told: { total: ['total'] }, items: ['data'] },
      undefined,
      [{ data: ['a'], total: 5 }],
      [4],
      undefined,
    ],
    [
      'goes by what an answer says of more',
      { ...offset, told: { 'has-more': ['more'] }, items: ['data'] },
      { params: { query: { take: 5 } } },
      [{ data: ['a'], more: true }],
      [0],
      1,
    ],
    [
      'has the cursor of an answer',
      { ...cursor, told: { 'next-cursor': ['next'] } },
      undefined,
      [{ data: [], next: 'n' }],
      [undefined],
      'n',
    ],
    [
      'ends at an empty cursor',
      { ...cursor, told: { 'next-cursor': ['next'] } },
      undefined,
      [{ data: ['a'], next: '' }],
      [undefined],
      undefined,
    ],
    [
      'has the cursor of a URL',
      { ...cursor, told: { 'next-url': ['next'] } },
      undefined,
      [{ data: ['a'], next: 'https://x.example/?after=a%2Bb' }],
      [undefined],
      'a+b',
    ],
    [
      'begins after the last item',
      { ...cursor, id: ['id'], told: { 'has-more': ['more'] } },
      undefined,
      [{ data: [{ id: 1 }, { id: 2 }], more: true }],
      [undefined],
      2,
    ],
    [
      'ends where an answer says so',
      { ...cursor, id: ['id'], told: { 'has-more': ['more'] } },
      undefined,
      [{ data: [{ id: 1 }], more: false }],
      [undefined],
      undefined,
    ],
    [
      'ends where an answer has no list',
      { ...cursor, id: ['id'] },
      undefined,
      [null],
      [undefined],
      undefined,
    ],
    ['counts the members of a map', { ...page, usual: 1 }, undefined, [{ a: {}, b: {} }], [1], 2],
  ])('%s', (_, rule, call, answers, pages, next) => {
    expect(nextPage(rule, call, answers, pages)).toBe(next);
  });
});

test('the first page is the one that a call requests, else the first that exists', () => {
  expect(firstPage(page, { params: { query: { page: 3 } } })).toBe(3);
  expect(firstPage(page, undefined)).toBe(1);
  expect(firstPage({ ...page, first: 0 }, {})).toBe(0);
  expect(firstPage(offset, undefined)).toBe(0);
  expect(firstPage(cursor, { params: {} })).toBe(undefined);
});

test('the request of a page keeps the parameters of the call', () => {
  const rule: PageRule = { ...page, at: ['page', 'number'] };
  const call = { params: { query: { color: 'red', page: { size: 2 } } } };
  expect(callOfPage(rule, call, 3)).toEqual({
    params: { query: { color: 'red', page: { size: 2, number: 3 } } },
  });
  expect(call.params.query.page).toEqual({ size: 2 });
  expect(callOfPage(cursor, undefined, undefined)).toBe(undefined);
  expect(previousPage(page, 2)).toBe(1);
  expect(previousPage(page, 1)).toBe(undefined);
});
