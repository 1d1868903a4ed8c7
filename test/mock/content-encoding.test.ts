import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Listening, listen, type MockEvent } from '../../src/index.ts';
import { apiOf } from './api.ts';

const spec = `
openapi: 3.0.3
info: { title: Sums, version: '1' }
paths:
  /sums:
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { type: array, items: { type: integer } } } }
      responses: { '201': { description: Written. } }
`;
const limit = 10_000;
const events: MockEvent[] = [];
let server: Extract<Listening, { ok: true }>;

beforeAll(async () => {
  const onAnswer = (event: MockEvent) => void events.push(event);
  const mock = createMock([await apiOf(spec)], { bodyLimit: limit, onAnswer });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  server = listening;
});

afterAll(() => server.close());

function post(body: Uint8Array, coding: string): Promise<Response> {
  return fetch(`${server.url}/sums`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': coding },
    body: new Uint8Array(body),
  });
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('a compressed content is judged decoded (RFC 9110 section 8.4)', () => {
  it.each<[string, Uint8Array, number]>([
    ['gzip', gzipSync(json([1])), 201],
    ['GZip', gzipSync(json([1])), 201],
    ['x-gzip', gzipSync(json([1])), 201],
    ['deflate', deflateSync(json([1])), 201],
    ['deflate', deflateRawSync(json([1])), 201],
    ['br', brotliCompressSync(json([1])), 201],
    ['gzip, br', brotliCompressSync(gzipSync(json([1]))), 201],
    ['identity', json([1]), 201],
    ['gzip', gzipSync(json(['x'])), 422],
    ['gzip', json([1]), 400],
    ['br', json([1]), 400],
    ['compress', json([1]), 415],
    ['gzip, gzip, gzip, gzip', json([1]), 415],
    ['__proto__', json([1]), 415],
    ['gzip', gzipSync(Buffer.alloc(limit + 1)), 413],
    ['br', brotliCompressSync(Buffer.alloc(limit + 1)), 413],
  ])('%s %#', async (coding, body, status) => {
    const response = await post(body, coding);
    expect(response.status).toBe(status);
    expect(response.headers.get('accept-encoding')).toBe(status === 415 ? codings : null);
  });

  const codings = process.versions.node.startsWith('20.')
    ? 'gzip, deflate, br'
    : expect.stringMatching(/^gzip, deflate, br(, zstd)?$/);

  it('in a process, too', async () => {
    const mock = createMock([await apiOf(spec)]);
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(json([1]))),
    };
    expect((await mock.fetch(new Request('http://mock.test/sums', init))).status).toBe(201);
  });
});

it('a refusal of a content that is too large is reported like every answer', async () => {
  events.length = 0;
  const response = await post(Buffer.alloc(limit + 1), 'identity');
  await response.arrayBuffer();
  expect(events.map(({ request, response: { status } }) => [request.target, status])).toEqual([
    ['/sums', 413],
  ]);
});
