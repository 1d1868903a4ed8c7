import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { unifiedDiff } from '../../src/traffic/text-diff.ts';
import { withSplices, writeExamples } from '../../src/traffic/write-examples.ts';

const seen = { name: 'recorded', summary: 'seen', value: { id: 1, text: 'a: b\n# c\n' } };
const written = { summary: seen.summary, value: seen.value };

/** [how the media type is written, its text, the pointer to it] */
const places: readonly (readonly [string, string, string])[] = [
  ['a block', 'media:\n  schema: { type: object }\nnext: 1\n', '/media'],
  ['a block that ends the text without a line end', 'media:\n  schema: {}', '/media'],
  ['a block with lines that end with CR LF', 'media:\r\n  schema: {}\r\nnext: 1\r\n', '/media'],
  [
    'a block before a comment',
    'media:\n  schema:\n    type: object # why\n\n# next\nnext: 1\n',
    '/media',
  ],
  ['a block whose last text is literal', 'media:\n  x-a: |+\n    one\n\n\nnext: 1\n', '/media'],
  ['an item of a list', 'list:\n- schema: {}\n- 2\n', '/list/0'],
  ['braces in a line', 'media: {schema: {type: object}, x-a: 1}\n', '/media'],
  ['empty braces', 'media: {}\n', '/media'],
  ['JSON with lines', JSON.stringify({ media: { schema: {} }, next: [1] }, null, 4), '/media'],
  ['JSON in one line', '{"media":{"schema":{}},"next":[1]}', '/media'],
  ['JSON with tabs', JSON.stringify({ a: { media: { schema: {} } } }, null, '\t'), '/a/media'],
  ['braces over lines with a comma at the end', 'media: {\n  schema: {},\n}\n', '/media'],
];

describe('where examples are written', () => {
  test.each(places)('%s', (_, text, pointer) => {
    const { splices, refused } = writeExamples(text, [{ pointer, examples: [seen] }]);
    expect(refused).toEqual([]);
    const after = withSplices(text, splices);
    const media = pointer
      .split('/')
      .slice(1)
      .reduce((value, name) => value[name], parse(after));
    expect(media.examples).toEqual({ recorded: written });
    // Everything from before is still there, in the same order.
    expect(splices.every(({ from, to }) => from === to)).toBe(true);
    // A second run finds the examples of the first.
    const again = writeExamples(after, [{ pointer, examples: [{ ...seen, name: 'other' }] }]);
    expect(again.refused).toEqual([]);
    const both = parse(withSplices(after, again.splices));
    expect(JSON.stringify(both)).toContain('"other"');
    expect(JSON.stringify(both)).toContain('"recorded"');
  });

  test.each([
    ['a block', 'media:\n  example:\n    id: 2\n    text: |\n      x\n  schema: {}\nnext: 1\n'],
    ['a list at the indentation of its name', 'media:\n  example:\n  - 1\n  - 2\nnext: 1\n'],
    ['a scalar', 'media:\n  example: 5 # five\n  schema: {}\n'],
    ['nothing', 'media:\n  example:\n  schema: {}\n'],
    ['braces', 'media: { example: { id: 2 }, schema: {} }\n'],
    ['JSON', JSON.stringify({ media: { schema: {}, example: [1, { a: 2 }] } }, null, 2)],
  ])('a lone example of %s stays the first of all', (_, text) => {
    const before = parse(text).media.example;
    const { splices, refused } = writeExamples(text, [{ pointer: '/media', examples: [seen] }]);
    expect(refused).toEqual([]);
    const { media } = parse(withSplices(text, splices));
    expect(media).not.toHaveProperty('example');
    expect(Object.entries(media.examples)).toEqual([
      ['example', { value: before }],
      ['recorded', written],
    ]);
  });

  test.each([
    ['behind an anchor', 'one: &a { schema: {} }\nmedia: *a\n', 'it stands behind an anchor'],
    [
      'with examples behind a reference',
      'media: { examples: { $ref: "x.yaml" } }\n',
      'its "examples" stand somewhere else',
    ],
  ])('a media type %s is refused', (_, text, reason) => {
    const addition = { pointer: '/media', examples: [seen] };
    expect(writeExamples(text, [addition])).toEqual({
      splices: [],
      refused: [{ addition, reason }],
    });
  });

  test('a mapping that another one merges is refused, because that one would change too', () => {
    const text = 'one: &a\n  schema: {}\ntwo:\n  <<: *a\n';
    const { splices, refused } = writeExamples(text, [{ pointer: '/one', examples: [seen] }]);
    expect(splices).toEqual([]);
    expect(refused).toHaveLength(1);
  });
});

describe('the diff', () => {
  test('shows whole lines with three around them, near changes together', () => {
    const text = 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n';
    const at = (line: string) => text.indexOf(line);
    const splices = [
      { from: at('f'), to: at('f'), text: 'x: 0\n' },
      { from: at('b') + 3, to: at('b') + 4, text: '9' },
    ];
    expect(unifiedDiff('api.yaml', text, splices)).toEqual([
      '--- api.yaml',
      '+++ api.yaml',
      '@@ -1,7 +1,8 @@',
      ' a: 1',
      '-b: 2',
      '+b: 9',
      ' c: 3',
      ' d: 4',
      ' e: 5',
      '+x: 0',
      ' f: 6',
      ' g: 7',
    ]);
  });
});

test('the difference to an empty text has no lines of before', () => {
  const text = 'a: 1\nb: 2\n';
  expect(unifiedDiff('new.yaml', '', [{ from: 0, to: 0, text }])).toEqual([
    '--- new.yaml',
    '+++ new.yaml',
    '@@ -0,0 +1,2 @@',
    '+a: 1',
    '+b: 2',
  ]);
});
