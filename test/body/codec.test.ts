import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBody, encodeBody } from '../../src/body/codec.ts';
import { decodeWith, encodeWith } from '../../src/body/codecs.ts';
import { jsonCodec } from '../../src/body/json.ts';
import { type Shape, unknownShape } from '../../src/body/shape.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';
import { integer, rgb, shape, text } from './shapes.ts';

const media = (type: string) => parseMediaRange(type)!;

describe('decodeBody() goes by the received media type', () => {
  test.each<[string, string, Shape, unknown]>([
    ['application/json; charset=utf-8', '{"R":1}', rgb, { R: 1 }],
    ['application/problem+json', '{"R":"1"}', rgb, { R: '1' }],
    ['text/json', '1', integer, 1],
    ['application/xml', '<c><R>1</R></c>', rgb, { R: 1 }],
    ['text/xml', '<c><R>1</R></c>', rgb, { R: 1 }],
    ['image/svg+xml', '<svg/>', unknownShape, ''],
    ['application/x-www-form-urlencoded', 'R=1', rgb, { R: 1 }],
    ['text/plain', '1', integer, 1],
    ['text/csv', 'a,b', unknownShape, 'a,b'],
    ['application/pdf', '%PDF', shape({ type: 'string' }), text('%PDF')],
  ])('%s', (type, body, described, value) => {
    expect(decodeBody(text(body), media(type), described)).toEqual({ ok: true, value });
  });

  test('does not throw for any bytes of any type', () => {
    const types = fc.constantFrom(
      'application/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=b',
      'text/plain; charset=utf-16',
      'image/png',
    );
    fc.assert(
      fc.property(fc.uint8Array(), types, (bytes, type) => {
        decodeBody(bytes, media(type), rgb);
      }),
    );
  });
});

describe('encodeBody() goes by the described media type', () => {
  test.each<[string, unknown, string, string]>([
    ['application/json', { R: 1 }, '{"R":1}', 'application/json'],
    ['application/problem+json', null, 'null', 'application/problem+json'],
    ['application/json', undefined, '', 'application/json'],
    [
      'application/xml',
      { R: 1 },
      '<?xml version="1.0" encoding="UTF-8"?><color><R>1</R></color>',
      'application/xml',
    ],
    [
      'application/xml; charset=iso-8859-1',
      'é',
      '<?xml version="1.0" encoding="UTF-8"?><color>é</color>',
      'application/xml; charset=utf-8',
    ],
    ['application/x-www-form-urlencoded', { R: 1 }, 'R=1', 'application/x-www-form-urlencoded'],
    ['text/plain', 1, '1', 'text/plain; charset=utf-8'],
    ['application/pdf', text('%PDF'), '%PDF', 'application/pdf'],
    ['application/pdf', '%PDF', '%PDF', 'application/pdf'],
    // A described range is written as a concrete type.
    ['*/*', { R: 1 }, '{"R":1}', 'application/json'],
    ['*/*', 'x', 'x', 'text/plain; charset=utf-8'],
    ['*/*', text('x'), 'x', 'application/octet-stream'],
    ['text/*', 1, '1', 'text/plain; charset=utf-8'],
    ['application/*', 'x', '"x"', 'application/json'],
    ['application/*+json', 1, '1', 'application/vnd.any+json'],
    ['image/*', text('x'), 'x', 'image/vnd.any'],
  ])('%s', (type, value, body, contentType) => {
    const encoded = encodeBody(value, media(type), rgb, {}, 'color');
    expect(new TextDecoder().decode(encoded.body)).toBe(body);
    expect(encoded.contentType).toBe(contentType);
  });
});

describe('a table with fewer codecs', () => {
  const description = (type: string) => ({
    media: media(type),
    shape: rgb,
    encoding: {},
    rootName: undefined,
  });

  test('leaves unknown types as bytes', () => {
    expect(decodeWith([jsonCodec], text('{}'), description('application/json'))).toEqual({
      ok: true,
      value: {},
    });
    expect(decodeWith([jsonCodec], text('<a/>'), description('application/xml'))).toEqual({
      ok: true,
      value: text('<a/>'),
    });
  });

  test('and refuses to write them', () => {
    expect(() => encodeWith([jsonCodec], {}, description('application/xml'))).toThrow(
      'Cannot write a body: no codec handles "application/xml"',
    );
  });
});
