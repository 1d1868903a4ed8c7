import { describe, expect, test } from 'vitest';
import { decodeBody, encodeBody } from '../../src/body/codec.ts';
import { type Shape, unknownShape } from '../../src/body/shape.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';

const media = (name: string) => parseMediaRange(name)!;
const bytes = (text: string) => new TextEncoder().encode(text);
const text: Shape = { ...unknownShape, types: new Set(['string'] as const) };

describe('a sequence of JSON values is an array of them', () => {
  test.each<[string, string, unknown[]]>([
    ['application/jsonl', '{"a":1}\n[2]\n', [{ a: 1 }, [2]]],
    ['application/x-ndjson', '1\r\n\r\n"b"', [1, 'b']],
    ['application/x-jsonl', '1\n2\n', [1, 2]],
    ['application/jsonl', '', []],
    // RFC 7464 section 2.1: a text may span lines, because a record separator starts it.
    ['application/json-seq', '\x1e{\n"a":1}\n\x1e2\n', [{ a: 1 }, 2]],
    ['application/geo+json-seq', '\x1e{}\n', [{}]],
  ])('%s %j', (name, written, wanted) => {
    expect(decodeBody(bytes(written), media(name), unknownShape)).toEqual({
      ok: true,
      value: wanted,
    });
  });

  test('and an invalid value is reported with its number', () => {
    expect(decodeBody(bytes('{}\n{"a"}\n'), media('application/jsonl'), unknownShape)).toEqual({
      ok: false,
      reason: 'value 2: line 1, column 5: ":" is expected, and "}" is there',
    });
  });

  test('with repeated names, and integers beyond a double', () => {
    const written = '{"a":1,"a":2}\n9007199254740993';
    expect(decodeBody(bytes(written), media('application/jsonl'), unknownShape)).toMatchObject({
      repeated: ['/0/a'],
      exact: [{ a: 2 }, 9007199254740993n],
    });
  });

  test('or the text, if its schema describes a string', () => {
    expect(decodeBody(bytes('1\n2'), media('application/jsonl'), text)).toEqual({
      ok: true,
      value: '1\n2',
    });
  });
});

describe('an event stream is an array of events (HTML Living Standard section 9.2.6)', () => {
  test.each<[string, string, unknown[]]>([
    ['events', 'data: a\n\ndata: b\n\n', [{ data: 'a' }, { data: 'b' }]],
    [
      'every field',
      'event: add\nid: 7\nretry: 100\ndata: x\n\n',
      [{ event: 'add', id: '7', retry: 100, data: 'x' }],
    ],
    ['lines of data', 'data: a\ndata\ndata: b\n\n', [{ data: 'a\n\nb' }]],
    ['any line break', 'data: a\r\rdata: b\r\n\r\n', [{ data: 'a' }, { data: 'b' }]],
    ['only the first space', 'data:  a\n\n', [{ data: ' a' }]],
    ['comments', ': hello\n\ndata: a\n: x\n\n', [{ data: 'a' }]],
    ['unknown fields', 'other: 1\ndata: a\n\n', [{ data: 'a' }]],
    ['an invalid time', 'retry: soon\ndata: a\n\n', [{ data: 'a' }]],
    ['no data', 'event: ping\n\nid: 1\n\n', []],
    ['an event that has not ended', 'data: a\n\ndata: b\n', [{ data: 'a' }]],
    ['a byte order mark', '\ufeffdata: a\n\n', [{ data: 'a' }]],
  ])('with %s', (_, written, wanted) => {
    const decoded = decodeBody(bytes(written), media('text/event-stream'), unknownShape);
    expect(decoded).toEqual({ ok: true, value: wanted });
  });
});

test.each<[string, unknown, string]>([
  ['application/jsonl', [{ a: 1 }, 2], '{"a":1}\n2\n'],
  ['application/json-seq', [1], '\x1e1\n'],
  [
    'text/event-stream',
    [{ event: 'add', data: 'a\nb' }, { data: '' }],
    'event: add\ndata: a\ndata: b\n\ndata: \n\n',
  ],
  ['text/event-stream', 'data: a\n\n', 'data: a\n\n'],
])('%s reads back what it wrote: %j', (name, value, wanted) => {
  const { body } = encodeBody(value, media(name), unknownShape);
  expect(new TextDecoder().decode(body)).toBe(wanted);
  const read = decodeBody(body, media(name), typeof value === 'string' ? text : unknownShape);
  expect(read).toEqual({ ok: true, value });
});
