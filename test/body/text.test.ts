import { describe, expect, test } from 'vitest';
import type { Shape } from '../../src/body/shape.ts';
import { decodeText, encodeText } from '../../src/body/text.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';
import { integer, shape, string, text } from './shapes.ts';

const media = (type: string) => parseMediaRange(type)!;

describe('decodeText() honors the charset (RFC 9110 section 8.3.2)', () => {
  test.each<[string, Uint8Array, Shape, unknown]>([
    ['text/plain', text('héllo'), string, 'héllo'],
    ['text/plain; charset=UTF-8', text('\ufeffx'), string, 'x'],
    ['text/plain; charset="utf-8"', text(''), string, ''],
    ['text/plain; charset=ISO-8859-1', Uint8Array.of(0xe9, 0x80), string, 'é\u0080'],
    ['text/plain; charset=latin1', Uint8Array.of(0xe9), string, 'é'],
    ['text/plain; charset=iso-8859-15', Uint8Array.of(0xa4), string, '€'],
    ['text/plain; charset=us-ascii', text('abc'), string, 'abc'],
    ['text/plain; charset=utf-16', Uint8Array.of(0xff, 0xfe, 0x61, 0), string, 'a'],
    ['text/plain; charset=utf-16', Uint8Array.of(0xfe, 0xff, 0, 0x61), string, 'a'],
    ['text/plain; charset=utf-16', Uint8Array.of(0, 0x61), string, 'a'],
    ['text/plain; charset=utf-16le', Uint8Array.of(0x61, 0), string, 'a'],
    ['text/plain', text('5'), integer, 5],
    ['text/plain', text('5'), shape({}), '5'],
  ])('%s %o', (type, bytes, described, value) => {
    expect(decodeText(bytes, media(type), described)).toEqual({ ok: true, value });
  });

  test.each<[string, Uint8Array, string]>([
    ['text/plain', Uint8Array.of(0xe9), 'it is not UTF-8'],
    ['text/plain; charset=us-ascii', Uint8Array.of(0xe9), 'it is not US-ASCII'],
    ['text/plain; charset=utf-16', Uint8Array.of(0x61), 'it is not UTF-16'],
    ['text/plain; charset=klingon', text('x'), 'charset "klingon" is not known'],
    ['text/plain; charset=""', text('x'), 'charset "" is not known'],
  ])('%s %o is refused', (type, bytes, reason) => {
    expect(decodeText(bytes, media(type), string)).toEqual({ ok: false, reason });
  });
});

describe('encodeText() names the charset of its output', () => {
  test.each<[unknown, string, number[], string]>([
    ['é', 'text/plain', [0xc3, 0xa9], 'text/plain; charset=utf-8'],
    ['é', 'text/plain; charset=iso-8859-1', [0xe9], 'text/plain; charset=iso-8859-1'],
    ['€', 'text/plain; charset=iso-8859-1', [0xe2, 0x82, 0xac], 'text/plain; charset=utf-8'],
    ['é', 'text/plain; charset=us-ascii', [0xc3, 0xa9], 'text/plain; charset=utf-8'],
    [5, 'text/csv; header=absent', [0x35], 'text/csv; header=absent; charset=utf-8'],
    [null, 'text/plain', [], 'text/plain; charset=utf-8'],
  ])('%j as %s', (value, type, bytes, contentType) => {
    const encoded = encodeText(value, media(type));
    expect([...encoded.body]).toEqual(bytes);
    expect(encoded.contentType).toBe(contentType);
  });
});
