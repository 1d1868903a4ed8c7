import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBody, encodeBody } from '../../src/body/codec.ts';
import { parseParts } from '../../src/body/multipart-parts.ts';
import type { PropertyEncoding } from '../../src/body/shape.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';
import { type SmallSchema, shape, text } from './shapes.ts';

const media = (type = 'multipart/form-data; boundary=b') => parseMediaRange(type)!;
/** Lines of a body, each ended by CRLF. */
const lines = (...parts: string[]) => text(parts.map((part) => `${part}\r\n`).join(''));
const field = (name: string) => `Content-Disposition: form-data; name="${name}"`;
const named = (name: string, file: string) => `${field(name)}; filename="${file}"`;

const described = shape({
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    address: { type: 'object', properties: { zip: { type: 'integer' } } },
    file: {},
  },
});

const typed = (contentType: string): PropertyEncoding => ({
  contentType,
  style: undefined,
  explode: undefined,
  allowReserved: false,
});

describe('parseParts() reads RFC 2046 section 5.1.1', () => {
  test.each<[string, string, [Record<string, string>, string][]]>([
    ['one part', '--b\r\nA: 1\r\n\r\nx\r\n--b--', [[{ a: '1' }, 'x']]],
    ['an end of line after the end', '--b\r\n\r\nx\r\n--b--\r\n', [[{}, 'x']]],
    ['preamble and epilogue', 'pre\r\n--bc\r\n--b\r\n\r\nx\r\n--b--\r\nepi--b\r\n', [[{}, 'x']]],
    ['padding after delimiters', '--b \t\r\n\r\nx\r\n--b-- \r\n', [[{}, 'x']]],
    ['line ends in the content', '--b\r\n\r\n\r\nx\n\r\n\r\n--b--', [[{}, '\r\nx\n\r\n']]],
    [
      'what only looks like a delimiter',
      '--b\r\n\r\n--b\n --b\r\n--bb\r\n-b\r\n--b--',
      [[{}, '--b\n --b\r\n--bb\r\n-b']],
    ],
    [
      'empty parts',
      '--b\r\n\r\n\r\n--b\r\n\r\n--b\r\nA: 1\r\n\r\n--b--',
      [
        [{}, ''],
        [{}, ''],
        [{ a: '1' }, ''],
      ],
    ],
    ['a folded header', '--b\r\nA: 1\r\n\t2\r\n\r\n\r\n--b--', [[{ a: '1 2' }, '']]],
    ['no parts', '--b--', []],
  ])('%s', (_, body, expected) => {
    const parsed = parseParts(text(body), 'b');
    expect(
      parsed.ok &&
        parsed.parts.map((part) => [
          Object.fromEntries(part.headers),
          new TextDecoder().decode(part.body),
        ]),
    ).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['', 'b', 'there is no delimiter with the boundary'],
    ['x--b--', 'b', 'there is no delimiter with the boundary'],
    ['--b\n\nx\n--b--', 'b', 'there is no delimiter with the boundary'],
    ['--c\r\n\r\nx\r\n--c--', 'b', 'there is no delimiter with the boundary'],
    ['--b\r\n\r\nx', 'b', 'the closing delimiter is missing'],
    ['--b\r\n\r\nx\r\n--b-', 'b', 'the closing delimiter is missing'],
    ['--b\r\n\r\nx\r\n--b--y', 'b', 'the closing delimiter is missing'],
    ['--b\r\nA: 1\r\n--b--', 'b', 'part 1: there is no empty line after its header'],
    ['--b\r\nA 1\r\n\r\n\r\n--b--', 'b', 'part 1: "A 1" is not a header field'],
    ['--b\r\n: 1\r\n\r\n\r\n--b--', 'b', 'part 1: ": 1" is not a header field'],
    [
      '--b\r\nA: 1\r\na: 2\r\n\r\n\r\n--b--',
      'b',
      'part 1: header field "a" is given more than once',
    ],
    [
      `--b\r\nA: ${'x'.repeat(20_000)}\r\n\r\n\r\n--b--`,
      'b',
      'part 1: its header is longer than 16384 bytes',
    ],
    ['--b--', '', '"" is not a boundary'],
    ['--b--', 'b ', '"b " is not a boundary'],
    ['--b--', 'x'.repeat(71), `"${'x'.repeat(71)}" is not a boundary`],
  ])('%j is refused', (body, boundary, reason) => {
    expect(parseParts(text(body), boundary)).toEqual({ ok: false, reason });
  });
});

