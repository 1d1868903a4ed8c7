import fc from 'fast-check';
import { expect, test } from 'vitest';
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

test('places in JSON are those that a parser of YAML finds', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text);
      // YAML has names of its own: `<<`, and no second name that JSON would not have, either.
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

test('of names that come twice the last counts, as in the value', () => {
  const parsed = parseSource('file:///a.json', 'a.json', '{"a": 1, "a": [2]}');
  expect(parsed.document.value).toEqual({ a: [2] });
  expect(parsed.document.position('/a/0')).toEqual({ line: 1, column: 16 });
});
