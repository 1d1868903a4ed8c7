import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fastify from 'fastify';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { fieldText } from '../../src/http/field-text.ts';
import { createJudge, type Finding, loadApi, messageOf } from '../../src/index.ts';
import {
  expressContract,
  fastifyContract,
  honoContract,
  type JudgedRequest,
} from '../../src/middleware/server.ts';
import { compileErrors } from './compile.ts';

// The conditions of the test runner lead Express to an ES module where it asks for CommonJS.
const require = createRequire(import.meta.url);
const found: { default?: unknown } = require('is-promise');
require.cache[require.resolve('is-promise')]!.exports = found.default ?? found;
const { default: express } = await import('express');

const project = join(import.meta.dirname, '../..');
const boat = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer', xml: { attribute: true } }, name: { type: 'string' } },
  xml: { name: 'boat' },
};
const content = (schema: unknown) => ({ 'application/json': { schema } });
const document = {
  openapi: '3.1.0',
  info: { title: 'Harbor', version: '1' },
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'integer' } }],
        responses: {
          200: { description: 'All', content: content({ type: 'array', items: boat }) },
        },
      },
      post: {
        operationId: 'createBoat',
        requestBody: {
          required: true,
          content: { ...content(boat), 'text/plain': { schema: { type: 'string' } } },
        },
        responses: {
          201: {
            description: 'Made',
            headers: { Location: { required: true, schema: { type: 'string' } } },
            content: { ...content(boat), 'application/xml': { schema: boat } },
          },
          '4XX': { description: 'Refused', content: { 'application/problem+json': {} } },
        },
      },
    },
    '/boats/{id}.{kind}': {
      parameters: ['id', 'kind'].map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: name === 'id' ? 'integer' : 'string' },
      })),
      delete: { operationId: 'sinkBoat', responses: { 204: { description: 'Sunk' } } },
      get: {
        operationId: 'readBoat',
        responses: { 200: { description: 'It', content: content(boat) } },
      },
    },
  },
};

const { api } = await loadApi('/harbor.json', { read: async () => JSON.stringify(document) });
const judge = createJudge(api!);
let folder: string;
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  // Inside the project, where `specwright/server` leads to its own source.
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/server-'));
  files = await generateFiles(api!, project, outputOf({ server: true }));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const handlers = `import type { Judge } from 'specwright/server';
import type { Request, Response } from 'express';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Context, Hono } from 'hono';
import express from 'express';
import fastify from 'fastify';
import { expressContract, fastifyContract, honoContract } from 'specwright/server';
import { expressHarbor, fastifyHarbor, type HarborHandlers, honoHarbor } from './server.ts';
declare const judge: Judge;
`;

test('handlers are typed by the contract', { timeout: 120_000 }, () => {
  const wrong = [
    'listBoats: ({ respond }) => respond(404),',
    "listBoats: ({ respond }) => respond(200, [{ id: 'one', name: 'Anna' }]),",
    'listBoats: ({ respond }) => respond(200),',
    'listBoats: ({ query, respond }) => respond(200, [{ id: 1, name: query.page }]),',
    'createBoat: ({ respond }) => respond(201, boat),',
    'createBoat: ({ respond }) => respond(201, boat, { headers: { Location: 1 } }),',
    "createBoat: ({ respond }) => respond(201, boat, { headers: { Location: '' }, mediaType: 'text/csv' }),",
    'sinkBoat: ({ respond }) => respond(204, {}),',
    'sinkBoat: () => 204,',
    "sinkShip: 'next',",
  ];
  const errors = compileErrors({
    ...Object.fromEntries(files),
    'right.ts': `${handlers}
export const harbor: HarborHandlers = {
  listBoats: ({ query, respond }) => respond(200, [{ id: query.page, name: 'Anna' }]),
  async createBoat(request) {
    const { respond } = request;
    if (request.mediaType === 'text/plain') {
      return respond(409, { title: request.body.toUpperCase() });
    }
    const { id, name } = request.body;
    return respond(201, { id, name }, { headers: { Location: '/boats/1' }, mediaType: 'application/xml' });
  },
  sinkBoat: ({ path: { id }, respond }) => { id satisfies number; return respond(204); },
  readBoat: 'next',
};
express().use(expressContract(judge)).use(expressHarbor(judge, harbor));
express().use(expressHarbor<{ request: Request; response: Response }>(judge, {
  ...harbor,
  sinkBoat: ({ respond }, { request }) => (request.secure ? respond(204) : respond(204)),
}));
const app = fastify();
await app.register(fastifyContract(judge));
await app.register(fastifyHarbor<{ request: FastifyRequest; reply: FastifyReply }>(judge, harbor));
new Hono().use(honoContract(judge)).use(honoHarbor<Context>(judge, harbor));
`,
    'wrong.ts': `import type { HarborHandlers } from './server.ts';
const boat = { id: 1, name: 'Anna' };
const rest = { listBoats: 'next', createBoat: 'next', sinkBoat: 'next', readBoat: 'next' } as const;
${wrong.map((each, index) => `export const h${index}: HarborHandlers = { ...rest, ${each} };`).join('\n')}
export const missing: HarborHandlers = { listBoats: 'next', createBoat: 'next', sinkBoat: 'next' };
`,
  });
  expect(errors.map((error) => error.split(':').slice(0, 2).join(':'))).toEqual(
    [...wrong, 'missing'].map((_, index) => `wrong.ts:${index + 4}`),
  );
});

