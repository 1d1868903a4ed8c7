import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createJudge,
  type Finding,
  type JudgedRequest,
  loadApi,
  messageOf,
} from '../../src/index.ts';
import {
  expressContract,
  fastifyContract,
  honoContract,
  type ServerContractOptions,
} from '../../src/middleware/server.ts';

// The conditions of the test runner lead Express to an ES module where it asks for CommonJS.
const require = createRequire(import.meta.url);
const found: { default?: unknown } = require('is-promise');
require.cache[require.resolve('is-promise')]!.exports = found.default ?? found;
const { default: express } = await import('express');

const boat = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, length: { type: 'integer' } },
};
const content = { 'application/json': { schema: boat } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Boats', version: '1' },
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
        responses: { 200: { description: 'All', content } },
      },
      post: {
        operationId: 'createBoat',
        security: [{ bearer: [] }],
        requestBody: { required: true, content },
        responses: { 201: { description: 'Made', content } },
      },
    },
  },
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
};
const { api } = await loadApi('/boats.json', { read: async () => JSON.stringify(document) });
const judge = createJudge(api!);

/** Answers with the type of the page, or with a boat. A boat without a name breaks the contract. */
const listed = ({ query }: JudgedRequest) => ({ name: typeof query.page });
const made = (body: unknown) =>
  (body as { name: string }).name === 'broken' ? { length: 'x' } : (body as object);

type Start = (options: ServerContractOptions) => Promise<{ url: string; stop: () => unknown }>;

async function listen(server: Server) {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

const frameworks: Record<string, Start> = {
  Express(options) {
    const app = express();
    app.use(expressContract(judge, options));
    app.use(express.json());
    app.get('/boats', (_, response) => {
      response.json(listed(response.locals.contract));
    });
    app.post('/boats', ({ body }, response) => {
      response.status(201).json(made(body));
    });
    return listen(createServer(app));
  },
  async Fastify(options) {
    const app = fastify();
    await app.register(fastifyContract(judge, options));
    app.get('/boats', (request) =>
      listed((request as unknown as { contract: JudgedRequest }).contract),
    );
    app.post('/boats', ({ body }, reply) => reply.code(201).send(made(body)));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return { url, stop: () => app.close() };
  },
  Hono(options) {
    const app = new Hono<{ Variables: { contract: JudgedRequest } }>();
    app.use(honoContract(judge, options));
    app.get('/boats', (c) => c.json(listed(c.get('contract'))));
    app.post('/boats', async (c) => c.json(made(await c.req.json()), 201));
    const server = createServer(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = 'GET', url, headers } = request;
      const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) };
      const fields = headers as Record<string, string>;
      const answer = await app.fetch(
        new Request(`http://127.0.0.1${url}`, { method, headers: fields, ...body }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    });
    return listen(server);
  },
};

const running: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

describe.each(Object.entries(frameworks))('the contract in %s', (_, start) => {
  async function started(options: ServerContractOptions = {}) {
    const reported: string[] = [];
    const report = (findings: readonly Finding[]) => reported.push(...findings.map(messageOf));
    const { url, stop } = await start({ report, ...options });
    running.push(stop);
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${url}/boats`, {
        ...{ method: 'POST', body },
        headers: { authorization: 'Bearer T', 'content-type': 'application/json', ...headers },
      });
    return { url, post, reported };
  }

  test('passes valid requests, decoded', async () => {
    const { url, post, reported } = await started();
    const list = await fetch(`${url}/boats?page=2`);
    expect([list.status, await list.json()]).toEqual([200, { name: 'number' }]);
    const create = await post('{"name":"Anna"}');
    expect([create.status, await create.json()]).toEqual([201, { name: 'Anna' }]);
    expect(reported).toEqual([]);
  });

  test('refuses invalid requests with problem details', async () => {
    const { url, post } = await started();
    const refused = await post('{"length":1}');
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await refused.json()).toMatchObject({
      title: 'Bad Request',
      errors: [expect.stringContaining('name')],
    });
    expect((await fetch(`${url}/boats?page=x`)).status).toBe(400);
    expect((await post('<x/>', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await post('{"length":1}', { authorization: 'Basic x' })).status).toBe(401);
  });

  test('refuses a body that is too large, and answers', async () => {
    const { post } = await started({ limit: 20 });
    expect((await post('{"name":"12345678901234567890"}')).status).toBe(413);
    expect((await post('{"name":"1"}')).status).toBe(201);
  });

  test('reports an invalid answer, and sends it', async () => {
    const { post, reported } = await started();
    expect(await (await post('{"name":"broken"}')).json()).toEqual({ length: 'x' });
    await expect.poll(() => reported.length).toBe(2);
    expect(reported.join('\n')).toMatch(/name/);
  });

  test('ignores answers if configured', async () => {
    const { post, reported } = await started({ answers: false });
    expect((await post('{"name":"broken"}')).status).toBe(201);
    await new Promise((done) => setTimeout(done, 50));
    expect(reported).toEqual([]);
  });
});

test.each(['Express', 'Hono', 'Fastify'])(
  'an undescribed path and method are refused in %s',
  async (name) => {
    const { url, stop } = await frameworks[name]!({});
    running.push(stop);
    expect((await fetch(`${url}/ships`)).status).toBe(404);
    const refused = await fetch(`${url}/boats`, { method: 'DELETE' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST']);
  },
);
