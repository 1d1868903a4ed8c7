import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createJudge, messageOf } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

const judge = createJudge(
  await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /it:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {type: array}}}}}}
`),
);
const list = Buffer.from('[1]');
const type = { 'content-type': 'application/json' };

async function found(body: Uint8Array, coding: string): Promise<readonly string[]> {
  const headers = { ...type, 'content-encoding': coding };
  const { findings } = await judge.fetched({ url: '/it' }, { status: 200, headers, body });
  return findings.map(messageOf);
}

test.each<[string, Uint8Array]>([
  ['gzip', gzipSync(list)],
  ['gzip', list],
  ['deflate', deflateSync(list)],
  ['deflate', list],
  ['br', list],
])(
  'a content with %s is judged decoded, whether a client decoded it or not: %#',
  async (coding, body) => {
    expect(await found(body, coding)).toEqual([]);
  },
);

test('a content that cannot be decoded is reported', async () => {
  expect(await found(brotliCompressSync(list), 'br')).toEqual([
    'response body cannot be read as application/json: it is not UTF-8, and may not have been decoded from br',
  ]);
});

test("an answer of Node's is decoded", async () => {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { ...type, 'content-encoding': 'gzip' }).end(gzipSync(list));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((resolve) =>
    get({ port, path: '/it' }, resolve),
  );
  const judged = await judge.fetched({ url: '/it' }, answer);
  server.close();
  expect(judged.findings).toEqual([]);
  expect(judged.response.body).toEqual([1]);
});
