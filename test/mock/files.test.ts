import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/index.ts';
import { apiOf } from './api.ts';

/** The answer for a media type without an example. */
async function fileOf(type: string, schema: object = {}, prefer = ''): Promise<Buffer> {
  const response = await answerOf(type, schema, { prefer });
  expect(response.headers.get('content-type')).toBe(type);
  return Buffer.from(await response.arrayBuffer());
}

async function answerOf(type: string, schema: object, headers: Record<string, string>) {
  const content = { [type]: schema };
  const get = { responses: { 200: { description: 'A file.', content } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'It', version: '1' },
    paths: { '/it': { get } },
  };
  const mock = createMock([{ name: 'it', api: await apiOf(JSON.stringify(document)) }]);
  const response = await mock.fetch(new Request('http://mock.test/it', { headers }));
  expect(response.status).toBe(200);
  return response;
}

describe('a file without an example is the smallest of its kind', () => {
  it('PNG: one pixel, with the checksums that readers check', async () => {
    const file = await fileOf('image/png', { schema: { type: 'string', format: 'binary' } });
    expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const chunks: Record<string, Buffer> = {};
    for (let at = 8; at < file.length; ) {
      const length = file.readUInt32BE(at);
      const body = file.subarray(at + 4, at + 8 + length);
      expect(file.readUInt32BE(at + 8 + length)).toBe(checksum(body));
      chunks[body.subarray(0, 4).toString('latin1')] = body.subarray(4);
      at += 12 + length;
    }
    expect(Object.keys(chunks)).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([...inflateSync(chunks.IDAT!)]).toEqual([0, 128]);
  });

  it.each([
    ['image/gif', /^474946383961.*3b$/],
    ['image/jpeg', /^ffd8ff.*ffd9$/],
    ['application/zip', /^504b0506(00){18}$/],
  ])('%s', async (type, like) => {
    expect((await fileOf(type)).toString('hex')).toMatch(like);
  });

  it('PDF: its table of contents has the right offsets', async () => {
    const file = (await fileOf('application/pdf')).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
    expect(file.slice(start)).toMatch(/^xref/);
    const places = [...file.matchAll(/^(\d{10}) 00000 n/gm)].map(([, at]) => Number(at));
    expect(places.map((at) => file.slice(at, at + 7))).toEqual(['1 0 obj', '2 0 obj', '3 0 obj']);
  });

  it('in made-up data too', async () => {
    const schema = { type: 'string', format: 'binary' };
    expect(await fileOf('image/png', { schema }, 'dynamic')).toEqual(await fileOf('image/png'));
  });

  it('unless its schema requires another value', async () => {
    const schema = { type: 'string', maxLength: 5 };
    expect((await fileOf('image/png', { schema })).toString()).toBe('tring');
  });
});

describe('within a range, a file has the requested type', () => {
  const browser = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
  it.each([
    ['image/*', undefined, 'image/png', '89504e47'],
    ['image/*', '*/*', 'image/png', '89504e47'],
    ['image/*', 'image/jpeg', 'image/jpeg', 'ffd8ff'],
    ['image/*', 'image/webp, image/gif;q=0.5', 'image/gif', '474946'],
    ['image/*', browser, 'image/png', '89504e47'],
    ['*/*', 'application/pdf', 'application/pdf', '25504446'],
  ])('%s, asked for as %s: %s', async (type, accept, given, start) => {
    const schema = { schema: { type: 'string', format: 'binary' } };
    const response = await answerOf(type, schema, accept === undefined ? {} : { accept });
    expect(response.headers.get('content-type')).toBe(given);
    expect(Buffer.from(await response.arrayBuffer()).toString('hex')).toMatch(
      new RegExp(`^${start}`),
    );
  });
});

/** CRC-32 as in PNG (section 5.5 of its specification). */
function checksum(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
