import createClient from 'openapi-fetch';
import { describe, expect, test } from 'vitest';
import { kaitenContract } from '../../generated/kaiten/client.ts';
import type { paths as KaitenPaths } from '../../generated/kaiten/types.ts';
import { maiascoreContract } from '../../generated/maiascore/client.ts';
import type { paths as MaiascorePaths } from '../../generated/maiascore/types.ts';
import {
  type ApiContract,
  type ClientOptions,
  forOpenapiFetch,
  type Middleware,
  retry,
} from '../../src/client/client.ts';
import { xmlCodec } from '../../src/client/xml.ts';
import { openJudge } from '../../src/index.ts';
import { contractCheck } from '../../src/middleware/contract-check.ts';
import { answer, answering } from './exchange.ts';

const json = (value: unknown = {}) => answer(200, 'application/json', JSON.stringify(value));

/** A client of openapi-fetch for MaiaScore. */
function maiascoreOf(given: ClientOptions) {
  const { options, middleware } = forOpenapiFetch(maiascoreContract, given);
  const client = createClient<MaiascorePaths>(options);
  client.use(middleware);
  return client;
}

interface AnyPaths {
  '/x/{id}': {
    post: {
      parameters: {
        path: { id: string };
        query?: { ids?: number[]; where?: { a: { b: number } } };
        header?: { 'x-list'?: string[] };
        cookie?: { session?: string };
      };
      requestBody?: { content: { 'application/xml': { a?: string }; 'text/plain': string } };
      responses: {
        200: {
          content: {
            'application/json': { at: string };
            'application/xml': { b: number };
            'text/plain': string;
          };
        };
        400: { content: { 'application/xml': { reason: string } } };
      };
    };
  };
}

const anyContract: ApiContract = {
  server: 'http://api.test',
  codecs: [xmlCodec],
  operations: {
    x: {
      ...{ method: 'POST', path: '/x/{id}' },
      styles: [
        { in: 'query', name: 'ids', style: 'pipeDelimited', explode: false },
        { in: 'query', name: 'where', content: 'application/json' },
      ],
      body: { 'application/xml': { shape: 0, rootName: 'x' }, 'text/plain': {} },
      answers: {
        '200': { 'application/json': {}, 'application/xml': { shape: 1 }, 'text/plain': {} },
        '400': { 'application/xml': { shape: 1 } },
      },
    },
  },
  shapes: [
    { types: ['object'], properties: { a: 2 } },
    { types: ['object'], properties: { b: 3, reason: 2 } },
    { types: ['string'] },
    { types: ['integer'] },
  ],
};

function anyClient(given: ClientOptions) {
  const { options, middleware } = forOpenapiFetch(anyContract, given);
  const client = createClient<AnyPaths>(options);
  client.use(middleware);
  return client;
}

const to = { params: { path: { id: 'a/b' } } } as const;

