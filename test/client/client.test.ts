import { afterEach, describe, expect, test, vi } from 'vitest';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createKhorosClient } from '../../generated/khoros/client.ts';
import { createMaiascoreClient } from '../../generated/maiascore/client.ts';
import { createPatascoreClient } from '../../generated/patascore/client.ts';
import { type ClientOptions, type Middleware, retry } from '../../src/client/client.ts';
import type { ApiContract } from '../../src/client/contract.ts';
import { answer, answering, clientOf } from './exchange.ts';

const ok = () => answer(200, 'application/json', '{}');

describe('a call', () => {
  test('is made by operation id, or by method and path', async () => {
    const { sent, fetch } = answering(answer(200, 'application/json', '{"id":"1"}'));
    const maiascore = createMaiascoreClient({ fetch });
    const call = { params: { path: { id: 'a/b' } }, body: {} };
    await maiascore.updateCustomer(call);
    await maiascore.PUT('/customers/{id}', call);
    for (const { method, url } of sent) {
      expect({ method, url }).toEqual({
        method: 'PUT',
        url: 'https://maiascore.com/customers/a%2Fb',
      });
    }
    expect(sent).toHaveLength(2);
  });

  test('of an operation that does not exist is refused', async () => {
    const post = createMaiascoreClient().POST as (path: string) => Promise<unknown>;
    await expect(post('/nowhere')).rejects.toThrow(
      'Cannot call POST /nowhere: the contract has no such operation',
    );
  });

  test('has the header fields of the client and of the call, and the described ones', async () => {
    const { sent, fetch } = answering(answer(401));
    const khoros = createKhorosClient({
      ...{ fetch, baseUrl: 'http://127.0.0.1:4010/khoros/' },
      headers: { 'x-one': '1', 'x-two': '2' },
    });
    await khoros.createCustomer({
      headers: { 'x-two': '3' },
      params: { header: { 'x-sf-initiative': '42' } },
      body: {},
    });
    expect(sent[0]!.url).toBe('http://127.0.0.1:4010/khoros/customer');
    expect(Object.fromEntries(sent[0]!.headers)).toMatchObject({
      'x-one': '1',
      'x-two': '3',
      'x-sf-initiative': '42',
    });
  });

  test('accepts the options of fetch', async () => {
    const { sent, fetch } = answering(ok());
    await clientOf({}, { fetch }).call({ redirect: 'manual', cache: 'no-store' });
    expect(sent[0]!.request).toMatchObject({ redirect: 'manual', cache: 'no-store' });
  });

  test('passes options of its platform to every attempt, though no Request keeps them', async () => {
    const seen: unknown[] = [];
    const fetch: ClientOptions['fetch'] = async (request, init) => {
      seen.push([(request as { next?: unknown }).next, init]);
      return seen.length === 1 ? answer(503, 'application/json', '{}') : ok();
    };
    const anew: Middleware = (request, next) => next(new Request(request));
    const next = { revalidate: 60 };
    const given = { next, cache: 'no-store', middleware: [retry(1, { delay: 0 }), anew] } as const;
    await clientOf({}, { fetch }).call(given);
    expect(seen).toEqual([
      [next, { next }],
      [next, { next }],
    ]);
  });

  test.each(['{"name":"é"}', ''])(
    'works on a platform without streams and decoders: %j',
    async (text) => {
      const bytes = new TextEncoder().encode(text);
      // As in React Native.
      const response = {
        ...{ status: 200, headers: new Headers({ 'content-type': 'application/json' }) },
        arrayBuffer: async () => bytes.buffer,
      } as unknown as Response;
      const sent: Request[] = [];
      const { timeout, any } = AbortSignal;
      Object.assign(AbortSignal, { timeout: undefined, any: undefined });
      for (const name of ['ReadableStream', 'TextDecoder']) {
        vi.stubGlobal(name, undefined);
      }
      try {
        const fetch: ClientOptions['fetch'] = async (request) => {
          sent.push(request);
          return response;
        };
        const answers = { 200: text === '' ? {} : { 'application/json': {} } };
        const client = clientOf({ answers }, { fetch, timeout: 60_000 });
        const { signal } = new AbortController();
        const { data } = await client.call({ signal });
        expect(data).toEqual(text === '' ? undefined : JSON.parse(text));
      } finally {
        Object.assign(AbortSignal, { timeout, any });
        vi.unstubAllGlobals();
      }
    },
  );
});

