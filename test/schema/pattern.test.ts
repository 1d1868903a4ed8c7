import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, createDoubts, PatternTooCostly } from '../../src/schema/pattern.ts';
import { createSearch, type Search } from '../../src/schema/pattern-search.ts';
import { parsePattern, readPattern } from '../../src/schema/pattern-syntax.ts';

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

function searchOf(expression: RegExp): Search | undefined {
  const tree = parsePattern(expression);
  return tree && createSearch(tree, expression.flags);
}

function expressionOf(pattern: string): RegExp {
  const reading = readPattern(pattern);
  if (!reading.ok) throw new Error(`${pattern}: ${reading.reason}`);
  return reading.expression;
}

/** Random patterns in the supported syntax, valid and invalid with the flag `u`. */
const pattern = fc.letrec<{ pattern: string }>((tie) => {
  const character = fc.constantFrom(
    'a',
    'b',
    '.',
    '\\d',
    '\\W',
    '[a-c]',
    '[^a]',
    '\\.',
    '\\x62',
    '😀',
  );
  const around = fc.constantFrom('(?=', '(?!', '(?<=', '(?<!');
  const part = fc.oneof(
    { maxDepth: 3 },
    character,
    fc.constantFrom('^', '$', '\\b', '\\B', '\\-', '[\\w-a]'),
    fc
      .tuple(
        fc.oneof(
          character,
          tie('pattern').map((inner) => `(${inner})`),
        ),
        fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,}', '+?'),
      )
      .map(([repeated, times]) => repeated + times),
    fc.tuple(around, tie('pattern')).map(([opening, inner]) => `${opening}${inner})`),
    fc.tuple(tie('pattern'), tie('pattern')).map((branches) => `(?:${branches.join('|')})`),
  );
  return { pattern: fc.array(part, { maxLength: 4 }).map((parts) => parts.join('')) };
}).pattern;
const letter = fc.constantFrom('a', 'a', 'b', 'c', 'd', '-', '.', '1', 'A', '😀', ' ', ']');
const text = fc.string({ unit: letter, maxLength: 14 });