const boundaryOf = (contentType: string) =>
  parseMediaRange(contentType)!.parameters.get('boundary')!;
const asText = ({ body }: { readonly body: Uint8Array }) => new TextDecoder().decode(body);

describe('a property in a style (OpenAPI 3.1.1 section 4.8.15.1.2)', () => {
  const style = (given: Partial<PropertyEncoding>): PropertyEncoding => ({
    ...{ contentType: 'application/json', style: undefined, explode: undefined },
    allowReserved: false,
    ...given,
  });
  const strings: SmallSchema = { type: 'array', items: { type: 'string' } };
  const color: SmallSchema = {
    type: 'object',
    properties: { r: { type: 'integer' }, names: { type: 'array', items: { type: 'string' } } },
  };
  const deep: SmallSchema = { type: 'object', properties: { color, on: { type: 'boolean' } } };

  test.each<
    [string, SmallSchema, Partial<PropertyEncoding>, unknown, [name: string, text: string][]]
  >([
    [
      'form',
      strings,
      { style: 'form' },
      ['a', 'b,c'],
      [
        ['p', 'a'],
        ['p', 'b,c'],
      ],
    ],
    ['form of an empty list', strings, { style: 'form', explode: false }, undefined, []],
    ['form in one part', strings, { explode: false }, ['a&b', 'c+d %41'], [['p', 'a&b,c+d %41']]],
    ['with pipes', strings, { style: 'pipeDelimited' }, ['a', 'b,c'], [['p', 'a|b,c']]],
    ['with spaces', strings, { style: 'spaceDelimited' }, ['a+', 'é'], [['p', 'a+ é']]],
    [
      'with pipes, exploded',
      strings,
      { style: 'pipeDelimited', explode: true },
      ['a'],
      [['p', 'a']],
    ],
    [
      'reserved characters',
      { type: 'string' },
      { allowReserved: true },
      'a/b%20',
      [['p', 'a/b%20']],
    ],
    [
      'an object, a part for each member',
      color,
      { style: 'form' },
      { r: 1, names: ['x', 'y'] },
      [
        ['r', '1'],
        ['names', 'x'],
        ['names', 'y'],
      ],
    ],
    ['an object in one part', color, { explode: false }, { r: 1 }, [['p', 'r,1']]],
    [
      'an object in brackets',
      deep,
      { style: 'deepObject', explode: true },
      { color: { r: 1 }, on: true },
      [
        ['p[color][r]', '1'],
        ['p[on]', 'true'],
      ],
    ],
  ])('%s', (_, property, encoding, value, parts) => {
    const described = shape({ type: 'object', properties: { p: property } });
    const encodings = { p: style(encoding) };
    const given = value === undefined ? {} : { p: value };
    const { body, contentType } = encodeBody(given, media(), described, encodings);
    const parsed = parseParts(body, boundaryOf(contentType));
    const written =
      parsed.ok && parsed.parts.map((part) => [...part.headers.values(), asText(part)]);
    expect(written).toEqual(parts.map(([name, part]) => [field(name).replace(/^.*?: /, ''), part]));
    const read = decodeBody(body, parseMediaRange(contentType)!, described, encodings);
    expect(read).toEqual({ ok: true, value: given });
  });

  test('a file is a part without encoding', () => {
    const described = shape({ type: 'object', properties: { p: { type: 'array', items: {} } } });
    const encodings = { p: style({ style: 'form', explode: false }) };
    const { body, contentType } = encodeBody({ p: [text('x')] }, media(), described, encodings);
    expect(decodeBody(body, parseMediaRange(contentType)!, described, encodings)).toEqual({
      ok: true,
      value: { p: [text('x')] },
    });
  });

  test('reports why it cannot be read', () => {
    const described = shape({ type: 'object', properties: { p: color } });
    const body = lines('--b', field('p'), '', 'r', '--b--');
    expect(decodeBody(body, media(), described, { p: style({ explode: false }) })).toEqual({
      ok: false,
      reason: 'part "p": name "r" has no value',
    });
  });
});

