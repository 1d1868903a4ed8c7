import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InfiniteQueryObserver, MutationObserver, QueryClient } from '@tanstack/query-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from './compile.ts';

const project = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  // Inside the project, where `specwright/client` leads to its own source.
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/queries-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const fine = (schema?: unknown) => ({ description: 'Fine', ...(schema ? json(schema) : {}) });
const problem = { description: 'Not so', content: { 'application/problem+json': {} } };
const query = (name: string, schema: unknown) => ({ name, in: 'query', schema });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const list = (item: string, members: object = {}) => ({
  type: 'object',
  required: ['items', ...Object.keys(members)],
  properties: {
    items: { type: 'array', items: { $ref: `#/components/schemas/${item}` } },
    ...members,
  },
});

const harbor = {
  openapi: '3.1.0',
  info: { title: 'Harbor', version: '1' },
  servers: [{ url: 'https://harbor.example' }],
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        parameters: [
          query('page', { type: 'integer', minimum: 1 }),
          query('per_page', { type: 'integer', default: 2 }),
          query('color', { type: 'string' }),
        ],
        responses: { 200: fine(list('Boat', { total: { type: 'integer' } })), 400: problem },
      },
      post: {
        operationId: 'createBoat',
        requestBody: { required: true, ...json({ $ref: '#/components/schemas/Boat' }) },
        responses: { 201: fine({ $ref: '#/components/schemas/Boat' }), 409: problem },
      },
    },
    '/boats/{id}': {
      parameters: [id],
      get: {
        operationId: 'readBoat',
        responses: { 200: fine({ $ref: '#/components/schemas/Boat' }), 404: problem },
      },
      head: { operationId: 'hasBoat', responses: { 204: fine() } },
      delete: { operationId: 'delete', responses: { 204: fine() } },
    },
    '/entries': {
      get: {
        operationId: 'listEntries',
        parameters: [query('cursor', { type: 'string' }), query('limit', { type: 'integer' })],
        responses: { 200: fine(list('Entry', { next_cursor: { type: ['string', 'null'] } })) },
      },
    },
    '/entries/{id}': {
      get: {
        operationId: 'readEntry',
        parameters: [id],
        responses: { 200: fine({ $ref: '#/components/schemas/Entry' }) },
      },
    },
    // Names that the module has a use for.
    '/tidy': { post: { operationId: 'queryKey', responses: { 204: fine() } } },
    '/log': {
      get: {
        operationId: 'followLog',
        responses: { 200: { description: 'Lines', content: { 'text/event-stream': {} } } },
      },
    },
  },
  components: {
    schemas: {
      Boat: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string' }, name: { type: 'string' } },
      },
      Entry: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    },
  },
};

async function filesOf(document: unknown) {
  const { api } = await loadApi('/harbor.json', { read: async () => JSON.stringify(document) });
  return generateFiles(api!, project, outputOf({ queries: 'core' }));
}

