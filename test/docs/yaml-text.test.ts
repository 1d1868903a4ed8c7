import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from '../../src/docs/yaml-text.ts';

const texts = [
  ...[
    '',
    ' ',
    'plain words',
    'true',
    'No',
    '~',
    'null',
    '1',
    '1.0',
    '1.0.0',
    '0x1F',
    '1e3',
    '.inf',
  ],
  ...['a: b', 'a #b', '- a', '? a', '@a', '`a`', '%a', '&a', '*a', '!a', '| a', '> a', '{a', '[a'],
  ...[
    "it's",
    '"quoted"',
    'back\\slash',
    'tab\there',
    '2024-01-15',
    '12:30',
    '<<',
    '=',
    '/pets/{id}',
  ],
  ...['one\ntwo', 'one\n', 'one\n\n', '\none', ' one\ntwo', 'one\n  two\n', 'one\n\n\ntwo', '\n'],
  ...[
    'one\r\ntwo',
    'one\n\ttwo',
    'one\n ',
    'ü 漢字 😀',
    '\u2028 \u0085 \u007f \ufeff',
    '\ud800',
    '\u0000',
  ],
  ...[
    '# one\n\n- a\n  - b\n\n```\n{"a": 1}\n```\n',
    'ends with a colon:',
    'a:',
    '---',
    '...',
    ' #',
  ],
];

test.each(texts.map((text) => [text]))(
  '%j reads back unchanged as a value, a key and an item',
  (text) => {
    const value = {
      [text]: text,
      list: [text, [text, { a: text, b: [text] }]],
      map: { a: { b: text } },
    };
    expect(parse(yamlText(value))).toEqual(value);
  },
);

test('values of other types, and empty ones, read back unchanged', () => {
  const value = {
    a: [],
    b: {},
    c: null,
    d: [[], {}, null, -0.5, 1e21, true],
    e: { f: [{}] },
    g: [[[1]]],
  };
  expect(parse(yamlText(value))).toEqual(value);
  for (const one of [[], {}, null, 'a\nb', 7]) expect(parse(yamlText(one))).toEqual(one);
});

test('texts of several lines, and paths, are written in a readable form', () => {
  expect(yamlText({ paths: { '/pets/{id}': { get: { description: 'One.\n\nTwo.\n' } } } })).toBe(
    'paths:\n  /pets/{id}:\n    get:\n      description: |\n        One.\n\n        Two.\n',
  );
});
