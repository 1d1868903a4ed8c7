import { describe, expect, test } from 'vitest';
import { parseQuery, takeParameter } from '../../src/body/query.ts';
import type { Shape } from '../../src/body/shape.ts';
import type { Style, Styled } from '../../src/body/style.ts';
import { parseCookies } from '../../src/http/cookie.ts';
import { integer, integers, rgb, shape, string, strings } from './shapes.ts';

const query = (style: Style, explode: boolean, name = 'a'): Styled => ({
  name,
  in: 'query',
  style,
  explode,
  allowReserved: false,
});

test.each<[string, Record<string, string[]>]>([
  ['', {}],
  ['a=1&b=2', { a: ['1'], b: ['2'] }],
  ['a=1&a=2', { a: ['1', '2'] }],
  ['a', { a: [''] }],
  ['a=', { a: [''] }],
  ['&&a=1&', { a: ['1'] }],
  ['=1', { '': ['1'] }],
  ['a=b=c', { a: ['b=c'] }],
  ['a+b%5B%5D=c+d%20e', { 'a b[]': ['c+d%20e'] }],
  ['%zz=1', { '%zz': ['1'] }],
  ['__proto__=1', JSON.parse('{"__proto__":["1"]}')],
])('parseQuery(%j) decodes names and leaves values', (text, expected) => {
  expect(Object.fromEntries(parseQuery(text))).toEqual(expected);
});

describe('takeParameter()', () => {
  test.each<[string, Styled, Shape, unknown, string[]]>([
    ['a=x+y', query('form', true), string, 'x y', ['a']],
    ['a=x%2By', query('form', true), string, 'x+y', ['a']],
    ['a=1', query('form', true), integers, [1], ['a']],
    ['a=', query('form', true), strings, [''], ['a']],
    ['a=', query('form', false), strings, [], ['a']],
    ['a=1,2', query('form', true), integers, ['1,2'], ['a']],
    ['a=x%2Cy,z', query('form', false), strings, ['x,y', 'z'], ['a']],
    ['a=1&a=2', query('form', true), integer, [1, 2], ['a']],
    ['a=1&a=2', query('form', true), shape({}), ['1', '2'], ['a']],
    ['a=1&a=2', query('form', true), shape({ type: ['string', 'array'] }), ['1', '2'], ['a']],
    ['a=x+y%20z', query('spaceDelimited', false), strings, ['x', 'y', 'z'], ['a']],
    ['a=x&a=y', query('spaceDelimited', true), strings, ['x', 'y'], ['a']],
    ['a=x|y%7cz', query('pipeDelimited', false), strings, ['x', 'y', 'z'], ['a']],
    ['R=1&z=2', query('form', true), rgb, { R: 1 }, ['R']],
    ['R=1&z=2', query('form', true), shape({ type: 'object' }), { R: '1', z: '2' }, ['R', 'z']],
    ['a[R]=1&a[x]=2&b=3', query('deepObject', true), rgb, { R: 1, x: '2' }, ['a[R]', 'a[x]']],
    [
      'a[b][c]=1',
      query('deepObject', true),
      shape({ type: 'object' }),
      { b: { c: '1' } },
      ['a[b][c]'],
    ],
    ['a[]=1&a[]=2', query('deepObject', true), integers, [1, 2], ['a[]']],
    [
      'a[10]=3&a[0]=1&a[2]=2',
      query('deepObject', true),
      integers,
      [1, 2, 3],
      ['a[10]', 'a[0]', 'a[2]'],
    ],
    ['a[x]=1', query('deepObject', true), integers, { x: '1' }, ['a[x]']],
    ['a[x]=1&a[x]=2', query('deepObject', true), rgb, { x: ['1', '2'] }, ['a[x]']],
    [
      'a[0][n]=1&a[1][n]=2',
      query('deepObject', true),
      shape({ type: 'array', items: { type: 'object', properties: { n: { type: 'integer' } } } }),
      [{ n: 1 }, { n: 2 }],
      ['a[0][n]', 'a[1][n]'],
    ],
    [
      'a[__proto__]=1',
      query('deepObject', true),
      rgb,
      JSON.parse('{"__proto__":"1"}'),
      ['a[__proto__]'],
    ],
  ])('%s', (text, parameter, described, value, names) => {
    expect(takeParameter(parameter, parseQuery(text), described)).toEqual({
      decoded: { ok: true, value },
      names,
    });
  });

  test.each<[string, Styled, Shape, string]>([
    ['a=%zz', query('form', true), string, '"%zz" is not percent-encoded UTF-8'],
    [
      'a=1&a=2',
      query('form', false),
      strings,
      'it is given 2 times, and its style puts all values into one',
    ],
    ['R=%', query('form', true), rgb, '"%" is not percent-encoded UTF-8'],
    ['a[b]=1&a[b][c]=2', query('deepObject', true), rgb, '"a[b]" has both a value and members'],
    [`a${'[b]'.repeat(33)}=1`, query('deepObject', true), rgb, '"a" is nested more than 32 deep'],
  ])('%s is refused', (text, parameter, described, reason) => {
    expect(takeParameter(parameter, parseQuery(text), described).decoded).toEqual({
      ok: false,
      reason,
    });
  });

  test.each<[string, Styled, Shape]>([
    ['b=1', query('form', true), string],
    ['b=1', query('form', true), rgb],
    ['a=1&a[=2&a]=3&a[x=4&a[x]y=5&a[x[y]]=6', query('deepObject', true), rgb],
  ])('%s does not contain the parameter', (text, parameter, described) => {
    expect(takeParameter(parameter, parseQuery(text), described)).toEqual({
      decoded: undefined,
      names: [],
    });
  });

  test('an open object leaves the names of other parameters alone', () => {
    const taken = takeParameter(
      query('form', true, 'filter'),
      parseQuery('page=1&x=2&y=3'),
      shape({ type: 'object', additionalProperties: { type: 'integer' } }),
      new Set(['page']),
    );
    expect(taken).toEqual({ decoded: { ok: true, value: { x: 2, y: 3 } }, names: ['x', 'y'] });
  });

  test.each<[string, readonly string[], string[]]>([
    ['another parameter has the name', [], ['up']],
    ['the object requires the name', ['since'], ['since', 'up']],
  ])('an exploded object and its property, where %s', (_, required, names) => {
    const properties = { since: string, up: string, sort: string };
    const taken = takeParameter(
      query('form', true, 'sort'),
      parseQuery('since=2020&up=name'),
      {
        ...shape({ type: 'object', required }),
        properties: () => new Map(Object.entries(properties)),
      },
      new Set(['since', 'sort']),
    );
    expect(taken.names).toEqual(names);
  });

  test("an exploded object keeps the property that has the object's name", () => {
    const described = shape({ type: 'object', properties: { sort: { type: 'string' } } });
    const taken = takeParameter(
      query('form', true, 'sort'),
      parseQuery('sort=x'),
      described,
      new Set(['sort']),
    );
    expect(taken).toEqual({ decoded: { ok: true, value: { sort: 'x' } }, names: ['sort'] });
  });

  test('cookies decode escapes in form style only, and keep a plus sign', () => {
    const cookies = parseCookies('a=x%2Cy,1+1');
    const form: Styled = { ...query('form', false), in: 'cookie' };
    const plain: Styled = { ...form, style: 'cookie' };
    expect(takeParameter(form, cookies, strings).decoded).toEqual({
      ok: true,
      value: ['x,y', '1+1'],
    });
    expect(takeParameter(plain, cookies, strings).decoded).toEqual({
      ok: true,
      value: ['x%2Cy', '1+1'],
    });
  });
});
