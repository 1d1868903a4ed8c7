import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { otherPreferences, parsePrefer, preferencesOfQuery } from '../../src/http/prefer.ts';

describe('parsePrefer() reads RFC 7240 section 2', () => {
  test.each<[string[], object]>([
    [[], {}],
    [['code=404'], { code: '404' }],
    [['code=200, example=cat'], { code: '200', example: 'cat' }],
    [['code=200; example=cat'], { code: '200', example: 'cat' }],
    [['code=200;example="a, b; \\"c\\""'], { code: '200', example: 'a, b; "c"' }],
    [['code=200', 'dynamic=true, seed=7'], { code: '200', dynamic: true, seed: '7' }],
    [['Code = 200'], { code: '200' }],
    [['code="200"'], { code: '200' }],
    [['dynamic'], { dynamic: true }],
    [['dynamic=false'], { dynamic: false }],
    [['return=minimal, respond-async; wait=10, code=201'], { code: '201' }],
    [['code=200, code=404'], { code: '200' }],
    [['example=constructor'], { example: 'constructor' }],
    [['wait=0.2'], { wait: 0.2 }],
    [['wait=61'], {}],
    [['wait=soon'], {}],
  ])('%j', (lines, expected) => {
    expect(parsePrefer(lines)).toEqual({ ...expected, invalid: [] });
  });

  test.each<[string[], object]>([
    [['code=2XX'], { invalid: ['code=2XX'] }],
    [['code=999'], { invalid: ['code=999'] }],
    [['code'], { invalid: ['code'] }],
    [['dynamic=yes, code=200'], { code: '200', invalid: ['dynamic=yes'] }],
    [['example='], { invalid: ['example='] }],
    [['seed=""'], { invalid: ['seed=""'] }],
    [['example=two words'], { invalid: ['example=two words'] }],
    [['example="open'], { invalid: ['example="open'] }],
    [['=200, c(o)de=200'], { invalid: ['=200', 'c(o)de=200'] }],
  ])('%j is not understood in part', (lines, expected) => {
    expect(parsePrefer(lines)).toEqual(expected);
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.array(fc.string()), (lines) => void parsePrefer(lines)));
  });
});

describe('otherPreferences() leaves out what is for the mock', () => {
  test.each<[string[], string]>([
    [['code=404'], ''],
    [['Code = 200; example="a, b"', 'seed=7'], ''],
    [['return=minimal'], 'return=minimal'],
    [['return=minimal, code=200, respond-async'], 'return=minimal, respond-async'],
    [['dynamic', 'wait=10; return=representation'], 'wait=10, return=representation'],
    [['foo; bar=1', 'return=minimal'], 'foo; bar=1, return=minimal'],
    [['code=2XX, codes=1'], 'codes=1'],
  ])('%j', (lines, expected) => {
    expect(otherPreferences(lines)).toBe(expected);
  });
});

describe('preferencesOfQuery() takes preferences out of a query', () => {
  test.each<[string, object, string]>([
    ['', {}, ''],
    ['a=1&b=%20', {}, 'a=1&b=%20'],
    ['__code=404', { code: '404' }, ''],
    ['a=1&__example=big%20cat&b=2', { example: 'big cat' }, 'a=1&b=2'],
    ['__dynamic=true&__seed=x+y', { dynamic: true, seed: 'x y' }, ''],
    ['__code=x&__other=1', { invalid: ['__code=x'] }, '__other=1'],
    ['__example=%E0%A4%A', { invalid: ['__example=%E0%A4%A'] }, ''],
  ])('%s', (query, preferences, rest) => {
    expect(preferencesOfQuery(query)).toEqual({
      preferences: { invalid: [], ...preferences },
      query: rest,
    });
  });
});
