import { type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMock, type Listening, listen, type Mock, type MockEvent } from '../../src/index.ts';
import { apiOf } from './api.ts';

const words = 'one two three '.repeat(200);
const spec = `
openapi: 3.1.0
info: { title: Texts, version: '1' }
paths:
  /long:
    get:
      responses: { '200': { description: Long., content: { application/json: { example: { text: '${words}' } } } } }
  /short:
    get:
      responses: { '200': { description: Short., content: { application/json: { example: { text: one } } } } }
  /none:
    get:
      responses: { '204': { description: Nothing. } }
  /picture:
    get:
      responses: { '200': { description: A picture., content: { image/png: { example: '${words}' } } } }
  /tagged:
    get:
      responses:
        '200':
          description: With a strong tag.
          headers: { ETag: { schema: { type: string }, example: '"v1"' } }
          content: { text/plain: { example: '${words}' } }
  /weak:
    get:
      responses:
        '200':
          description: With a weak tag.
          headers: { ETag: { schema: { type: string }, example: 'W/"v1"' } }
          content: { text/plain: { example: '${words}' } }
  /as-it-is:
    get:
      responses:
        '200':
          description: As it is.
          headers: { Cache-Control: { schema: { type: string }, example: no-transform } }
          content: { text/plain: { example: '${words}' } }
`;
const events: MockEvent[] = [];
let mock: Mock;
let server: Extract<Listening, { ok: true }>;

beforeAll(async () => {
  mock = createMock([await apiOf(spec)], { onAnswer: (event) => void events.push(event) });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  server = listening;
});

afterAll(() => server.close());

/** The answers on the wire. */
function ask(
  path: string,
  encoding?: string,
  method = 'GET',
): Promise<{ readonly answer: IncomingMessage; readonly bytes: Buffer }> {
  const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ answer, bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

const decode = { gzip: gunzipSync, br: brotliDecompressSync };

describe('an answer is compressed if the client asks for it', () => {
  test.each(['gzip', 'br'] as const)('with %s, for every request', async (coding) => {
    for (let count = 0; count < 3; count += 1) {
      const { answer, bytes } = await ask('/long', coding);
      expect(answer.headers).toMatchObject({
        'content-encoding': coding,
        'content-length': String(bytes.length),
        'content-type': 'application/json',
        vary: 'Origin, Accept-Encoding',
      });
      expect(bytes.length).toBeLessThan(words.length / 5);
      expect(JSON.parse(String(decode[coding](bytes)))).toEqual({ text: words });
    }
  });

  test.each([
    ['without the field', '/long', undefined, 'Origin, Accept-Encoding'],
    ['with codings that it does not have', '/long', 'zstd', 'Origin, Accept-Encoding'],
    [
      'with a preference for the content as it is',
      '/long',
      'gzip;q=0.1, identity',
      'Origin, Accept-Encoding',
    ],
    ['with a short content', '/short', 'gzip', 'Origin'],
    ['with a media type that is compressed already', '/picture', 'gzip', 'Origin'],
    ['with a strong entity tag, which is for these bytes', '/tagged', 'gzip', 'Origin'],
    ['with no-transform', '/as-it-is', 'gzip', 'Origin'],
  ])('but not %s', async (_, path, encoding, vary) => {
    const { answer, bytes } = await ask(path, encoding);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['content-length']).toBe(String(bytes.length));
    expect(answer.headers.vary).toBe(vary);
  });

  test('with a weak entity tag', async () => {
    const { answer, bytes } = await ask('/weak', 'gzip');
    expect([answer.headers.etag, String(gunzipSync(bytes))]).toEqual(['W/"v1"', words]);
  });

  test('even a short one, if the client refuses the identity coding', async () => {
    const { answer, bytes } = await ask('/short', 'gzip, identity;q=0');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(String(gunzipSync(bytes)))).toEqual({ text: 'one' });
    const nothing = await ask('/none', 'gzip, *;q=0');
    expect([nothing.answer.statusCode, nothing.answer.headers['content-encoding']]).toEqual([
      204,
      undefined,
    ]);
  });

  test('a client that refuses every coding gets the identity coding', async () => {
    const { answer, bytes } = await ask('/long', 'identity;q=0');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(String(bytes))).toEqual({ text: words });
  });
});

test('HEAD has the fields of GET, except for an unknown length (RFC 9110 section 9.3.2)', async () => {
  const packed = await ask('/long', 'gzip', 'HEAD');
  expect(packed.bytes).toHaveLength(0);
  expect(packed.answer.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Origin, Accept-Encoding',
  });
  expect(packed.answer.headers['content-length']).toBeUndefined();
  expect(packed.answer.headers['transfer-encoding']).toBeUndefined();
  const plain = await ask('/long', undefined, 'HEAD');
  const got = await ask('/long');
  expect(plain.answer.headers['content-length']).toBe(String(got.bytes.length));
  expect(plain.answer.headers.vary).toBe('Origin, Accept-Encoding');
  const short = await ask('/short', 'gzip', 'HEAD');
  expect(short.answer.headers['content-length']).toBe('14');
  expect(short.answer.headers['content-encoding']).toBeUndefined();
});

test('listeners and in-process clients get the answers uncompressed', async () => {
  events.length = 0;
  await ask('/long', 'gzip');
  expect(events[0]!.response.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(String(Buffer.from(events[0]!.response.body)))).toEqual({ text: words });
  const headers = { 'accept-encoding': 'gzip' };
  const answer = await mock.fetch(new Request('http://mock.test/long', { headers }));
  expect([answer.headers.get('content-encoding'), await answer.json()]).toEqual([
    null,
    { text: words },
  ]);
});