async function listen(server: Server) {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

interface Given {
  readonly body: { readonly id: number; readonly name: string } | string;
  readonly mediaType: string;
  readonly path: { readonly id: number };
  readonly query: { readonly page: number };
  readonly respond: (status: number, ...answer: readonly unknown[]) => unknown;
}

const harbor = {
  listBoats: ({ query, respond }: Given) => respond(200, [{ id: query.page, name: 'Anna' }]),
  createBoat({ body, mediaType, respond }: Given) {
    if (mediaType === 'text/plain') return respond(409, { title: body });
    if ((body as { name: string }).name === 'throw') throw new Error('No');
    return respond(201, body, { headers: { Location: '/boats/1' } });
  },
  sinkBoat: ({ path, respond }: Given) =>
    respond(204, undefined, { headers: { 'X-Id': path.id, 'X-Port': 'Łódź, Köln' } }),
  readBoat: 'next',
};

interface Generated {
  readonly expressHarbor: (...given: readonly unknown[]) => ReturnType<typeof express.json>;
  readonly fastifyHarbor: (...given: readonly unknown[]) => () => Promise<void>;
  readonly honoHarbor: (...given: readonly unknown[]) => () => Promise<void>;
}

type Start = (
  generated: Generated,
  report: (findings: readonly Finding[]) => void,
) => Promise<{ url: string; stop: () => unknown }>;

const frameworks: Record<string, Start> = {
  Express({ expressHarbor }, report) {
    const app = express();
    app.use(expressContract(judge, { report }));
    app.use(expressHarbor(judge, harbor));
    app.get('/boats/:id.:kind', (_, response) => {
      response.json({ id: 1, name: 'own' });
    });
    return listen(createServer(app));
  },
  async Fastify({ fastifyHarbor }, report) {
    const app = fastify();
    await app.register(fastifyContract(judge, { report }));
    await app.register(fastifyHarbor(judge, harbor));
    app.get('/boats/:file', () => ({ id: 1, name: 'own' }));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return { url, stop: () => app.close() };
  },
  Hono({ honoHarbor }, report) {
    const app = new Hono<{ Variables: { contract: JudgedRequest } }>();
    app.use(honoContract(judge, { report }));
    app.use(honoHarbor(judge, harbor));
    app.get('/boats/:file', (c) => c.json({ id: 1, name: 'own' }));
    return listen(
      createServer(async (request, response) => {
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
      }),
    );
  },
};

describe.each(Object.entries(frameworks))('handlers in %s', (_, start) => {
  const reported: string[] = [];
  let url: string;
  let stop: () => unknown;
  beforeAll(async () => {
    const generated: Generated = await import(join(folder, 'server.ts'));
    ({ url, stop } = await start(generated, (findings) =>
      reported.push(...findings.map(messageOf)),
    ));
  });
  afterAll(() => stop());

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/boats`, {
      ...{ method: 'POST', body },
      headers: { 'content-type': 'application/json', ...headers },
    });

  test('get requests as the contract reads them', async () => {
    const list = await fetch(`${url}/boats?page=2`);
    expect([list.status, await list.json()]).toEqual([200, [{ id: 2, name: 'Anna' }]]);
    expect((await fetch(`${url}/boats?page=x`)).status).toBe(400);
    const sunk = await fetch(`${url}/boats/7.sail`, { method: 'DELETE' });
    expect([sunk.status, sunk.headers.get('x-id'), await sunk.text()]).toEqual([204, '7', '']);
    expect(fieldText(sunk.headers.get('x-port')!)).toBe('Łódź, Köln');
  });

  test('answer in the media type that is accepted, and that can carry the content', async () => {
    const made = await post('{"id":1,"name":"Anna"}');
    expect([made.status, made.headers.get('location'), await made.json()]).toEqual([
      201,
      '/boats/1',
      { id: 1, name: 'Anna' },
    ]);
    const xml = await post('{"id":1,"name":"Anna"}', { accept: 'application/xml' });
    expect(await xml.text()).toContain('<boat id="1"><name>Anna</name></boat>');
    const refused = await post('Anna', { 'content-type': 'text/plain' });
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect([refused.status, await refused.json()]).toEqual([409, { title: 'Anna' }]);
    expect(reported).toEqual([]);
  });

  test('may leave an operation to another route, and may fail', async () => {
    expect(await (await fetch(`${url}/boats/1.sail`)).json()).toEqual({ id: 1, name: 'own' });
    expect((await post('{"id":1,"name":"throw"}')).status).toBe(500);
  });
});
