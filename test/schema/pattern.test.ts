import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, PatternTooCostly } from '../../src/schema/pattern.ts';
import { createSearch } from '../../src/schema/pattern-search.ts';
import { readPattern } from '../../src/schema/pattern-syntax.ts';

/** Patterns of every kind of syntax, with characters that tell their matches apart. */
const patterns: readonly string[] = [
  '^(a+)+$',
  '^(a|a)*$',
  '(a|ab)(c|bcd)*d',
  '^([a-z0-9]+)(-[a-z0-9]+)*$',
  '^(?=.{1,9}$)(([a-c]+(-[a-c]+)*)\\.)+[a-c]{2,}$',
  '^(?!.*--)[a-c-]*$',
  '(?<=a)b+(?!c)',
  '(?<!-)\\b[a-c]+\\b',
  '^(?:a{2,3}|b){1,3}?c?$',
  '^(?<name>[^-.]+)\\.?$',
  'a\\Bb',
  '^(\\d{1,3}\\.){3}\\d{1,3}$',
  '^[\\]\\-a]+$',
  '^(?:\\u0061|\\x62|\\p{Lu}|[\\u{1F600}-\\u{1F64F}])+$',
  '',
  'a||b$',
  '^[^]*(a*)*$',
];

describe('a search that follows every way at once', () => {
  test.each(patterns)('finds what the built-in matcher finds: %s', (pattern) => {
    const search = createSearch(readPattern(pattern)!, 'u')!;
    const expression = new RegExp(pattern, 'u');
    const letter = fc.constantFrom('a', 'a', 'b', 'c', 'd', '-', '.', '1', 'A', '😀', ' ', ']');
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 14 }), (text) => {
        expect(search.test(text)).toBe(expression.test(text));
      }),
      { numRuns: 400, seed: 7 },
    );
  });
});

describe('compilePattern() answers a hostile text at once', () => {
  test.each<[string, string]>([
    ['^(a+)+$', `${'a'.repeat(5000)}!`],
    ['(a|a)*b$', 'a'.repeat(5000)],
    ['^(a?){30}a{30}$', 'a'.repeat(29)],
    ['(.*)*x', 'y'.repeat(5000)],
    ['[a-z]+$', `${'a'.repeat(50_000)}!`],
    ['^\\s+\\s+\\s+$', `${' '.repeat(20_000)}!`],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(2000)],
    ['^(?=(a+)+$).*', `${'a'.repeat(5000)}!`],
  ])('%s', (pattern, text) => {
    const compiled = compilePattern(pattern);
    const start = process.cpuUsage();
    const found = compiled.test(text);
    // By the processor's time: a machine that does other things is no fault of the pattern.
    const took = process.cpuUsage(start).user / 1000;
    expect({ found, quick: took < 250 }).toEqual({ found: false, quick: true });
  });

  test('and says so where it cannot', () => {
    expect(() => compilePattern('^(a+)+\\1$').test('a'.repeat(100))).toThrow(PatternTooCostly);
    expect(compilePattern('^(a+)\\1$').test('a'.repeat(100))).toBe(true);
  });
});
