import { describe, expect, test } from 'vitest';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createKhorosClient } from '../../generated/khoros/client.ts';
import { createMaiascoreClient, type MaiascoreClient } from '../../generated/maiascore/client.ts';
import { type ClientOptions, createClient } from '../../src/client/client.ts';

const customer = { uuid: 'u & v', gender: 'female', maritalStatus: 'single' } as const;

/** A `fetch` that keeps what it was asked and answers with what it is given. */
function exchange(body: BodyInit | null, init: ResponseInit = {}) {
  const sent: { url: string; method: string; headers: Headers; text: string }[] = [];
  const options: Pick<ClientOptions, 'fetch'> = {
    fetch: async (request) => {
      const { url, method, headers } = request;
      sent.push({ url, method, headers, text: await request.text() });
      return new Response(body, init);
    },
  };
  return { sent, options };
}

const json = { headers: { 'content-type': 'application/json' } };

describe('a request body', () => {
  test.each<[string, (client: MaiascoreClient) => Promise<unknown>, string, string]>([
    [
      'JSON when nothing is said',
      (client) => client.POST('/customers', { body: customer }),
      'application/json',
      JSON.stringify(customer),
    ],
    [
      'a form',
      (client) =>
        client.POST('/customers', {
          body: customer,
          contentType: 'application/x-www-form-urlencoded',
        }),
      'application/x-www-form-urlencoded',
      'uuid=u%20%26%20v&gender=female&maritalStatus=single',
    ],
    [
      'a form whose media type has a parameter',
      (client) =>
        client.POST('/customers', {
          body: customer,
          contentType: 'application/x-www-form-urlencoded; charset=utf-8',
        }),
      'application/x-www-form-urlencoded; charset=utf-8',
      'uuid=u%20%26%20v&gender=female&maritalStatus=single',
    ],
    [
      'XML with the root that the document names',
      (client) => client.POST('/customers', { body: customer, contentType: 'application/xml' }),
      'application/xml',
      '<?xml version="1.0" encoding="UTF-8"?><item><uuid>u &amp; v</uuid>' +
        '<gender>female</gender><maritalStatus>single</maritalStatus></item>',
    ],
  ])('is %s', async (_, call, contentType, text) => {
    const { sent, options } = exchange('{"id":"1"}', json);
    await call(createMaiascoreClient(options));
    expect(sent).toMatchObject([{ text }]);
    expect(sent[0]!.headers.get('content-type')).toBe(contentType);
  });

  test('that is not described is encoded by what is said of it', async () => {
    const { sent, options } = exchange(null, { status: 204 });
    const client = createClient<{ '/notes': { post: Noting } }>({
      ...options,
      baseUrl: 'http://localhost',
    });
    await client.POST('/notes', { body: 'é', contentType: 'text/plain' });
    await client.POST('/notes', { body: new Uint8Array([1]), contentType: 'image/png' });
    await client.POST('/notes', { body: { a: 1, b: [2, 3] }, contentType: 'multipart/form-data' });
    expect(sent.map(({ headers }) => headers.get('content-type')?.split('=')[0])).toEqual([
      'text/plain; charset',
      'image/png',
      'multipart/form-data; boundary',
    ]);
    expect(sent[0]!.text).toBe('é');
    expect(sent[2]!.text.match(/name="\w+"/g)).toEqual(['name="a"', 'name="b"', 'name="b"']);
  });
});

interface Noting {
  requestBody: {
    content: {
      'text/plain': string;
      'image/*': string;
      'multipart/form-data': { a: number; b: number[] };
    };
  };
  responses: { 204: { content?: never } };
}

describe('a request', () => {
  test('goes to the first server of the document, with the path filled in and the token', async () => {
    const { sent, options } = exchange('{"id":"1"}', json);
    const client = createMaiascoreClient({ ...options, token: async () => 'secret' });
    await client.PUT('/customers/{id}', { params: { path: { id: 'a/b' } }, body: {} });
    expect(sent[0]).toMatchObject({ method: 'PUT', url: 'https://maiascore.com/customers/a%2Fb' });
    expect(sent[0]!.headers.get('authorization')).toBe('Bearer secret');
  });

  test('goes elsewhere when asked, with the headers of the client and of the call', async () => {
    const { sent, options } = exchange(null, { status: 401 });
    const client = createKhorosClient({
      ...options,
      baseUrl: 'http://127.0.0.1:4010/khoros/',
      headers: { 'x-one': '1', 'x-two': '2' },
    });
    await client.POST('/customer', {
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
});

describe('an answer', () => {
  test('of problem JSON is a value, and its status tells which', async () => {
    const { options } = exchange('{"title":"Taken","code":"conflict"}', {
      status: 409,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
    const result = await createKaitenClient(options).POST('/customers', { body: { name: 'A' } });
    expect(result).toMatchObject({ ok: false, status: 409, error: { title: 'Taken' } });
    expect(result.response.headers.get('content-type')).toContain('problem+json');
  });

  test('of text is text, even where it looks like JSON', async () => {
    const { options } = exchange('123', { status: 400, headers: { 'content-type': 'text/plain' } });
    const result = await createKhorosClient({ ...options, baseUrl: 'http://localhost' }).POST(
      '/customer',
      { body: {} },
    );
    expect(result).toMatchObject({ ok: false, status: 400, error: '123' });
  });

  test('of XML is text', async () => {
    const { options } = exchange('<item/>', { headers: { 'content-type': 'application/xml' } });
    const result = await createMaiascoreClient(options).POST('/customers', { body: {} });
    expect(result).toMatchObject({ ok: true, status: 200, data: '<item/>' });
  });

  test('of anything else is its bytes', async () => {
    const { options } = exchange(new Uint8Array([0, 255]), {
      headers: { 'content-type': 'image/png' },
    });
    const result = await createMaiascoreClient(options).POST('/customers', { body: {} });
    expect(result).toMatchObject({ data: new Uint8Array([0, 255]) });
  });

  test.each([204, 401, 500])('without content is undefined, with status %s', async (status) => {
    const { options } = exchange(null, { status });
    const result = await createMaiascoreClient(options).POST('/customers', { body: {} });
    expect(result).toMatchObject({ ok: status === 204, status });
    expect(result.data ?? result.error).toBeUndefined();
  });

  test('that is not the JSON it says it is throws when it is a success', async () => {
    const { options } = exchange('<html>', json);
    await expect(createMaiascoreClient(options).POST('/customers', { body: {} })).rejects.toThrow(
      'Cannot read the answer 200 to POST /customers as application/json: ' +
        'line 1, column 1: a value is expected, and "<" is there',
    );
  });

  test('that is not the JSON it says it is stays text when it is a failure', async () => {
    const { options } = exchange('<html>', { status: 502, ...json });
    const result = await createMaiascoreClient(options).POST('/customers', { body: {} });
    expect(result).toMatchObject({ ok: false, status: 502, error: '<html>' });
  });
});
