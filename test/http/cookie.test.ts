import { expect, test } from 'vitest';
import { parseCookies } from '../../src/http/cookie.ts';

test.each<[string, Record<string, string[]>]>([
  ['', {}],
  ['SID=31d4d96e407aad42; lang=en-US', { SID: ['31d4d96e407aad42'], lang: ['en-US'] }],
  ['a=1;b=2', { a: ['1'], b: ['2'] }],
  ['a=1; a=2', { a: ['1', '2'] }],
  ['a=b=c', { a: ['b=c'] }],
  ['a="x y"', { a: ['"x y"'] }],
  ['a; b=1;;', { b: ['1'] }],
])('parseCookies(%j) reads RFC 6265 section 4.2.1', (text, expected) => {
  expect(Object.fromEntries(parseCookies(text))).toEqual(expected);
});
