import { describe, expect, test } from 'vitest';
import { formatWord, isToken, parseWord, splitField, trimSpace } from '../../src/http/field.ts';

test.each<[string, boolean]>([
  ['abc', true],
  ["!#$%&'*+-.^_`|~09azAZ", true],
  ['', false],
  ['a b', false],
  ['a/b', false],
  ['a\n', false],
  ['é', false],
])('isToken(%j) is %s (RFC 9110 section 5.6.2)', (text, expected) => {
  expect(isToken(text)).toBe(expected);
});

test.each<[string, string | undefined]>([
  ['token', 'token'],
  ['""', ''],
  ['"a, b"', 'a, b'],
  ['"a\\"\\\\\\b"', 'a"\\b'],
  ['"naïve"', 'naïve'],
  ['"', undefined],
  ['"a"b"', undefined],
  ['"a\\"', undefined],
  ['"a\u0000"', undefined],
  ['two words', undefined],
  ['', undefined],
])('parseWord(%j) is %j (RFC 9110 section 5.6.4)', (text, expected) => {
  expect(parseWord(text)).toBe(expected);
  if (expected !== undefined) expect(parseWord(formatWord(expected))).toBe(expected);
});

describe('splitField() keeps quoted separators (RFC 9110 section 5.6.1)', () => {
  test.each<[string, string, string[]]>([
    ['', ',', []],
    [' , ,', ',', []],
    ['a, b\t,c', ',', ['a', 'b', 'c']],
    ['a="x,y", b', ',', ['a="x,y"', 'b']],
    ['a="x\\",y", b', ',', ['a="x\\",y"', 'b']],
    ['a="x, b', ',', ['a="x, b']],
    ['a="x\\', ',', ['a="x\\']],
    ['a;b,c', ',;', ['a', 'b', 'c']],
  ])('%j at %j', (text, separators, expected) => {
    expect(splitField(text, separators)).toEqual(expected);
  });
});

test('trimSpace() removes spaces and tabs only, and in one pass', () => {
  expect(trimSpace(' \ta b\t ')).toBe('a b');
  expect(trimSpace('\na\u00a0')).toBe('\na\u00a0');
  expect(trimSpace(' '.repeat(3))).toBe('');
  expect(trimSpace(`a${' '.repeat(200_000)}b`)).toHaveLength(200_002);
});