test('query options compile strictly, and TanStack Query infers data and errors of them', async () => {
  const files = Object.fromEntries(await filesOf(harbor));
  expect(Object.keys(files)).toContain('operations.ts');
  expect(files['queries.ts']).not.toContain('followLog');
  const head = `import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core';
import { AnswerError } from 'specwright/client';
import * as queries from './queries.ts';
const cache = new QueryClient();
const one = { params: { path: { id: '1' } } };
`;
  expect(
    compileErrors({
      ...files,
      'right.ts': `${head}
const boat = await cache.fetchQuery(queries.readBoatQueryOptions({}, one));
boat.name satisfies string;
(await cache.fetchQuery({ ...queries.listBoatsQueryOptions({}), staleTime: 1 })).total satisfies number;
(await cache.fetchQuery(queries.hasBoatQueryOptions({}, one))) satisfies null;
cache.getQueryData(queries.readBoatQueryKey(one))?.name satisfies string | undefined;
cache.setQueryData(queries.readBoatQueryKey(one), { id: '1', name: 'a' });
await cache.invalidateQueries({ queryKey: queries.listBoatsQueryKey({ params: { query: { color: 'red' } } }) });
const { error } = new QueryObserver(cache, queries.readBoatQueryOptions({}, one)).getCurrentResult();
if (error?.result?.status === 404) error.result.problem.title satisfies string | undefined;
if (error instanceof AnswerError) {
  if (error.result.status === 404) error.result.problem.detail satisfies string | undefined;
  else error.result.status satisfies 'undocumented' | 'unreadable';
}
const pages = await cache.fetchInfiniteQuery({ ...queries.listBoatsInfiniteQueryOptions({}), pages: 2 });
pages.pages[0]?.items[0]?.name satisfies string | undefined;
pages.pageParams satisfies number[];
(await cache.fetchInfiniteQuery(queries.listEntriesInfiniteQueryOptions({}))).pageParams satisfies (string | undefined)[];
const made = await new MutationObserver(cache, queries.createBoatMutationOptions({})).mutate({ body: { id: '1', name: 'a' } });
made.name satisfies string;
await new MutationObserver(cache, queries.queryKeyMutationOptions({})).mutate();
`,
    }),
  ).toEqual([]);
  const errors = compileErrors({
    ...files,
    'wrong.ts': `${head}
queries.readBoatQueryOptions({}, { params: { path: { id: 1 } } });
queries.readBoatQueryKey({ params: { path: { id: 1 } } });
cache.setQueryData(queries.readBoatQueryKey(one), { id: 1 });
await new MutationObserver(cache, queries.createBoatMutationOptions({})).mutate({ body: { id: '1' } });
await new MutationObserver(cache, queries.deleteMutationOptions({})).mutate();
const { error } = new QueryObserver(cache, queries.readBoatQueryOptions({}, one)).getCurrentResult();
if (error instanceof AnswerError && error.result.status === 404) error.result.problem.detail satisfies number;
`,
  });
  expect(errors.map((error) => error.split(':').slice(0, 2).join(':'))).toEqual([
    'wrong.ts:7',
    'wrong.ts:8',
    'wrong.ts:9',
    'wrong.ts:10',
    'wrong.ts:11',
    'wrong.ts:13',
  ]);
});

/** A provider of five boats and of entries by cursor, and its requests. */
function provider() {
  const asked: string[] = [];
  const boats = Array.from({ length: 5 }, (_, index) => ({
    id: `${index}`,
    name: `Boat ${index}`,
  }));
  const fetch = async (request: Request) => {
    const { pathname, searchParams, search } = new URL(request.url);
    asked.push(`${request.method} ${pathname}${search}`);
    if (pathname === '/boats' && request.method === 'GET') {
      const start = (Number(searchParams.get('page') ?? 1) - 1) * 2;
      return Response.json({ items: boats.slice(start, start + 2), total: boats.length });
    }
    if (pathname === '/entries') {
      const cursor = searchParams.get('cursor');
      return Response.json({
        items: [{ id: cursor ?? 'a' }],
        next_cursor: cursor === null ? 'b' : null,
      });
    }
    if (request.method === 'HEAD' || request.method === 'POST')
      return new Response(null, { status: 204 });
    if (pathname === '/boats/slow') {
      return new Promise<Response>((_, reject) => {
        request.signal.addEventListener('abort', () => {
          asked.push('aborted');
          reject(request.signal.reason);
        });
      });
    }
    const boat = boats.find((each) => pathname === `/boats/${each.id}`);
    if (boat !== undefined) return Response.json(boat);
    const headers = { 'content-type': 'application/problem+json' };
    return new Response('{"title":"No boat"}', { status: 404, headers });
  };
  return { asked, options: { fetch } };
}

async function queriesOf(document: unknown) {
  const own = await mkdtemp(join(folder, 'api-'));
  for (const [name, text] of await filesOf(document)) await writeFile(join(own, name), text);
  return import(join(own, 'queries.ts'));
}