describe('the server', () => {
  test.each<[string, ClientOptions, Partial<ApiContract>, string]>([
    ['the first one of the document', {}, { server: 'https://a.test/v1' }, 'https://a.test/v1/'],
    ['another', { baseUrl: 'https://b.test' }, { server: 'https://a.test' }, 'https://b.test/'],
    [
      'made of its variables',
      { server: { region: 'eu' } },
      { server: 'https://{region}.a.test/{version}', variables: { region: 'us', version: 'v1' } },
      'https://eu.a.test/v1/',
    ],
  ])('is %s', async (_, options, contract, url) => {
    const { sent, fetch } = answering(ok());
    await clientOf({}, { baseUrl: undefined, fetch, ...options }, contract).call();
    expect(sent[0]!.url).toBe(url);
  });

  test('is that of the operation, if it has one and the caller gives no other', async () => {
    const { sent, fetch } = answering(ok());
    const own = { server: 'https://{zone}.files.test', variables: { zone: 'eu' } };
    const contract = { server: 'https://a.test' };
    await clientOf(own, { baseUrl: undefined, fetch }, contract).call();
    await clientOf(own, { baseUrl: 'https://b.test', fetch }, contract).call();
    expect(sent.map(({ url }) => url)).toEqual(['https://eu.files.test/', 'https://b.test/']);
  });

  test.each<
    [
      string,
      Partial<ApiContract>,
      Partial<ApiContract['operations'][string]>,
      string | undefined,
      string,
    ]
  >([
    [
      'a path, of the host that is said',
      { server: '/api/v3' },
      {},
      'https://b.test',
      'https://b.test/api/v3/',
    ],
    [
      'a path, and the slash counts once',
      { server: '/api/v3/' },
      {},
      'https://b.test/',
      'https://b.test/api/v3/',
    ],
    [
      'a path, unless another one is said',
      { server: '/api/v3' },
      {},
      'https://b.test/mock',
      'https://b.test/mock/',
    ],
    [
      'a path with a variable',
      { server: '/{tenant}/v3', variables: { tenant: 'acme' } },
      {},
      'https://b.test',
      'https://b.test/acme/v3/',
    ],
    [
      'a path of the operation',
      { server: '/api' },
      { server: '/up' },
      'https://b.test',
      'https://b.test/up/',
    ],
    [
      'a URL, all of which is replaced',
      { server: 'https://a.test/v1' },
      {},
      'https://b.test',
      'https://b.test/',
    ],
  ])('is %s', async (_, contract, operation, baseUrl, url) => {
    const { sent, fetch } = answering(ok());
    await clientOf(operation, { baseUrl, fetch }, contract).call();
    expect(sent[0]!.url).toBe(url);
  });

  test.each<[Partial<ApiContract>, string]>([
    [{}, 'its document names no host, so `baseUrl` must'],
    [{ server: '/v1' }, 'its document names no host, so `baseUrl` must'],
    [{ server: 'https://{a}.test' }, 'the server variable "a" has no value'],
  ])('must be known', async (contract, reason) => {
    await expect(clientOf({}, { baseUrl: undefined }, contract).call()).rejects.toThrow(
      `Cannot call the API: ${reason}`,
    );
  });
});

