import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMock, type MockOptions } from '../../src/index.ts';
import type { CallbackEvent } from '../../src/mock/callbacks.ts';
import { apiOf } from './api.ts';

const field = (name: string) => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string' },
});

const parcel = {
  operationId: 'parcelArrived',
  requestBody: { content: { 'application/json': { example: { parcel: 3 } } } },
  responses: {
    204: { description: 'Taken.' },
    '5XX': { description: 'Later.' },
    429: { description: 'Later.' },
  },
};

function documentOf(parameters: readonly object[] = []): string {
  const webhook = { ...parcel, parameters };
  const subscribe = {
    operationId: 'subscribe',
    requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
    responses: { 201: { description: 'Subscribed.' } },
    callbacks: { arrival: { '{$request.body#/url}': { post: parcel } } },
  };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Post office', version: '1' },
    paths: { '/subscriptions': { post: subscribe } },
    webhooks: { parcel: { post: webhook } },
  });
}

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers messages in turn with these statuses; the last one repeats. */
async function receiver(...statuses: number[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    const status = statuses[Math.min(received.length, statuses.length) - 1]!;
    if (status === 0) response.destroy();
    else response.writeHead(status, { 'retry-after': '0' }).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

async function office(
  webhooks: NonNullable<MockOptions['webhooks']>[string] = {},
  parameters: readonly object[] = [],
  options: MockOptions = {},
) {
  const api = await apiOf(documentOf(parameters));
  const mock = createMock([{ name: 'office', api }], {
    webhooks: { office: { backoff: 1, ...webhooks } },
    ...options,
  });
  const ask = async (path: string, content?: unknown, headers = {}) => {
    const init = content === undefined ? {} : { method: 'POST', body: JSON.stringify(content) };
    const response = await mock.fetch(new Request(`http://localhost${path}`, { ...init, headers }));
    const text = await response.text();
    return { status: response.status, content: text === '' ? {} : JSON.parse(text) };
  };
  const send = (url: string, others = {}, name = 'parcel') =>
    ask(`/__specwright/webhooks/${name}`, { url, ...others });
  return { mock, ask, send };
}

test('a message without a success is retried, as often as configured', async () => {
  const { send, mock } = await office({ retries: 3 });
  const later = await receiver(503, 0, 429, 204);
  expect((await send(later.url)).content).toMatchObject({ status: 204, attempts: 4 });
  expect(later.received).toHaveLength(4);
  expect(
    (await mock.journal()).map(({ response, trail }) => [
      response.status,
      /attempt \d of \d/.exec(trail.find(({ step }) => step === 'chosen')!.text)?.[0],
    ]),
  ).toEqual([
    [503, 'attempt 1 of 4'],
    [0, 'attempt 2 of 4'],
    [429, 'attempt 3 of 4'],
    [204, 'attempt 4 of 4'],
  ]);

  const never = await receiver(500);
  expect((await send(never.url)).content).toMatchObject({ status: 500, attempts: 4 });
  const once = await receiver(500);
  expect((await send(once.url, { retries: 0 })).content).toMatchObject({ attempts: 1 });
  const refused = await receiver(400);
  expect((await send(refused.url)).content).toMatchObject({ status: 400, attempts: 1 });
  const gone = await send('http://127.0.0.1:1/');
  expect(gone.status).toBe(502);
});

test('a message is signed by HMAC-SHA256 in the configured field', async () => {
  const { send, ask } = await office({
    secret: 'hush',
    signing: { header: 'X-Hub-Signature-256', prefix: 'sha256=' },
  });
  const { url, received } = await receiver(204);
  await send(url);
  const wanted = createHmac('sha256', 'hush').update(received[0]!.body).digest('hex');
  expect(received[0]!.headers['x-hub-signature-256']).toBe(`sha256=${wanted}`);
  expect((await ask('/__specwright/webhooks/parcel')).content).toMatchObject({
    body: '{"parcel":3}',
    signature: 'HMAC-SHA256 in X-Hub-Signature-256',
    retries: 2,
  });
  // The journal shows that the message was signed, without the signature.
  const { content } = await ask('/__specwright/journal');
  expect(JSON.stringify(content)).not.toContain(wanted);
  expect(content.entries[0]).toMatchObject({ source: 'receiver', operation: 'parcelArrived' });
});

test('a contract with the fields of Standard Webhooks determines how a message is signed', async () => {
  // The vector of https://github.com/standard-webhooks/standard-webhooks, spec section "Signature scheme".
  const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
  const fields = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(field);
  const { send } = await office({ secret }, fields);
  const { url, received } = await receiver(503, 204);
  await send(url);
  const [first, second] = received.map(({ headers }) => headers);
  expect(first!['webhook-id']).toBe(second!['webhook-id']);
  const { body, headers } = received[0]!;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.slice(6), 'base64');
  const wanted = createHmac('sha256', key).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${wanted}`);
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);

  const plain = await office({ secret });
  const other = await receiver(204);
  await plain.send(other.url);
  expect(other.received[0]!.headers['webhook-signature']).toBeUndefined();
});

test('an invalid signing configuration is refused at the start', async () => {
  await expect(office({ signing: 'standard-webhooks' })).rejects.toThrow('there is no secret');
  await expect(office({ signing: 'standard-webhooks', secret: '%%' })).rejects.toThrow('base64');
});

test('a callback is sent by hand, as a webhook is', async () => {
  const { send, ask } = await office();
  const { content } = await ask('/__specwright/webhooks');
  expect(content.webhooks.map(({ name }: { name: string }) => name)).toEqual([
    'parcel',
    'subscribe/arrival',
  ]);
  const { url, received } = await receiver(204);
  expect((await send(url, {}, 'subscribe/arrival')).content).toMatchObject({ status: 204 });
  expect(received[0]!.body).toBe('{"parcel":3}');
});

test('a callback is retried, judged, and shown in the journal of its session', async () => {
  const events: CallbackEvent[] = [];
  const onCallback = (event: CallbackEvent) => events.push(event);
  const { ask } = await office({}, [], { callbacks: true, onCallback });
  const { url } = await receiver(503, 418);
  await ask(
    '/subscriptions',
    { url },
    {
      'content-type': 'application/json',
      'specwright-session': 'alice',
    },
  );
  await vi.waitFor(() => expect(events).toMatchObject([{ status: 418, attempts: 2 }]), 30_000);
  const { content } = await ask('/__specwright/journal?session=alice');
  expect(content.entries).toMatchObject([
    { source: 'receiver', findings: [{ code: 'status-undocumented' }], request: { target: url } },
    { source: 'receiver', findings: [] },
    { operation: 'subscribe' },
  ]);
});

test('a document with only webhooks has a front page, a console, and its webhooks to send', async () => {
  const document = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Only webhooks', version: '1' },
    webhooks: { parcel: { post: parcel } },
  });
  const mock = createMock([{ name: 'office', api: await apiOf(document) }]);
  const page = async (path: string) => {
    const accept = { headers: { accept: 'text/html' } };
    return (await mock.fetch(new Request(`http://localhost${path}`, accept))).text();
  };
  expect(await page('/')).toContain('parcelArrived');
  expect(await page('/__specwright/')).toContain('href="#webhooks"');
});
