import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseSource } from '../../src/json/document.ts';
import { child } from '../../src/json/pointer.ts';

/** The same text, read as JSON and as YAML, which has its own way to find places. */
function both(text: string) {
  const json = parseSource('file:///a.json', 'a.json', text);
  const yaml = parseSource('file:///a.yaml', 'a.yaml', `# YAML\n${text}`);
  if (!json.ok || !yaml.ok) throw new Error('the text cannot be read');
  expect([json.document.syntax, yaml.document.syntax]).toEqual(['json', 'yaml']);
  return { json: json.document, yaml: yaml.document };
}

function pointersOf(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, inner]) => pointersOf(inner, child(at, key))),
  ];
}

const texts = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.object({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
);

test('positions in JSON are those of a YAML parser', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text);
      // Unlike JSON, YAML has a special name: `<<`.
      fc.pre(typeof value === 'object' && value !== null && !/<<|__proto__/.test(text));
      const { json, yaml } = both(JSON.stringify(value, undefined, indent));
      for (const pointer of [...pointersOf(value), '/none/at/all', '/0/none']) {
        const { line, column } = yaml.position(pointer);
        expect([pointer, json.position(pointer)]).toEqual([pointer, { line: line - 1, column }]);
        const inner = yaml.position(pointer, 'value');
        expect(json.position(pointer, 'value')).toEqual({
          line: inner.line - 1,
          column: inner.column,
        });
      }
    }),
  );
});

test.each([
  ['{"a": 9007199254740993}', '/a', '9007199254740993'],
  ['{"a": [1.50 , -0e1]}', '/a/0', '1.50'],
  ['{"a": [1.50 , -0e1]}', '/a/1', '-0e1'],
  ['{"a\\"b": "x\\\\"}', '/a"b', 'x\\'],
  ['{"a": {"b": null}}', '/a/b', 'null'],
  ['{"a": {"b": null}}', '/a', undefined],
])('%s has at %s what is written there', (text, pointer, written) => {
  expect(both(text).json.scalar(pointer)).toBe(written);
});

test('of repeated names the last counts, as in the value', () => {
  const parsed = parseSource('file:///a.json', 'a.json', '{"a": 1, "a": [2]}');
  expect(parsed.document.value).toEqual({ a: [2] });
  expect(parsed.document.position('/a/0')).toEqual({ line: 1, column: 16 });
});

/** Expects that indentation and a parser find the same places. */
function samePlaces(text: string, name = 'a.yaml'): void {
  const [byLines, parsed] = [0, 1].map(() => parseSource(`file:///${name}`, name, text).document);
  // `scalar` parses the document, so that the parser finds its places.
  parsed!.scalar('');
  for (const pointer of pointersOf(parsed!.value)) {
    for (const of of ['name', 'value'] as const) {
      const place = [pointer, of, byLines!.position(pointer, of)];
      expect(place).toEqual([pointer, of, parsed!.position(pointer, of)]);
    }
  }
}

describe('positions in YAML are those of a parser', () => {
  const folder = 'test/corpus/documents';
  const documents = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

  test.each(documents)('%s', (name) => {
    samePlaces(readFileSync(`${folder}/${name}`, 'utf8'), name);
  });

  test('of whatever is written', () => {
    const values = fc.object({
      maxDepth: 4,
      key: fc.oneof(
        fc.string(),
        fc.constantFrom('a b', '200', '1.0', '~', 'x: y', '- z', '#', '/a/{b}'),
      ),
    });
    const options = fc.record({
      indent: fc.integer({ min: 1, max: 4 }),
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 20),
      singleQuote: fc.boolean(),
    });
    fc.assert(
      fc.property(values, options, (value, how) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        fc.pre(!/<<|__proto__/.test(JSON.stringify(plain)));
        samePlaces(`# Some YAML.\n${stringify(plain, how)}`);
      }),
    );
  });

  test.each([
    'a: 1\nb:\n- x\n- y: 1\n  z: 2\nc: 3\n',
    '---\na: {b: [1, 2], c: d}\ne: f\n',
    'a: &anchor\n  b: 1\nc: *anchor\nd:\n  <<: *anchor\n  e: 2\n',
    'a: |\n  b: 1\n\n  c: 2\nd: >-\n    # no comment\n    e\nf: 1\n',
    'a: "b\n  c: d"\ne: f\n',
    'a:\n  - - 1\n    - b: 2\n  -\n    c: 3\n  - |\n    d\n  - e\n',
    '? a\n: b\nc: d\n',
    "a:\n\n  # why\n  b: 1 # because\n  \"c\\\"d\": 2\n  'e''f': 3\ng:\nh: !!str 1\n",
    'a: 1\r\nb:\r\n  c: 2\r\n',
    'a:\n  1.0: b\n  0x10: c\n  null: d\n  true: e\n',
    '%YAML 1.2\n---\na: {b: 1}\n',
    '- a\n- b: c\n',
    'just text\n',
    'a: {\n  b: 1\n  }\nc: 2\n',
  ])('%j', (text) => samePlaces(text));
});

describe('a number keeps its digits everywhere', () => {
  const text = `small: &small {least: 0.10}
great: &great
  most: 9007199254740993
number: &number 1e3
one: {<<: *great}
two: {most: 1, <<: *great}
list: {<<: [*small, *great, {most: 7, more: 0x8}]}
nested: {inner: &inner {<<: *great}}
deep: {<<: *inner}
alias: *great
items: [*number, *great]
quoted: {'<<': {most: 5}}
`;
  test.each([
    ['/one/most', '9007199254740993'],
    ['/two/most', '1'],
    ['/list/least', '0.10'],
    ['/list/most', '9007199254740993'],
    ['/list/more', '0x8'],
    ['/nested/inner/most', '9007199254740993'],
    ['/deep/most', '9007199254740993'],
    ['/alias/most', '9007199254740993'],
    ['/items/0', '1e3'],
    ['/items/1/most', '9007199254740993'],
    ['/one/least', undefined],
    ['/quoted/most', undefined],
  ])('%s', (pointer, written) => {
    expect(parseSource('file:///a.yaml', 'a.yaml', text).document.scalar(pointer)).toBe(written);
  });
});