describe('decoding makes a value by OpenAPI 3.1 section 4.8.15', () => {
  test.each<[string, Uint8Array, unknown]>([
    [
      'text by its shape',
      lines('--b', field('id'), '', '5', '--b', field('name'), '', '5', '--b--'),
      { id: 5, name: '5' },
    ],
    [
      'JSON by its type',
      lines('--b', field('address'), 'Content-Type: application/json', '', '{"zip":1}', '--b--'),
      { address: { zip: 1 } },
    ],
    [
      'an object without a type',
      lines('--b', field('address'), '', '{"zip":1}', '--b--'),
      { address: { zip: 1 } },
    ],
    [
      'XML by its type',
      lines('--b', field('address'), 'Content-Type: text/xml', '', '<a><zip>1</zip></a>', '--b--'),
      { address: { zip: 1 } },
    ],
    ['one item of an array', lines('--b', field('tags'), '', 'a', '--b--'), { tags: ['a'] }],
    [
      'items of an array',
      lines('--b', field('tags'), '', 'a', '--b', field('tags'), '', 'b', '--b--'),
      { tags: ['a', 'b'] },
    ],
    [
      'a whole array',
      lines('--b', field('tags'), 'Content-Type: application/json', '', '["a","b"]', '--b--'),
      { tags: ['a', 'b'] },
    ],
    [
      'a field too many',
      lines('--b', field('id'), '', '1', '--b', field('id'), '', '2', '--b--'),
      { id: [1, 2] },
    ],
    [
      'a file',
      lines('--b', `${field('file')}; filename="x.bin"`, '', 'x', '--b--'),
      { file: text('x') },
    ],
    [
      'a file of text',
      lines('--b', `${field('file')}; filename="x"`, 'Content-Type: text/plain', '', 'x', '--b--'),
      { file: 'x' },
    ],
    [
      'a picture',
      lines('--b', field('file'), 'Content-Type: image/png', '', 'x', '--b--'),
      { file: text('x') },
    ],
    [
      'a JSON file',
      lines(
        '--b',
        named('file', 'order.json'),
        'Content-Type: application/json',
        '',
        '{"id":1',
        '--b--',
      ),
      { file: text('{"id":1') },
    ],
    [
      'a text file that is not in its charset',
      lines(
        '--b',
        named('file', 'a.txt'),
        'Content-Type: text/plain; charset=utf-16',
        '',
        'x',
        '--b--',
      ),
      { file: text('x') },
    ],
    [
      'JSON in a text',
      lines('--b', field('name'), 'Content-Type: application/json', '', '{"id":1}', '--b--'),
      { name: '{"id":1}' },
    ],
    [
      'an object that comes as a file',
      lines(
        '--b',
        named('address', 'blob'),
        'Content-Type: application/json',
        '',
        '{"zip":1}',
        '--b--',
      ),
      { address: { zip: 1 } },
    ],
    [
      'a multipart part',
      lines(
        '--b',
        field('file'),
        'Content-Type: multipart/mixed; boundary=c',
        '',
        '--c--',
        '--b--',
      ),
      { file: text('--c--') },
    ],
    ['what is not described', lines('--b', field('more'), '', 'x', '--b--'), { more: 'x' }],
    [
      'a name escaped by a browser',
      lines('--b', field('a%22b%0D%0Ac;d'), '', 'x', '--b--'),
      { 'a"b\r\nc;d': 'x' },
    ],
    [
      'a name escaped by the grammar',
      lines('--b', 'content-disposition: Form-Data; filename=x; Name="a\\"b"', '', 'x', '--b--'),
      { 'a"b': text('x') },
    ],
    ['a name in UTF-8', lines('--b', field('naïve'), '', 'ï', '--b--'), { naïve: 'ï' }],
    [
      '__proto__',
      lines('--b', field('__proto__'), '', 'x', '--b--'),
      JSON.parse('{"__proto__":"x"}'),
    ],
  ])('%s', (_, body, value) => {
    expect(decodeBody(body, media(), described)).toEqual({ ok: true, value });
  });

  test('the type of the encoding applies to a part without one, and binds a part that has one', () => {
    const encoding = { address: typed('application/json'), file: typed('image/png, image/*') };
    const read = (...body: string[]) =>
      decodeBody(lines('--b', ...body, '--b--'), media(), described, encoding);
    expect(read(field('address'), '', '{}')).toEqual({ ok: true, value: { address: {} } });
    expect(read(field('file'), 'Content-Type: image/gif', '', 'x').ok).toBe(true);
    expect(read(field('file'), 'Content-Type: text/html', '', 'x')).toEqual({
      ok: false,
      reason: 'part "file": it is text/html, and image/png, image/* is described',
    });
  });

  test('parts without names are an array, except in form data', () => {
    const body = lines('--b', 'Content-Type: application/json', '', '{}', '--b', '', 'x', '--b--');
    expect(decodeBody(body, media('multipart/mixed; boundary=b'), shape({}))).toEqual({
      ok: true,
      value: [{}, 'x'],
    });
    expect(decodeBody(body, media(), shape({}))).toEqual({
      ok: false,
      reason: 'part 1 has no name',
    });
  });

  test.each<[string, string, Uint8Array, string]>([
    ['no boundary', 'multipart/form-data', lines('--b--'), 'its media type has no boundary'],
    [
      'another disposition',
      'multipart/form-data; boundary=b',
      lines('--b', 'Content-Disposition: attachment; name=a', '', 'x', '--b--'),
      'part 1 has no name',
    ],
    [
      'a bad media type',
      'multipart/form-data; boundary=b',
      lines('--b', field('a'), 'Content-Type: json', '', 'x', '--b--'),
      'part "a": "json" is not a media type',
    ],
    [
      'bad JSON',
      'multipart/form-data; boundary=b',
      lines('--b', field('address'), '', '{', '--b--'),
      'part "address": line 1, column 2: a name or "}" is expected, and the end is there',
    ],
  ])('%s is refused', (_, type, body, reason) => {
    expect(decodeBody(body, media(type), described)).toEqual({ ok: false, reason });
  });

  test('does not throw for any bytes', () => {
    const pieces = fc.constantFrom(
      '--b',
      '--',
      '\r\n',
      '\n',
      field('a'),
      'Content-Type: application/json',
      '{',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.array(pieces),
        (parts) => void decodeBody(text(parts.join('')), media(), described),
      ),
    );
  });
});