describe('a search that follows every way at once', () => {
  test('finds the same as the built-in matcher, for any pattern and text', () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 3, maxLength: 3 }), (source, texts) => {
        const expression = expressionOf(source);
        const search = searchOf(expression);
        for (const one of texts) {
          // V8 wrongly finds `\B` between the two units of a character.
          const asked = source.includes('\\B') ? one.replaceAll('😀', '-') : one;
          expect([source, asked, search?.test(asked, 1e6)]).toEqual([
            source,
            asked,
            expression.test(asked),
          ]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each(patterns)('finds the same as the built-in matcher: %s', (pattern) => {
    const expression = new RegExp(pattern, 'u');
    const search = searchOf(expression)!;
    fc.assert(
      fc.property(text, (one) => {
        expect(search.test(one, 1e6)).toBe(expression.test(one));
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
    // Measures processor time, so that other programs on the machine have no effect.
    const took = process.cpuUsage(start).user / 1000;
    expect({ found, quick: took < 250 }).toEqual({ found: false, quick: true });
  });

  test('and reports if it cannot', () => {
    expect(() => compilePattern('^(a+)+\\1$').test('a'.repeat(100))).toThrow(PatternTooCostly);
    expect(compilePattern('^(a+)\\1$').test('a'.repeat(100))).toBe(true);
  });
});

test.each([
  [
    'arn:[a-z\\d-]{1,63}:[a-z\\d-]{0,63}:[a-z\\d-]{0,63}:\\d{0,63}:[^/].{0,1023}',
    'arn:aws:sns:eu-north-1:12:orders',
  ],
  ['^s3://[^/]{1,63}/.{1,1024}/.{1,1024}$', 's3://bucket/pets/rex.json'],
  ['^(.{1,500},){0,99}.{1,500}$', 'one,two,three'],
  ['[\\s\\S]{0,2000}-[\\s\\S]{0,2000}-[\\s\\S]{0,2000}', 'a-b-c and more of it'],
  ['^([A-Za-z\\d]+[-_]?)*$', 'abc-def_ghi-jkl-mno-pqr-stu'],
])('the cost of a repetition with a high bound is that of the text: %s', (pattern, text) => {
  expect(compilePattern(pattern).test(text)).toBe(true);
});

describe('a pattern of another dialect', () => {
  // prettier-ignore
  const read: readonly (readonly [
    pattern: string,
    fitting: readonly string[],
    others: readonly string[],
  ])[] = [
    ['\\A[a-z]+\\z', ['abc'], ['abc1', '1abc', 'abc\n']],
    ['\\A[a-z]+\\Z', ['abc'], ['abc1']],
    ['^[[:alpha:]_][[:alnum:]_-]*$', ['_a-1', 'Z'], ['1a', '-', '']],
    ['^[^[:space:][:cntrl:]]+$', ['a.b'], ['a b']],
    ['^[\\p{Print}]{1,5}$', ['x', 'a b'], ['', 'abcdef']],
    ['^\\p{Punct}\\P{Digit}$', ['+a', '-+'], ['aa', '+1']],
    ['^[\\p{Alnum}-]+$', ['a-1'], ['a_1', '']],
    ['[\\p{all}]*', ['', 'é'], []],
    ['^\\p{Latin}\\pL$', ['éλ'], ['λé', 'é1']],
    ['^(?i)[a-f]+$', ['aF'], ['g']],
    ['(?is)^a.b$', ['A\nB', 'aXb'].slice(1), ['ac']],
    ['^(?P<pair>ab?)-(?P=pair)$', ['ab-ab', 'a-a'], ['ab-a']],
    ['^(?#a year)\\d{4}$', ['2024'], ['20245']],
    ['^\\Q1.0 (x)\\E$', ['1.0 (x)'], ['1a0 (x)']],
    ['^a{,2}\\-$', ['-', 'aa-'], ['aaa-']],
    ['^[\\x{1F600}-\\x{1F64F}\\@]+$', ['😀@'], ['a']],
    ['^a\\Rb$', ['a\nb', 'a\r\nb'], ['a b']],
    ['^{[a-z]+}\\/]$', ['{a}/]'], ['a']],
    ["^[\\p{L} '\\-\\_]{1,20}$", ["José O'Neil", 'a_b'], ['a1']],
    ['^[\\w-.]+$', ['a-b.c'], ['a b']],
    ['^[+-\\d]+$', ['+1-'], ['a', ',']],
    ['^[[:digit:]-]+$', ['1-2'], ['a']],
    ['^[\\u{1F600}-\\u{1F64F}\\@]+$', ['😀'], ['u', '{']],
  ];
  test.each(read)('%s is read', (pattern, fitting, others) => {
    const doubts = createDoubts();
    const compiled = compilePattern(pattern, doubts);
    expect(fitting.filter((text) => !compiled.test(text))).toEqual([]);
    expect(others.filter((text) => compiled.test(text) && doubts.pattern === undefined)).toEqual(
      [],
    );
  });

  const unread: readonly string[] = [
    'a++',
    '(?>a|ab)c',
    '\\h',
    '[a-z&&[^aeiou]]',
    '[[:unknown:]]',
    '[[:^alpha:]]',
    '[[.hyphen.]]',
    'a(?i)b',
    '(?x) a',
    '(?i:a)\\-',
    '\\p{InGreek}',
    '[\\P{Print}]',
    '\\i\\c*',
    '(?R)\\-',
    '(a',
    '*',
  ];
  test.each(unread)('%s is not', (pattern) => {
    const doubts = createDoubts();
    expect(compilePattern(pattern, doubts).test('a')).toBe(true);
    expect(doubts.pattern).toBe(pattern);
    expect(compilePattern(pattern, { ...doubts, assumed: false }).test('a')).toBe(false);
  });

  test.each(['[[:alpha:]]', '\\p{Print}', '(?i)k'])('%s is certain of ASCII only', (pattern) => {
    const doubts = createDoubts();
    compilePattern(pattern, doubts).test('k');
    expect(doubts.pattern).toBeUndefined();
    compilePattern(pattern, doubts).test('\u212a');
    expect(doubts.pattern).toBe(pattern);
  });
});
