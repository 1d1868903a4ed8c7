import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  ContractError,
  createJudge,
  exchangeOf,
  loadApi,
  openJudge,
  requestOf,
  responseOf,
} from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { brief, json } from './exchanges.ts';

const unreadable =
  'Cannot read the request: its body is neither bytes, text, nor what a JSON content was parsed into';
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('requestOf()', () => {
  test('reads a Fetch request and leaves its body to the caller', async () => {
    const request = new Request('https://api.example.com/v1/pets?limit=1#top', {
      method: 'POST',
      headers: { 'X-Trace': 't' },
      body: 'é',
    });
    const read = await requestOf(request);
    expect(read).toMatchObject({
      method: 'POST',
      target: '/v1/pets?limit=1',
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-trace': 't' },
    });
    expect(text(read.body)).toBe('é');
    expect(await request.text()).toBe('é');
  });

  test.each([
    [{ url: '/pets/%2e?x=%zz' }, { method: 'GET', target: '/pets/%2e?x=%zz', headers: {} }],
    [{ url: '/pets#top' }, { target: '/pets' }],
    [{ url: '*', method: 'OPTIONS' }, { target: '*' }],
    [{ url: 'https://api.example.com' }, { target: '/' }],
    [
      { target: '/pets', method: 'PUT' },
      { method: 'PUT', target: '/pets' },
    ],
    // Methods are case-sensitive (RFC 9110 section 9.1), and Fetch sends this one unchanged.
    [{ url: '/pets', method: 'patch' }, { method: 'patch' }],
    [{ url: '/pets', headers: { 'X-A': '1' } }, { headers: { 'x-a': '1' } }],
    [
      { url: '/pets', headers: { 'X-A': ['1', '2'], 'x-a': '3' } },
      { headers: { 'x-a': ['1', '2', '3'] } },
    ],
    [{ url: '/pets', headers: new Headers([['X-A', '1']]) }, { headers: { 'x-a': '1' } }],
    [{ url: '/pets', headers: [['X-A', '1']] as const }, { headers: { 'x-a': '1' } }],
  ])('reads plain data: %j', async (message, wanted) => {
    expect(await requestOf(message)).toMatchObject(wanted);
  });

  test.each([
    ['text', 'é'],
    ['bytes', Uint8Array.of(0xc3, 0xa9)],
    ['a buffer', Uint8Array.of(0xc3, 0xa9).buffer],
    ['a stream', new Blob(['é']).stream()],
  ])('reads a body that is %s', async (_, body) => {
    expect(text((await requestOf({ url: '/', body })).body)).toBe('é');
  });

  test("reads Node's message to its end, once", async () => {
    const seen: unknown[] = [];
    const server = createServer(async (incoming, outgoing) => {
      seen.push(await requestOf(incoming), await requestOf(incoming).catch(String));
      outgoing.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await fetch(`http://127.0.0.1:${port}/pets?limit=1`, { method: 'POST', body: 'Rex' });
    server.close();
    expect(seen).toMatchObject([
      { method: 'POST', target: '/pets?limit=1', body: new TextEncoder().encode('Rex') },
      'TypeError: Cannot read the request: its stream has been read; hand over its parts, with the bytes as "body"',
    ]);
  });

  test.each<[string, () => Parameters<typeof requestOf>[0] | Promise<never>, string]>([
    ['no URL', () => ({ method: 'GET' }), 'Cannot read the request: it has no URL'],
    [
      'a relative URL',
      () => ({ url: 'pets' }),
      'Cannot read the request: "pets" is neither a URL nor an absolute path',
    ],
    [
      'a form that has been parsed',
      () => ({
        url: '/',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: { name: 'Rex' },
      }),
      unreadable,
    ],
  ])('refuses %s', async (_, message, wanted) => {
    await expect(requestOf(await message())).rejects.toThrow(new TypeError(wanted));
  });

  test('refuses a body that has been used', async () => {
    const request = new Request('https://api.example.com/', { method: 'POST', body: 'x' });
    await request.text();
    await expect(requestOf(request)).rejects.toThrow(
      'Cannot read the request: its body has been used; judge it first, or judge a clone of it',
    );
  });
});

describe('requestOf() accepts parsed JSON', () => {
  const posted = (body: object, headers: Record<string, string> = json) =>
    requestOf({ method: 'POST', url: '/pets', headers, body });

  test('as a framework provides it', async () => {
    expect(await posted({ name: 'Rex' })).toMatchObject({ json: { name: 'Rex' } });
    expect(await posted([1], { 'content-type': 'application/merge-patch+json' })).toMatchObject({
      json: [1],
    });
  });

  test('or as an argument', async () => {
    expect(await requestOf({ url: '/', headers: json, json: 0 })).toMatchObject({ json: 0 });
    const twice = await requestOf(await requestOf({ url: '/', headers: json, json: false }));
    expect(twice.json).toBe(false);
  });

  /** A message of Node with the properties that a framework added. */
  const message = (headers: Record<string, string>, added: object) =>
    requestOf(Object.assign(Readable.from([]), { method: 'POST', url: '/pets', headers }, added));

  test.each<[string, Record<string, string>, object, unknown]>([
    ['a content', { ...json, 'content-length': '2' }, { body: {} }, {}],
    ['a chunked content', { ...json, 'transfer-encoding': 'chunked' }, { body: {} }, {}],
    ['no content', {}, { body: {} }, undefined],
    ['an empty content', { ...json, 'content-length': '0' }, { body: {} }, undefined],
    ['no content, unparsed', {}, {}, undefined],
  ])('reports that there is %s', async (_, headers, added, wanted) => {
    const { body, json: parsed } = await message(headers, added);
    expect([body.length, parsed]).toEqual([0, wanted]);
  });

  test('with the original URL, before a router removed a part of it', async () => {
    expect(await message({}, { originalUrl: '/v1/pets' })).toMatchObject({ target: '/v1/pets' });
  });
});

describe('responseOf()', () => {
  test('reads a Fetch response, cookies line by line', async () => {
    const response = new Response('{}', { status: 201, headers: { 'X-A': '1' } });
    response.headers.append('Set-Cookie', 'a=1');
    response.headers.append('Set-Cookie', 'b=2');
    expect(await responseOf(response)).toMatchObject({
      status: 201,
      headers: { 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] },
    });
    expect(await response.json()).toEqual({});
  });

  test("reads Node's statusCode", async () => {
    const message = { statusCode: 204, headers: {} } satisfies Partial<IncomingMessage>;
    expect(await responseOf(message)).toEqual({ status: 204, headers: {}, body: new Uint8Array() });
    await expect(responseOf({ headers: {} })).rejects.toThrow('it has no status');
  });
});

describe('judge.fetched()', async () => {
  const judge = createJudge(
    await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://{region}.example.com/v1', variables: {region: {default: eu}}}]
paths:
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: d, content: {application/json: {schema: {type: object}}}}}
`),
  );
  const answer = () => Response.json({});

  test.each([
    [
      'https://eu.example.com/v1/pets/7?limit=1',
      ['parameter-undocumented query parameter "limit"'],
    ],
    ['http://localhost:3000/v1/pets/7', []],
    ['http://localhost:3000/pets/7', []],
    ['http://localhost:3000/v1/pets/x', ['value-invalid type path parameter "id"']],
    ['http://localhost:3000/v1/dogs', ['path-unknown the path']],
  ])('leaves the base path of a server out: %s', async (url, wanted) => {
    const { findings } = await judge.fetched(new Request(url), answer());
    expect(brief(findings)).toEqual(wanted);
  });

  test.each(['http://127.0.0.1:3000/proxy/', '/proxy'])(
    'leaves out the base path that the program configures: %s',
    async (baseUrl) => {
      const behind = createJudge(judge.api, { baseUrl });
      for (const path of ['/proxy/pets/7', '/v1/pets/7', '/pets/7']) {
        expect((await behind.fetched({ url: path }, answer())).findings).toEqual([]);
      }
      const { findings } = await behind.fetched({ url: '/proxy2/pets/7' });
      expect(brief(findings)).toEqual(['path-unknown the path']);
    },
  );

  test('tells another method of a path behind a base path', async () => {
    const { findings } = await judge.fetched({ url: '/v1/pets/7', method: 'PUT' });
    expect(brief(findings)).toEqual(['method-unknown the method']);
  });

  test('judges the answer like judge.exchange()', async () => {
    const request = new Request('https://eu.example.com/v1/pets/7');
    const response = Response.json([]);
    const wanted = ['value-invalid type response body'];
    const fetched = await judge.fetched(request, response);
    expect(brief(fetched.findings)).toEqual(wanted);
    expect(fetched.operation?.id).toBe('GET /pets/{id}');
    const exchange = await exchangeOf({ url: '/pets/7' }, response);
    expect(brief(judge.exchange(exchange).findings)).toEqual(wanted);
  });
});

describe('openJudge()', () => {
  const kaiten = fileURLToPath(new URL('../../specs/kaiten/openapi.yaml', import.meta.url));

  test('loads a document and returns its judge', async () => {
    expect((await openJudge(kaiten)).api.operations.length).toBeGreaterThan(0);
  });

  test('refuses unusable documents with all faults and their places', async () => {
    const source = `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  pets: {}
  /pets:
    get: {responses: {'200': {$ref: '#/components/responses/Pet'}}}
`;
    const opened = openJudge('pets.yaml', { cwd: '/apis', read: async () => source });
    await expect(opened).rejects.toThrow(ContractError);
    await expect(opened).rejects.toMatchInlineSnapshot(`
      [ContractError: Cannot use "pets.yaml" as a contract
        pets.yaml:4:3: the document is not valid OpenAPI: a path starts with "/", and "pets" does not
        pets.yaml:6:31: cannot follow the reference "#/components/responses/Pet": nothing is there]
    `);
    const missing = openJudge('none.yaml', { cwd: '/nowhere' });
    await expect(missing).rejects.toMatchInlineSnapshot(`
      [ContractError: Cannot use "none.yaml" as a contract
        cannot read "none.yaml": there is no such file]
    `);
  });
});

test.each(['%zz', 'a%2Fb.yaml', '//host/a.yaml'])(
  'loadApi() reports a reference that can name no file: %s',
  async (reference) => {
    const source = { openapi: '3.1.0', info: {}, paths: { '/': { $ref: `${reference}#/a` } } };
    const { findings } = await loadApi('/apis/pets.json', {
      read: async (uri) =>
        uri === 'file:///apis/pets.json'
          ? JSON.stringify(source)
          : await readFile(new URL(uri), 'utf8'),
    });
    expect(findings.map(({ code }) => code)).toEqual(['reference-dangling']);
  },
);