describe('a client of openapi-fetch', () => {
  test('writes parameters in their styles', async () => {
    const { sent, fetch } = answering(json());
    await anyClient({ fetch }).POST('/x/{id}', {
      params: {
        path: { id: 'a/b' },
        query: { ids: [1, 2], where: { a: { b: 1 } } },
        header: { 'x-list': ['a', 'b'] },
        cookie: { session: 's' },
      },
    });
    expect(sent[0]!.url).toBe(
      'http://api.test/x/a%2Fb?ids=1%7C2&where=%7B%22a%22%3A%7B%22b%22%3A1%7D%7D',
    );
    expect(Object.fromEntries(sent[0]!.headers)).toMatchObject({
      'x-list': 'a,b',
      cookie: 'session=s',
    });
  });

  test.each([
    ['application/json', undefined, '{"uuid":"é & <b>","gender":"female"}'],
    [
      'application/xml',
      'application/xml',
      '<?xml version="1.0" encoding="UTF-8"?><item><uuid>é &amp; &lt;b&gt;</uuid><gender>female</gender></item>',
    ],
    [
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'uuid=%C3%A9%20%26%20%3Cb%3E&gender=female',
    ],
  ])('writes a body of %s', async (type, contentType, text) => {
    const { sent, fetch } = answering(json({ id: '1' }));
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    const body = { uuid: 'é & <b>', gender: 'female' } as const;
    const { data } = await maiascoreOf({ fetch }).POST('/customers', { body, headers });
    expect(data?.id satisfies string | undefined).toBe('1');
    expect(sent[0]).toMatchObject({ text, url: 'https://maiascore.com/customers' });
    expect(sent[0]!.headers.get('content-type')).toBe(type);
  });

  test('writes the only media type if the caller names none, and sends encoded bodies unchanged', async () => {
    const { sent, fetch } = answering(json());
    const { body: _, ...x } = anyContract.operations.x!;
    const contract = {
      ...anyContract,
      operations: { x: { ...x, body: { 'application/xml': {} } } },
    };
    const { options, middleware } = forOpenapiFetch(contract, { fetch });
    const client = createClient<AnyPaths>(options);
    client.use(middleware);
    await client.POST('/x/{id}', { ...to, body: { a: '1' } });
    const form = new FormData();
    form.set('a', '1');
    await client.POST('/x/{id}', { ...to, body: form as never });
    expect(sent[0]!.headers.get('content-type')).toBe('application/xml');
    expect(sent[1]!.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/);
  });

  test.each([
    ['null', null, 'null', 'application/json'],
    ['no body', undefined, '', null],
  ])('sends %s', async (_, body, text, type) => {
    const { sent, fetch } = answering(json());
    const { x } = anyContract.operations;
    const contract = {
      ...anyContract,
      operations: { x: { ...x!, body: { 'application/json': {} } } },
    };
    const { options, middleware } = forOpenapiFetch(contract, { fetch });
    const client = createClient<AnyPaths>(options);
    client.use(middleware);
    await client.POST('/x/{id}', { ...to, body: body as never });
    expect(sent[0]!.text).toBe(text);
    expect(sent[0]!.headers.get('content-type')).toBe(type);
  });

  test.each([
    ['application/xml', '<x><b>1</b></x>', { b: 1 }],
    ['application/json', '{"at":"now"}', { at: 'now' }],
    ['text/plain', 'two words', 'two words'],
  ])('reads an answer of %s', async (type, text, data) => {
    const { fetch } = answering(answer(200, type, text));
    const result = await anyClient({ fetch }).POST('/x/{id}', to);
    expect(result.data).toEqual(data);
    expect(result.response.headers.get('content-type')).toBe(type);
  });

  test('reads a failure, and refuses content that contradicts its media type', async () => {
    const { fetch } = answering(
      answer(400, 'application/xml', '<x><reason>no</reason></x>'),
      answer(200, 'application/xml', '<x>'),
      answer(204),
    );
    const client = anyClient({ fetch });
    const { error } = await client.POST('/x/{id}', to);
    expect(error?.reason satisfies string | undefined).toBe('no');
    await expect(client.POST('/x/{id}', to)).rejects.toThrow('the content is not application/xml');
    expect((await client.POST('/x/{id}', to)).data).toBeUndefined();
  });

  test('leaves an answer alone if the caller reads it in another way', async () => {
    const { fetch } = answering(answer(200, 'application/xml', '<x><b>1</b></x>'));
    const { data } = await anyClient({ fetch }).POST('/x/{id}', { ...to, parseAs: 'text' });
    expect(data).toBe('<x><b>1</b></x>');
  });

  test('sends credentials, retries, and is checked against its contract', async () => {
    const told: string[] = [];
    const judge = await openJudge('specs/kaiten/openapi.yaml');
    const check = contractCheck(judge, {
      report: (findings) => told.push(...findings.map(({ code }) => code)),
    });
    const { sent, fetch } = answering(new TypeError('no network'), json({ id: '1' }));
    const again = retry(1, { delay: 0, methods: ['POST'] });
    const middleware: readonly Middleware[] = [again, check];
    const parts = forOpenapiFetch(kaitenContract, {
      ...{ fetch, middleware, credentials: { bearer: async () => 'T' } },
      baseUrl: 'http://127.0.0.1/kaiten/',
    });
    const kaiten = createClient<KaitenPaths>(parts.options);
    kaiten.use(parts.middleware);
    await kaiten.POST('/customers', { body: { name: 'A' } });
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({
      url: 'http://127.0.0.1/kaiten/customers',
      text: '{"name":"A"}',
    });
    expect(sent[1]!.headers.get('authorization')).toBe('Bearer T');
    expect(told).toContain('status-undocumented');
  });

  test('supports the middleware and options of openapi-fetch', async () => {
    const { sent, fetch } = answering(json());
    const client = anyClient({ fetch });
    client.use({
      onRequest({ request }) {
        request.headers.set('x-own', '1');
      },
    });
    const controller = new AbortController();
    await client.POST('/x/{id}', {
      ...to,
      headers: { 'x-call': '2' },
      cache: 'no-store',
      signal: controller.signal,
    });
    expect(sent[0]!.request.cache).toBe('no-store');
    expect(Object.fromEntries(sent[0]!.headers)).toMatchObject({ 'x-own': '1', 'x-call': '2' });
    controller.abort();
    await expect(client.POST('/x/{id}', { ...to, signal: controller.signal })).rejects.toThrow();
  });

  test('refuses unknown operations, and requests that middleware has replaced', async () => {
    const { fetch } = answering(json());
    const client = anyClient({ fetch });
    const nowhere = client.POST as unknown as (path: string) => Promise<unknown>;
    await expect(nowhere('/nowhere')).rejects.toThrow(
      'Cannot call POST /nowhere: the contract has no such operation',
    );
    const { options, middleware } = forOpenapiFetch(anyContract, { fetch });
    const other = createClient<AnyPaths>(options);
    other.use({ onRequest: ({ request }) => new Request(request) }, middleware);
    await expect(other.POST('/x/{id}', to)).rejects.toThrow(
      'Cannot call x: another middleware replaced its request',
    );
  });

  test('gets its types from its paths', () => {
    const client = maiascoreOf({});
    // @ts-expect-error A value outside the enum.
    expect(() => client.POST('/customers', { body: { gender: 'unknown' } })).toBeTypeOf('function');
    // @ts-expect-error There is no such path.
    expect(() => client.POST('/clients')).toBeTypeOf('function');
  });
});