describe('credentials', () => {
  const schemes: NonNullable<ApiContract['schemes']> = {
    bearer: { http: 'Bearer' },
    basic: { http: 'Basic' },
    key: { in: 'header', name: 'X-Key' },
    query: { in: 'query', name: 'api key' },
    cookie: { in: 'cookie', name: 'session' },
  };

  async function sentWith(
    security: readonly (readonly string[])[],
    credentials: ClientOptions['credentials'],
    headers = {},
  ) {
    const { sent, fetch } = answering(ok());
    await clientOf({ security }, { fetch, credentials, headers }, { schemes }).call();
    const { url, headers: fields } = sent[0]!;
    return { url: url.replace('http://api.test', ''), ...Object.fromEntries(fields) };
  }

  test.each<[readonly (readonly string[])[], ClientOptions['credentials'], object]>([
    [[['bearer']], { bearer: 'abc' }, { authorization: 'Bearer abc' }],
    [[['bearer']], { bearer: () => 'abc' }, { authorization: 'Bearer abc' }],
    [[['bearer']], { bearer: async () => 'abc' }, { authorization: 'Bearer abc' }],
    [[['basic']], { basic: { username: 'é', password: ':' } }, { authorization: 'Basic w6k6Og==' }],
    [[['key']], { key: 'abc' }, { 'x-key': 'abc' }],
    [[['query']], { query: 'a&b' }, { url: '/?api%20key=a%26b' }],
    [[['cookie']], { cookie: 'abc' }, { cookie: 'session=abc' }],
    [[['bearer', 'key']], { bearer: 'a', key: 'b' }, { authorization: 'Bearer a', 'x-key': 'b' }],
    // The first alternative with all its credentials.
    [[['bearer', 'key'], ['query']], { bearer: 'a', query: 'b' }, { url: '/?api%20key=b' }],
    [[[], ['bearer']], { bearer: 'a' }, { authorization: 'Bearer a' }],
  ])('for %j are %j', async (security, credentials, expected) => {
    expect(await sentWith(security, credentials)).toMatchObject(expected);
  });

  test.each<[readonly (readonly string[])[], ClientOptions['credentials']]>([
    [[['bearer']], undefined],
    [[['bearer']], { bearer: () => undefined }],
    [[], { bearer: 'abc' }],
    [[['bearer', 'key']], { bearer: 'abc' }],
  ])('for %j with %j are none', async (security, credentials) => {
    expect(await sentWith(security, credentials)).not.toHaveProperty('authorization');
  });

  test('give way to an explicit header field', async () => {
    const headers = { authorization: 'Special' };
    expect(await sentWith([['bearer']], { bearer: 'abc' }, headers)).toMatchObject(headers);
  });

  test("have the types of the API's security schemes", async () => {
    const { sent, fetch } = answering(answer(200, 'application/json', '{}'));
    const options = { fetch, baseUrl: 'http://a.test', credentials: { authentication: 't' } };
    const body = {
      full_name: 'A',
      national_id: '1',
      phone: '0',
      location: 'K',
      gender: 'Male',
    } as const;
    await createPatascoreClient(options).registerCustomer({ body });
    await createKaitenClient({ fetch, credentials: { bearer: 't' } }).createCustomer({
      body: { name: 'A' },
    });
    expect(sent).toHaveLength(2);
    expect(sent[1]!.headers.get('authorization')).toBe('Bearer t');
  });
});

