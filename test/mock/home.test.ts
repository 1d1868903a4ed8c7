import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { curlOf } from '../../src/example/curl.ts';
import { createMock, loadApi, type Mock, type NamedApi } from '../../src/index.ts';
import { describeApis, type ListedApi } from '../../src/mock/home.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from './api.ts';

/** One operation for every kind of requirement on the caller. */
const demanding = `
openapi: 3.1.0
info: { title: '<Demanding>', version: '1' }
paths:
  /plain: { get: { summary: 'a & b', responses: { '200': { description: Fine. } } } }
  /bearer: { get: { security: [{ bearer: [] }], responses: { '200': { description: Fine. } } } }
  /basic: { get: { security: [{ basic: [] }], responses: { '200': { description: Fine. } } } }
  /keys: { get: { security: [{ header: [], query: [], cookie: [] }], responses: { '200': { description: Fine. } } } }
  /optional: { get: { security: [{ bearer: [] }, {}], responses: { '200': { description: Fine. } } } }
  /things/{id}.{ext}/{when}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string, format: uuid } }
      - { name: ext, in: path, required: true, schema: { enum: [json, xml] } }
      - { name: when, in: path, required: true, schema: { type: string }, example: 'a/b c' }
    head: { responses: { '200': { description: Fine. } } }
    delete:
      parameters:
        - { name: ids, in: query, required: true, schema: { type: array, items: { type: integer }, minItems: 2 } }
        - { name: filter, in: query, required: true, style: deepObject, schema: { type: object, properties: { a: { type: string } } } }
        - { name: X-Trace, in: header, required: true, schema: { type: string, pattern: '^[0-9a-f]{16}$' } }
        - { name: session, in: cookie, required: true, schema: { type: string } }
        - { name: rest, in: query, required: true, content: { application/json: { schema: { type: object } } } }
      responses: { '204': { description: Gone. } }
  /json: { post: { requestBody: { content: { application/json: { example: { it's: 'é' } } } }, responses: { '201': { description: Made. } } } }
  /xml: { put: { requestBody: { required: true, content: { application/xml: { schema: { type: object, xml: { name: a }, properties: { b: { type: integer } } } } } }, responses: { '200': { description: Made. } } } }
  /form: { post: { requestBody: { required: true, content: { application/x-www-form-urlencoded: { schema: { type: object, required: [a], properties: { a: { type: integer } } } } } }, responses: { '201': { description: Made. } } } }
  /parts: { post: { requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, required: [a], properties: { a: { type: integer } } } } } }, responses: { '201': { description: Made. } } } }
  /lines: { post: { requestBody: { required: true, content: { text/plain: { example: "@a\\nb" } } }, responses: { '201': { description: Made. } } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
    header: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: sid }
`;

let mock: Mock;
let listed: readonly ListedApi[];

beforeAll(async () => {
  const specs = fileURLToPath(new URL('../../specs/', import.meta.url));
  const apis: NamedApi[] = [{ name: 'demanding', api: await apiOf(demanding) }];
  for (const name of readdirSync(specs)) {
    const { api } = await loadApi(`${specs}${name}/openapi.yaml`, { name });
    apis.push({ name, api: api! });
  }
  mock = createMock(apis);
  listed = await describeApis(
    apis.map(({ name, api }) => ({ name, api, prefix: `/${name}`, schemas: createSchemas(api) })),
  );
});

describe('the example request of every operation', () => {
  it('is answered with success', async () => {
    const failed: string[] = [];
    for (const { operations } of listed) {
      for (const { request } of operations) {
        if (request === undefined) throw new Error('there is no request');
        const { status, body } = await mock.handle(request);
        if (status < 200 || status > 299) {
          const command = curlOf(request, 'http://mock.test');
          failed.push(`${status} ${command}\n${new TextDecoder().decode(body)}`);
        }
      }
    }
    expect(failed).toEqual([]);
    expect(listed.flatMap(({ operations }) => operations).length).toBeGreaterThan(15);
  });
});