describe('encoding', () => {
  test('gives each property a part of its own type', () => {
    const value = {
      id: 5,
      tags: ['a', 'b'],
      address: { zip: 1 },
      'a"b': null,
      file: Uint8Array.of(0x78),
      gone: undefined,
    };
    const { body, contentType } = encodeBody(value, media('multipart/form-data'), described, {
      id: typed('text/plain'),
    });
    expect(contentType).toBe('multipart/form-data; boundary=part-boundary');
    expect(new TextDecoder().decode(body)).toBe(
      [
        '--part-boundary',
        'Content-Disposition: form-data; name="id"',
        'Content-Type: text/plain; charset=utf-8',
        '',
        '5',
        '--part-boundary',
        'Content-Disposition: form-data; name="tags"',
        '',
        'a',
        '--part-boundary',
        'Content-Disposition: form-data; name="tags"',
        '',
        'b',
        '--part-boundary',
        'Content-Disposition: form-data; name="address"',
        'Content-Type: application/json',
        '',
        '{"zip":1}',
        '--part-boundary',
        'Content-Disposition: form-data; name="a%22b"',
        '',
        '',
        '--part-boundary',
        'Content-Disposition: form-data; name="file"; filename="file"',
        'Content-Type: application/octet-stream',
        '',
        'x',
        '--part-boundary--',
        '',
      ].join('\r\n'),
    );
  });

  test('avoids a boundary that occurs in a part', () => {
    const value = { name: '--part-boundary --part-boundary-1' };
    const { contentType } = encodeBody(value, media('multipart/form-data'), described);
    expect(contentType).toBe('multipart/form-data; boundary=part-boundary-2');
  });

  test('writes a value that is described as a file as the only part', () => {
    const file = shape({ type: 'string' });
    for (const value of ['x', text('x')]) {
      const { body, contentType } = encodeBody(value, media('multipart/form-data'), file);
      const read = decodeBody(body, parseMediaRange(contentType)!, file);
      expect(read).toEqual({ ok: true, value: { file: text('x') } });
    }
  });

  test('throws for a value without parts', () => {
    expect(() => encodeBody('x', media('multipart/form-data'), described)).toThrow(TypeError);
  });
});

test('reading returns what was written', () => {
  const word = fc.string({ unit: 'grapheme' });
  const value = fc.record({
    id: fc.integer(),
    name: word,
    tags: fc.array(word, { minLength: 1 }),
    address: fc.record({ zip: fc.integer() }),
    file: fc.uint8Array(),
  });
  fc.assert(
    fc.property(value, (written) => {
      const { body, contentType } = encodeBody(written, media('multipart/form-data'), described);
      const read = decodeBody(body, media(contentType), described);
      expect(read).toEqual({
        ok: true,
        value: { ...written, file: Uint8Array.from(written.file) },
      });
    }),
  );
});
