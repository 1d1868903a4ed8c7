import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ExpressionContext, fillExpressions } from '../../src/api/runtime-expression.ts';
import { createMock, type MockOptions } from '../../src/index.ts';
import type { CallbackEvent } from '../../src/mock/callbacks.ts';
import { apiOf } from './api.ts';

/** A subscription whose answer triggers one callback to this URL, with this content. */
function documentOf(expression: string, content: object = json, answer: object = created): string {
  const callback = {
    operationId: 'onData',
    parameters: [{ name: 'kind', in: 'query', required: true, schema: { const: 'new' } }],
    requestBody: { content },
    responses: { 204: { description: 'Received.' } },
  };
  const subscribe = {
    operationId: 'subscribe',
    requestBody: {
      content: {
        'application/json': { schema: { type: 'object' } },
        'application/x-www-form-urlencoded': {
          schema: { type: 'object', properties: { url: { type: 'string' } } },
        },
      },
    },
    responses: {
      201: {
        description: 'Subscribed.',
        content: answer,
      },
      422: { description: 'Not subscribed.' },
    },
    callbacks: { onData: { [expression]: { post: callback } } },
  };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'It', version: '1' },
    paths: { '/subscriptions': { post: subscribe } },
  });
}

const created = { 'application/json': { example: { id: 7 } } };
const json = { 'application/json': { example: { temperature: 21 } } };

let receiver: Server | undefined;
afterEach(() => receiver?.close());

interface Received {
  readonly line: string;
  readonly type: string | undefined;
  readonly body: string;
}

/** A server that receives callbacks: its URL, and the received requests. */
async function receive(status = 204): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    received.push({ line: `${method} ${url}`, type: headers['content-type'], body });
    response.writeHead(status, { location: 'http://other.test/' }).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  return { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, received };
}

interface Subscription {
  readonly document: string;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly options?: MockOptions;
}

/** Subscribes; returns the status of the answer, and the result of the callback. */
async function subscribe(given: Subscription): Promise<{
  readonly status: number;
  readonly event: Promise<CallbackEvent>;
}> {
  const api = await apiOf(given.document);
  let onCallback: (event: CallbackEvent) => void = () => {};
  const event = new Promise<CallbackEvent>((resolve) => {
    onCallback = resolve;
  });
  const mock = createMock([{ name: 'it', api }], { callbacks: true, onCallback, ...given.options });
  const response = await mock.fetch(
    new Request('http://mock.test/subscriptions', {
      method: 'POST',
      headers: { 'content-type': given.type ?? 'application/json', ...given.headers },
      body: given.body,
    }),
  );
  return { status: response.status, event };
}

describe('a callback', () => {
  const document = documentOf('{$request.body#/url}/data?id={$response.body#/id}');

  it('is sent to the URL from the request, with the content from the contract', async () => {
    const { url, received } = await receive();
    const { status, event } = await subscribe({ document, body: JSON.stringify({ url }) });
    expect(status).toBe(201);
    expect(await event).toMatchObject({ name: 'onData', method: 'POST', status: 204 });
    expect(received).toEqual([
      { line: 'POST /data?id=7&kind=new', type: 'application/json', body: '{"temperature":21}' },
    ]);
  });

  it('is sent for a form, and as a form', async () => {
    const { url, received } = await receive();
    const form = { 'application/x-www-form-urlencoded': { example: { temperature: 21 } } };
    const { event } = await subscribe({
      document: documentOf('{$request.body#/url}', form),
      body: new URLSearchParams({ url }).toString(),
      type: 'application/x-www-form-urlencoded',
    });
    await event;
    expect(received).toEqual([
      {
        line: 'POST /?kind=new',
        type: 'application/x-www-form-urlencoded',
        body: 'temperature=21',
      },
    ]);
  });

  it('can use values of an answer in any media type', async () => {
    const { url, received } = await receive();
    const schema = { type: 'object', xml: { name: 's' }, properties: { id: { type: 'integer' } } };
    const { event } = await subscribe({
      document: documentOf('{$request.body#/url}/{$response.body#/id}', json, {
        'application/xml': { schema, example: { id: 7 } },
      }),
      body: JSON.stringify({ url }),
    });
    await event;
    expect(received).toMatchObject([{ line: 'POST /7?kind=new' }]);
  });

  it('does not follow a redirect', async () => {
    const { url } = await receive(302);
    const { event } = await subscribe({ document, body: JSON.stringify({ url }) });
    expect(await event).toMatchObject({ status: 302 });
  });

  it.each([
    ['another machine', 'http://example.com', 'callbacks to example.com are not allowed'],
    ['what only looks like this one', 'http://127.0.0.1.example.com', /are not allowed$/],
    ['no URL', 'somewhere', 'it is not an HTTP URL'],
    ['a file', 'file:///etc/passwd', 'it is not an HTTP URL'],
    ['nobody', undefined, 'there is no $request.body#/url'],
    ['who does not listen', 'http://127.0.0.1:1', /ECONNREFUSED|bad port/],
  ])('to %s fails without a trace in the answer', async (_, url, reason) => {
    const { status, event } = await subscribe({
      document,
      body: JSON.stringify({ url }),
    });
    expect(status).toBe(201);
    const { status: none, reason: given } = await event;
    expect(none).toBeUndefined();
    expect(given).toEqual(reason instanceof RegExp ? expect.stringMatching(reason) : reason);
  });

  it.each<[string, Partial<Subscription>]>([
    ['unless it is allowed', { options: { callbacks: false } }],
    ['for a request that breaks the contract', { body: '[]' }],
    ['for an answer that is an error', { headers: { prefer: 'code=422' } }],
    ['for a callback', { headers: { 'specwright-callback': 'onData' } }],
  ])('is not sent %s', async (_, given) => {
    const { url, received } = await receive();
    const { event } = await subscribe({ document, body: JSON.stringify({ url }), ...given });
    // One that is sent after it has arrived when this has.
    await (await subscribe({ document, body: JSON.stringify({ url }) })).event;
    expect(received).toHaveLength(1);
    expect(await Promise.race([event, 'nothing'])).toBe('nothing');
  });
});

describe('a runtime expression', () => {
  const happened: ExpressionContext = {
    url: 'http://mock.test/pets/7?tag=a%20b',
    method: 'GET',
    statusCode: 200,
    request: {
      target: '/pets/7?tag=a%20b',
      path: { id: 7 },
      headers: { 'x-trace': 'abc' },
      body: { user: { 'first name': 'Kim' }, list: [1, 2] },
    },
    response: { headers: { location: '/pets/8' }, body: 'done' },
  };
  const cases: readonly (readonly [text: string, want: string])[] = [
    ['$url', 'http://mock.test/pets/7?tag=a%20b'],
    ['{$method} {$statusCode}', 'GET 200'],
    ['$request.path.id', '7'],
    ['$request.query.tag', 'a b'],
    ['$request.header.X-Trace', 'abc'],
    ['$request.body#/user/first%20name', 'Kim'],
    ['{$request.body#/list/1}', '2'],
    ['$response.body', 'done'],
    ['$response.header.Location', '/pets/8'],
    ['http://a.test/{id}', 'http://a.test/{id}'],
  ];
  it.each(cases)('%s', (text, want) => {
    expect(fillExpressions(text, happened)).toEqual({ ok: true, text: want });
  });

  it.each([
    '$request.query.none',
    '$request.path.constructor',
    '$request.body#/user',
    '$request.body#/none',
    '$response.query.tag',
    '$nothing',
  ])('%s has no value', (text) => {
    expect(fillExpressions(text, happened)).toEqual({ ok: false, reason: `there is no ${text}` });
  });
});