describe('a signal and a timeout', () => {
  afterEach(() => void vi.useRealTimers());

  const never: ClientOptions['fetch'] = (request) =>
    new Promise((_, reject) => {
      const { signal } = request;
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason));
    });

  test('of the client ends a call', async () => {
    const call = clientOf({}, { fetch: never, timeout: 5 }).call();
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('of the call overrides it', async () => {
    const call = clientOf({}, { fetch: never, timeout: 60_000 }).call({ timeout: 5 });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('both can end a call, and the first one does', async () => {
    const abort = new AbortController();
    const call = clientOf({}, { fetch: never, timeout: 60_000 }).call({ signal: abort.signal });
    abort.abort(new Error('Enough'));
    await expect(call).rejects.toThrow('Enough');
  });

  test.each([0, Infinity, 2 ** 40])(
    'of the call overrides that of the client: %d',
    async (timeout) => {
      vi.useFakeTimers();
      const fetch: ClientOptions['fetch'] = async ({ signal }) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        signal.throwIfAborted();
        return ok();
      };
      const call = clientOf({}, { fetch, timeout: 5 }).call({ timeout });
      await vi.advanceTimersByTimeAsync(20);
      expect(await call).toMatchObject({ ok: true });
    },
  );

  test('that has passed does not end a stream that has started; the caller may', async () => {
    vi.useFakeTimers();
    const fetch: ClientOptions['fetch'] = async ({ signal }) => {
      const body = new ReadableStream({
        async start(controller) {
          signal.addEventListener('abort', () => controller.error(signal.reason));
          await new Promise((resolve) => setTimeout(resolve, 30));
          if (!signal.aborted) controller.enqueue(new TextEncoder().encode('data: 1'));
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
    const abort = new AbortController();
    const answers = { 200: { 'text/event-stream': {} } };
    const client = clientOf({ answers }, { fetch, timeout: 10 });
    const { data } = await client.call({ signal: abort.signal });
    const reader = (data as ReadableStream<Uint8Array>).getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(30);
    expect(new TextDecoder().decode((await first).value)).toBe('data: 1');
    abort.abort(new Error('Enough'));
    await expect(reader.read()).rejects.toThrow('Enough');
  });

  test('end the reading of an answer as well', async () => {
    const fetch: ClientOptions['fetch'] = async (request) => {
      const body = new ReadableStream({
        start(controller) {
          request.signal.addEventListener('abort', () => controller.error(request.signal.reason));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    };
    const call = clientOf({}, { fetch, timeout: 5 }).call();
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('middleware', () => {
  test('sees each request and its answer, the first one outermost, and the call they belong to', async () => {
    const seen: unknown[] = [];
    const step =
      (name: string): Middleware =>
      async (request, next, call) => {
        seen.push([name, call]);
        const response = await next(request);
        seen.push([name, response.status]);
        return response;
      };
    const { fetch } = answering(ok());
    const client = clientOf({ path: '/x' }, { fetch, middleware: [step('outer'), step('inner')] });
    await client.call({ middleware: [step('of the call')] });
    const call = {
      operation: 'call',
      method: 'GET',
      path: '/x',
      baseUrl: 'http://api.test',
      isStream: false,
    };
    expect(seen).toEqual([
      ['outer', call],
      ['inner', call],
      ['of the call', call],
      ['of the call', 200],
      ['inner', 200],
      ['outer', 200],
    ]);
  });

  test('may change the request and the answer, or answer itself', async () => {
    const { sent, fetch } = answering(ok());
    const changes: Middleware = async (request, next) => {
      request.headers.set('x-added', '1');
      await next(request);
      return answer(200, 'application/json', '{"changed":true}');
    };
    const result = await clientOf({}, { fetch, middleware: [changes] }).call();
    expect(sent[0]!.headers.get('x-added')).toBe('1');
    expect(result.data).toEqual({ changed: true });
  });
});

describe('retry', () => {
  const quick = { delay: 0 };
  const busy = (headers = {}) => answer(503, 'application/json', '{}', headers);
  const answers = { 200: { 'application/json': {} }, 503: { 'application/json': {} } };

  async function attempts(
    responses: readonly (Response | Error)[],
    middleware: Middleware,
    method = 'GET',
    body?: unknown,
  ) {
    const { sent, fetch } = answering(...responses);
    const client = clientOf({ method, answers, body: { 'application/json': {} } }, { fetch });
    const outcome = await client
      .call({ middleware: [middleware], ...(body !== undefined && { body }) })
      .then(
        ({ status }) => status,
        (error: Error) => error.message,
      );
    return { times: sent.length, outcome, sent };
  }

  test.each<[string, readonly (Response | Error)[], number, number | string]>([
    ['until it is answered', [busy(), busy(), ok()], 3, 200],
    ['no more often than it should be', [busy()], 3, 503],
    ['after a failure of the network', [new Error('reset'), ok()], 2, 200],
    ['and the last failure counts', [new Error('reset')], 3, 'reset'],
    ['not where that would not help', [answer(404)], 1, 'undocumented'],
  ])('sends a request again %s', async (_, responses, times, outcome) => {
    expect(await attempts(responses, retry(2, quick))).toMatchObject({ times, outcome });
  });

  test.each([
    ['PUT', 2],
    ['DELETE', 2],
    ['POST', 1],
    ['PATCH', 1],
  ])('applies to idempotent methods (RFC 9110 section 9.2.2): %s', async (method, times) => {
    expect(await attempts([busy(), ok()], retry(2, quick), method)).toMatchObject({ times });
  });

  test('applies to other methods on request, and sends the same body', async () => {
    const methods = ['POST'];
    const { sent } = await attempts([busy(), ok()], retry(1, { ...quick, methods }), 'POST', {
      a: 1,
    });
    expect(sent.map(({ text }) => text)).toEqual(['{"a":1}', '{"a":1}']);
  });

  test('sends a stream once', async () => {
    const stream = new Blob(['{}']).stream();
    expect(await attempts([busy(), ok()], retry(1, quick), 'PUT', stream)).toMatchObject({
      times: 1,
    });
  });

  test.each([
    ['0', 2],
    [new Date(0).toUTCString(), 2],
    // The wait is too long, so the caller gets the answer.
    ['86400', 1],
    [new Date(Date.now() + 86_400_000).toUTCString(), 1],
    ['soon', 2],
  ])('waits as long as Retry-After says (RFC 9110 section 10.2.3): %s', async (field, times) => {
    const responses = [busy({ 'retry-after': field }), ok()];
    expect(await attempts(responses, retry(1, quick))).toMatchObject({ times });
  });

  test('stops with its call', async () => {
    const { sent, fetch } = answering(busy({ 'retry-after': '20' }));
    const client = clientOf({ answers }, { fetch, timeout: 10, middleware: [retry(5)] });
    await expect(client.call()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(sent).toHaveLength(1);
  });
});