test('a query cache reads, keeps, cancels and pages by them', async () => {
  const queries = await queriesOf(harbor);
  const { asked, options } = provider();
  const cache = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 60_000 } },
  });
  const one = { params: { path: { id: '1' } } };

  await cache.fetchQuery(queries.readBoatQueryOptions(options, one));
  await cache.fetchQuery(
    queries.readBoatQueryOptions(options, { ...one, headers: { 'x-trace': '1' } }),
  );
  expect(asked).toEqual(['GET /boats/1']);
  expect(cache.getQueryData(queries.readBoatQueryKey(one))).toEqual({ id: '1', name: 'Boat 1' });
  expect(await cache.fetchQuery(queries.hasBoatQueryOptions(options, one))).toBeNull();

  const missing = cache.fetchQuery(
    queries.readBoatQueryOptions(options, { params: { path: { id: '9' } } }),
  );
  await expect(missing).rejects.toMatchObject({
    result: { status: 404, problem: { title: 'No boat' } },
  });

  const slow = queries.readBoatQueryOptions(options, { params: { path: { id: 'slow' } } });
  const waiting = cache.fetchQuery(slow);
  await vi.waitFor(() => expect(asked.at(-1)).toBe('GET /boats/slow'));
  await cache.cancelQueries({ queryKey: slow.queryKey });
  await expect(waiting).rejects.toMatchObject({ revert: true });
  expect(asked.at(-1)).toBe('aborted');

  asked.length = 0;
  const boats = new InfiniteQueryObserver(cache, queries.listBoatsInfiniteQueryOptions(options));
  const stop = boats.subscribe(() => undefined);
  await boats.fetchOptimistic(boats.options as never);
  while (boats.getCurrentResult().hasNextPage) await boats.fetchNextPage();
  stop();
  expect(asked).toEqual(['GET /boats?page=1', 'GET /boats?page=2', 'GET /boats?page=3']);
  const entries = queries.listEntriesInfiniteQueryOptions(options, {
    params: { query: { limit: 1 } },
  });
  await cache.fetchInfiniteQuery({ ...entries, pages: 9 });
  expect(asked.slice(3)).toEqual(['GET /entries?limit=1', 'GET /entries?limit=1&cursor=b']);

  const tidy = new MutationObserver(cache, queries.queryKeyMutationOptions(options));
  expect(await tidy.mutate(undefined)).toBeUndefined();
  expect(asked.at(-1)).toBe('POST /tidy');
  cache.clear();
});

test('keys identify the meaning of a call, and start with more general keys', async () => {
  const { listBoatsQueryKey, listBoatsQueryOptions, listBoatsInfiniteQueryOptions } =
    await queriesOf(harbor);
  const keyOf = (call?: object) => listBoatsQueryOptions({}, call).queryKey;
  expect(keyOf()).toEqual(['harbor', 'listBoats']);
  expect(keyOf({ params: { query: { color: undefined } }, timeout: 5 })).toEqual(keyOf());
  const red = { params: { query: { color: 'red' } } };
  expect(keyOf(red)).toEqual(['harbor', 'listBoats', red]);
  expect(listBoatsQueryKey(red)).toEqual(keyOf(red));

  const cache = new QueryClient();
  for (const { queryKey } of [
    listBoatsQueryOptions({}, red),
    listBoatsInfiniteQueryOptions({}, red),
    listBoatsQueryOptions({}),
    listBoatsQueryOptions({}, { params: { query: { color: 'blue' } } }),
  ])
    cache.setQueryData(queryKey, {});
  const found = (queryKey: readonly unknown[]) =>
    cache.getQueryCache().findAll({ queryKey }).length;
  expect(found(['harbor'])).toBe(4);
  expect(found(listBoatsQueryKey())).toBe(4);
  expect(found(listBoatsQueryKey(red))).toBe(2);
  cache.clear();
});
