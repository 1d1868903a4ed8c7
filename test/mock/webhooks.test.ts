import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../src/index.ts';
import { apiOf } from './api.ts';

const document = `
openapi: 3.1.0
info: { title: Post office, version: '1' }
webhooks:
  parcel arrived:
    post:
      operationId: parcelArrived
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [parcel], properties: { parcel: { type: integer } } }
            example: { parcel: 3 }
      responses:
        '202': { description: taken, content: { application/json: { schema: { type: array } } } }
`;

async function receive(answer: string) {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(`${request.method} ${request.url} ${body}`);
    response.writeHead(202, { 'content-type': 'application/json' }).end(answer);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

async function officeMock() {
  const mock = createMock([{ name: 'office', api: await apiOf(document) }]);
  return async (path: string, content?: unknown, headers = {}) => {
    const init = content === undefined ? {} : { method: 'POST', body: JSON.stringify(content) };
    const url = `http://localhost/__specwright/webhooks${path}`;
    const response = await mock.fetch(new Request(url, { ...init, headers }));
    return { status: response.status, content: (await response.json()) as Record<string, unknown> };
  };
}

test('a webhook is listed, sent by hand, and both of its messages are judged', async () => {
  const ask = await officeMock();
  expect((await ask('')).content).toEqual({
    webhooks: [{ name: 'parcel arrived', api: 'office', method: 'POST' }],
  });
  const good = await receive('[]');
  const sent = await ask('/parcel%20arrived', { url: good.url });
  expect(sent.content).toMatchObject({ method: 'POST', status: 202, findings: [] });
  const own = await ask('/parcel%20arrived', { url: good.url, body: { parcel: 8 } });
  expect(own.status).toBe(200);
  expect(good.received).toEqual(['POST /hook {"parcel":3}', 'POST /hook {"parcel":8}']);

  const bad = await receive('{}');
  const judged = await ask('/parcel%20arrived', { url: bad.url });
  expect(judged.content.findings).toMatchObject([{ code: 'value-invalid' }]);
});

test.each([
  ['an unknown name', '/parcel', { url: 'http://127.0.0.1:1/' }, 404, 'no webhook "parcel"'],
  [
    'a host of others',
    '/parcel%20arrived',
    { url: 'http://intra.test/' },
    403,
    'intra.test are not',
  ],
  ['no URL', '/parcel%20arrived', { url: 'file:///etc/hosts' }, 422, 'not an HTTP URL'],
  ['no content', '/parcel%20arrived', {}, 422, 'the content must be'],
  [
    'a body that breaks the contract',
    '/parcel%20arrived',
    { url: 'http://127.0.0.1:1/', body: { parcel: 'x' } },
    422,
    '/parcel must be integer',
  ],
  ['a receiver that is away', '/parcel%20arrived', { url: 'http://127.0.0.1:1/' }, 502, 'be sent'],
])('%s is refused', async (_, path, content, status, reason) => {
  const ask = await officeMock();
  const refused = await ask(path, content);
  expect(refused.status).toBe(status);
  expect(refused.content.detail).toContain(reason);
});

test('a page of another site cannot send one', async () => {
  const ask = await officeMock();
  const { url, received } = await receive('[]');
  const refused = await ask('/parcel%20arrived', { url }, { origin: 'https://other.example.com' });
  expect(refused.status).toBe(403);
  expect(received).toEqual([]);
});

test('the journal does not judge the answer of a receiver that gave none', async () => {
  const mock = createMock([{ name: 'office', api: await apiOf(document) }]);
  const { url } = await receive('[]');
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const { port } = gone.address() as AddressInfo;
  gone.close();
  for (const to of [`http://127.0.0.1:${port}/hook`, url]) {
    const body = JSON.stringify({ url: to, retries: 0 });
    await mock.fetch(
      new Request('http://localhost/__specwright/webhooks/parcel%20arrived', {
        method: 'POST',
        body,
      }),
    );
  }
  const texts = (await mock.journal()).map(({ trail }) => trail.map(({ text }) => text));
  expect(texts[0]).toEqual([
    'the mock sent parcelArrived, POST parcel arrived of "office"',
    'the request keeps the contract',
    '202 application/json',
    expect.stringMatching(/^no answer, because the receiver gave none \(attempt 1 of 1: .+\)$/),
    'no content',
  ]);
  expect(texts[1]).toContain('the answer keeps the contract');
});
