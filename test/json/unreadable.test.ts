import { describe, expect, test } from 'vitest';
import { parseSource } from '../../src/json/document.ts';
import { documentText } from '../../src/json/encoding.ts';

function whyUnread(text: string): string {
  const read = parseSource('file:///tides.yaml', 'tides.yaml', text);
  if (read.ok) return 'read';
  const { line, column } = read.document.position('');
  return `${line}:${column} ${read.reason}`;
}

describe('an invalid text is refused at the place of its fault', () => {
  test.each([
    [
      '{\n  "openapi": "3.1.0" // new\n}',
      '2:22 a comment begins here, and JSON has none; remove it',
    ],
    ['/* tides */\n{"a": 1}', '1:1 a comment begins here, and JSON has none; remove it'],
    ['{"a": /* one */ 1}', '1:7 a comment begins here, and JSON has none; remove it'],
    ['{"a": 1\n "b": 2}', String.raw`2:2 "," or "}" is expected, and "\"" is there`],
    ['{"a": [1, 2', '1:12 "," or "]" is expected, and the end is there'],
    ['{"a": 1}\n{"a": 2}', '2:1 the end is expected, and "{" is there'],
    [
      'a: 1\n---\na: 2\n',
      '2:1 a second YAML document begins here, and a file holds one; move it to a file of its own',
    ],
    [
      'a:\n\tb: 1\n',
      '2:1 a tab is part of the indentation here, and YAML allows spaces only; replace it with spaces',
    ],
    [
      'high: 1\nlow: 2\nhigh: 3\n',
      '3:1 the name "high" comes twice in one object; rename or remove one of the two',
    ],
    [
      'title: Tides: high\n',
      '1:8 a second ":" makes another object within a line, or the indentation is wrong; put a text with ": " in quotes',
    ],
    ['title: @tides\n', '1:8 a text that begins with "@" must stand in quotes'],
    ['title: %tides\n', '1:8 a text that begins with "%" must stand in quotes'],
    [
      'title: *tides\n',
      '1:8 no anchor "&tides" comes before the alias "*tides"; put a text that begins with "*" in quotes',
    ],
    ['title: "tides\n', '2:1 a text in quotes that begins before this place does not end'],
    ['a: 1\n<<<<<<< HEAD\nb: 1\n', '2:1 a merge conflict begins here; resolve it'],
    [
      '<html>\n<p>a: b: c</p>',
      '1:1 it is an HTML page; give the address of the YAML or JSON behind it',
    ],
  ])('%j', (text, wanted) => expect(whyUnread(text)).toBe(wanted));

  test.each([
    ['a comma too many', '{"a": [1, 2,],}'],
    ['comments of YAML', '# tides\n{"a": 1 # one\n}'],
    ['braces of YAML', "{a: 1, 'b': /c}"],
    ['a byte order mark', '\ufeff{"a": 1}'],
  ])('unambiguous YAML is accepted: %s', (_, text) => {
    expect(whyUnread(text)).toBe('read');
  });
});

describe('a document deeper than 256 levels is refused before any code walks it', () => {
  const deep = (open: string, close: string, times: number) =>
    `${open.repeat(times)}1${close.repeat(times)}`;

  test.each([
    ['lists of JSON', deep('[', ']', 256), 'read'],
    ['lists of JSON', deep('[', ']', 257), '1:257'],
    ['objects of JSON', deep('{"not":', '}', 20_000), '1:1787'],
    ['lists of YAML', `a: ${deep('[', ']', 255)}`, 'read'],
    ['lists of YAML', `a: ${deep('[', ']', 256)}`, '1:259'],
    ['lists of YAML, deeper than its parser goes', `a: ${deep('[', ']', 20_000)}`, '1:259'],
    [
      'indented YAML, deeper than its parser goes',
      Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
      '257:257',
    ],
  ])('%s', (_, text, wanted) => {
    const reason =
      ' it is nested more than 256 levels deep here; give names to the inner parts and refer to them with "$ref"';
    expect(whyUnread(text)).toBe(wanted === 'read' ? 'read' : wanted + reason);
  });
});

test('a document is UTF-8, or UTF-16 as Windows PowerShell writes it', () => {
  const text = 'title: Gezeiten für heute\n';
  const utf16 = (order: 'le' | 'be', mark: string) => {
    const bytes = Buffer.from(mark + text, 'utf16le');
    return new Uint8Array(order === 'be' ? bytes.swap16() : bytes);
  };
  const written = [
    new TextEncoder().encode(text),
    new TextEncoder().encode(`\ufeff${text}`),
    utf16('le', '\ufeff'),
    utf16('be', '\ufeff'),
    utf16('le', ''),
    utf16('be', ''),
  ];
  expect(written.map(documentText)).toEqual(written.map(() => text));
});
