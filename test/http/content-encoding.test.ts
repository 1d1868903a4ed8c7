import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { withoutCodings } from '../../src/http/content-encoding.ts';

const text = '{"id":1,"text":"a note"}';
const bytes = Buffer.from(text);

describe('a content without its codings', () => {
  test.each<[coding: string | readonly string[] | undefined, encoded: Uint8Array]>([
    ['gzip', gzipSync(bytes)],
    ['x-gzip', gzipSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['deflate', deflateRawSync(bytes)],
    ['BR', brotliCompressSync(bytes)],
    ['gzip, br', brotliCompressSync(gzipSync(bytes))],
    [['gzip', 'br'], brotliCompressSync(gzipSync(bytes))],
    ['identity', bytes],
    [undefined, bytes],
  ])('%s %#', (coding, encoded) => {
    const content = withoutCodings(encoded, { 'content-encoding': coding });
    expect(Buffer.from(content!).toString()).toBe(text);
  });

  const plain = [
    'null',
    'false',
    '[]',
    '{}',
    '"x"',
    '6',
    text,
    '<a/>',
    'a=b',
    'Fine, value > 1',
    '~',
  ];
  test.each(['gzip', 'deflate', 'br', 'zstd', 'compress', '__proto__'])(
    'is unchanged if it is already decoded, or cannot be decoded: %s',
    (coding) => {
      for (const one of plain) {
        const content = withoutCodings(Buffer.from(one), { 'content-encoding': coding });
        expect(Buffer.from(content!).toString()).toBe(one);
      }
    },
  );

  test('is rejected if it is too long', () => {
    const bomb = gzipSync(Buffer.alloc(100_000_001));
    expect(withoutCodings(bomb, { 'content-encoding': 'gzip' })).toBeUndefined();
  });
});
