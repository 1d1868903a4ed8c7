import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { parseSource } from '../../src/json/document.ts';
import { quickYaml } from '../../src/json/yaml-value.ts';

/** As the parser reads a text that knows the places; the quick one must read it so, or not at all. */
function slow(text: string): unknown {
  const parsed = parseDocument(text, { merge: true, prettyErrors: false });
  return parsed.errors.length > 0 ? undefined : parsed.toJS();
}

describe('the quick reader of YAML and the one that knows the places', () => {
  test.each([
    ['integers', 'a: [1, -1, +1, 017, 0o17, 0x1F, 1_000, 0b11, 123456789012345678901]'],
    ['floats', 'a: [1.0, .5, 5., 1e3, 1E-3, .inf, -.INF, .NaN, 1:20]'],
    ['words', 'a: [null, ~, Null, true, TRUE, yes, no, on, 2020-01-01]'],
    ['names that are numbers', '200: a\n1.0: b\n0x10: c\n1e2: d'],
    ['names in quotes', '"200": a\n\'it\'\'s\': b\n"a\\u0041": c'],
    ['blocks', 'a: |\n  x\n  y\n\nb: >-\n  z\n  w\n\n  v\nc: |2\n   x\nd: |+\n  x\n\n'],
    ['plain texts over lines', 'a: b\n c\n\n d\ne: "f\n  g"'],
    ['a merged mapping', '<<: { a: 1 }\nb: 2'],
    ['a name in quotes that would merge', '"<<": { a: 1 }'],
    ['names of Object.prototype', '__proto__: { a: 1 }\nconstructor: 2'],
    ['lists as far left as their names', 'a:\n- b\n- c: d\n  e: f'],
    ['flows', 'a: [1, {b: c, d}, ]\ne: {f: "g", }'],
    ['a comment and a hash', 'a: b # c\nd: e#f'],
    ['CR LF, and a byte order mark', '\ufeffa:\r\n  b: 1\r\n'],
    ['a mark at the beginning', '---\na: 1'],
  ])('read alike: %s', (_, text) => {
    const value = quickYaml(text);
    expect(value).toBeDefined();
    expect(value).toEqual(slow(text));
  });

  test.each([
    ['a name that is null', 'null: a'],
    ['a missing name', '? '],
    ['a name with parts', '? [a]\n: b'],
    ['an alias', 'a: &x 1\nb: *x'],
    ['a tag', 'a: !foo 1'],
    ['a directive', '%YAML 1.1\n---\na: yes\nb: 010'],
    ['a mark at the end', '...\na: 1'],
    ['a lone CR', 'a: b\r c'],
    ['nothing', ''],
    ['a name that comes twice', 'a: 1\na: 2'],
    ['a tab as indentation', 'a:\n\tb: 1'],
    ['two documents', '---\na: 1\n---\nb: 2'],
  ])('the quick one leaves %s', (_, text) => {
    expect(quickYaml(text)).toBeUndefined();
  });

  test('the values of what it leaves are there all the same', () => {
    const { document } = parseSource('file:///a.yaml', 'a.yaml', 'a: &x [1]\nb: *x\nnull: c');
    expect(document.value).toEqual({ a: [1], b: [1], '': 'c' });
  });

  test('read every contract of this repository alike', () => {
    const folders = readdirSync('specs', { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    const texts = folders.map(({ name }) => readFileSync(`specs/${name}/openapi.yaml`, 'utf8'));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(quickYaml(text)).toEqual(slow(text));
  });

  test('read alike what slips of the keyboard make of a text', () => {
    const text = readFileSync('specs/kaiten/openapi.yaml', 'utf8').split('\n');
    const slips = [
      ':',
      ' ',
      '\n',
      '\t',
      '- ',
      '"',
      "'",
      '#',
      '&a ',
      '*a',
      '!',
      '? ',
      '{',
      ']',
      '|',
      '~',
    ];
    let read = 0;
    for (let index = 0; index < 1_500; index += 1) {
      const from = (index * 37) % text.length;
      const part = text.slice(from, from + 8);
      const indent = Math.min(
        ...part.filter((line) => line.trim()).map((line) => line.search(/\S/)),
      );
      const plain = part.map((line) => line.slice(indent)).join('\n');
      const at = (index * 7919) % (plain.length + 1);
      const slipped = plain.slice(0, at) + slips[index % slips.length] + plain.slice(at);
      const value = quickYaml(slipped);
      if (value === undefined) continue;
      read += 1;
      expect(value, slipped).toEqual(slow(slipped));
    }
    expect(read).toBeGreaterThan(300);
  });
});