describe('the front page', () => {
  const get = (accept: string, target = '/') =>
    mock.handle({
      method: 'GET',
      target,
      headers: { accept, host: 'mock.test:4010' },
      body: new Uint8Array(),
    });
  const textOf = async (accept: string, target?: string) =>
    new TextDecoder().decode((await get(accept, target)).body);

  it('is HTML for a browser, with everything escaped', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const html = await textOf(accept);
    expect((await get(accept)).headers['content-type']).toBe('text/html; charset=utf-8');
    expect(html).toContain('&lt;Demanding&gt;');
    expect(html).toContain('a &amp; b');
    expect(html).not.toContain('<Demanding>');
    expect(html).toContain("curl 'http://mock.test:4010/demanding/plain'");
  });

  it('is JSON for a program, with the same commands', async () => {
    const page = JSON.parse(await textOf('application/json'));
    expect(page.apis[0]).toMatchObject({
      name: 'demanding',
      title: '<Demanding>',
      url: 'http://mock.test:4010/demanding',
    });
    expect(page.apis[0].operations[1]).toEqual({
      id: 'GET /bearer',
      method: 'GET',
      path: '/bearer',
      deprecated: false,
      curl: "curl 'http://mock.test:4010/demanding/bearer' -H 'Authorization: Bearer TOKEN'",
    });
    expect(page.apis).toHaveLength(listed.length);
  });

  it('runs and shows only files of the mock, which are cached forever', async () => {
    const html = await textOf('text/html');
    const { headers } = await get('text/html');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(html).not.toMatch(/<style|<script(?! (defer )?src="__specwright\/console\/)/);
    const files = [...html.matchAll(/(?:src|href)="(__specwright\/console\/[^"]+)"/g)];
    expect(files).toHaveLength(3);
    for (const [, file] of files) {
      const { status, headers } = await get('*/*', `/${file}`);
      expect([status, headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
    expect((await get('*/*', '/__specwright/console/console.0.js')).status).toBe(404);
  });

  it('links to the documentation, if it is served beside the mock', async () => {
    expect(await textOf('text/html')).not.toContain('Documentation');
    const api = await apiOf(demanding);
    const documented = createMock([{ name: 'a b', api }], { docs: '/__specwright/docs/' });
    const request = {
      method: 'GET',
      target: '/__specwright/home',
      headers: { accept: 'text/html' },
    };
    const { body } = await documented.handle({ ...request, body: new Uint8Array() });
    const html = new TextDecoder().decode(body);
    expect(html).toContain('<a class="docs" href="/__specwright/docs/">Documentation</a>');
    expect(html).toContain('<a href="/__specwright/docs/a%20b/index.html">Reference</a>');
    expect(html).toContain('/__specwright/docs/try?api=a+b&amp;operation=GET+%2Fplain');
  });

  it('makes no external requests', async () => {
    const html = await textOf('text/html');
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\/|<img|@import|url\(/);
    expect((await get('text/html')).headers['content-security-policy']).toContain(
      "default-src 'none'",
    );
  });

  it('gives way to an API with an operation at the root, and stays at its usual path', async () => {
    const api = await apiOf(
      `{ openapi: 3.1.0, info: { title: R, version: '1' }, paths: { /: { get: { responses: { '200': { description: Root., content: { text/plain: { example: root } } } } } } } }`,
    );
    const rooted = createMock([{ name: 'r', api }]);
    const answer = async (target: string) =>
      new TextDecoder().decode(
        (await rooted.handle({ method: 'GET', target, headers: {}, body: new Uint8Array() })).body,
      );
    expect(await answer('/')).toBe('root');
    expect(await answer('/__specwright/home')).toContain('<h1>Mock server</h1>');
    expect(await answer('/__specwright/')).toContain('<h1>Console</h1>');
  });
});
