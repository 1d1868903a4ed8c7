import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { createMock, type Listening, listen, loadApi } from '../../src/index.ts';
import { compileErrors } from '../generate/compile.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;
const project = join(import.meta.dirname, '../..');

const content = (type: string, schema: unknown) => ({ content: { [type]: { schema } } });
const boat = { $ref: '#/components/schemas/Boat' };
const harbor = {
  openapi: '3.1.0',
  info: { title: 'Harbor', version: '1' },
  servers: [{ url: 'https://harbor.example' }],
  security: [{ bearer: [] }],
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        parameters: [
          { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
          { name: 'per_page', in: 'query', schema: { type: 'integer', default: 2 } },
          {
            ...{ name: 'name', in: 'query', style: 'pipeDelimited', explode: false },
            schema: { type: 'array', items: { type: 'string' } },
          },
        ],
        responses: {
          200: {
            description: 'The boats',
            ...content('application/json', {
              type: 'object',
              required: ['items', 'total'],
              properties: {
                items: { type: 'array', items: boat },
                total: { type: 'integer' },
              },
            }),
          },
          401: { description: 'Who is there?', ...content('application/problem+json', {}) },
        },
      },
      post: {
        operationId: 'createBoat',
        requestBody: { required: true, ...content('application/xml', boat) },
        responses: { 201: { description: 'It', ...content('application/xml', boat) } },
      },
    },
    '/boats/{id}': {
      get: {
        operationId: 'readBoat',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: { description: 'It', ...content('application/xml', boat) },
          404: {
            description: 'There is none',
            ...content('application/problem+json', {
              type: 'object',
              required: ['title'],
              properties: { title: { const: 'There is no such boat' } },
            }),
          },
          410: { description: 'It is gone' },
        },
      },
    },
  },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Boat: {
        type: 'object',
        required: ['id', 'name', 'berths'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string', minLength: 2 },
          berths: { type: 'integer' },
        },
      },
    },
  },
};
const boats = ['Anna', 'Bella', 'Clara'].map((name, index) => ({
  ...{ id: `${index + 1}`, name, berths: index },
}));

/** The program of the page, as a user of these libraries writes it. */
const program = `
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import createFetchClient from 'openapi-fetch';
import createClient from 'openapi-react-query';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { contractCheck, messageOf, openJudge } from 'specwright/browser';
import { forOpenapiFetch } from 'specwright/client';
import { harborContract } from './client.ts';
import type { paths } from './types.ts';

/** Everything that the check has said, and each request as it was sent. */
export const told: string[] = [];
export const sent: string[] = [];
export let aborted = 0;

export async function show(baseUrl: string) {
  const check = contractCheck(await openJudge('/harbor.json'), {
    report: (findings) => told.push(...findings.map(messageOf)),
  });
  const { options, middleware } = forOpenapiFetch(harborContract, {
    baseUrl,
    credentials: { bearer: () => 'TOKEN' },
    middleware: [check],
    fetch: async (request) => {
      request.signal.addEventListener('abort', () => { aborted += 1; });
      const text = await request.clone().text();
      sent.push([request.method, request.url.slice(baseUrl.length), text].join(' ').trim());
      return fetch(request);
    },
  });
  const client = createFetchClient<paths>(options);
  client.use(middleware);
  const api = createClient(client);

  function One({ id }: { readonly id: string }) {
    const { data, error, status } = api.useQuery('get', '/boats/{id}', { params: { path: { id } } });
    // @ts-expect-error The data has only what the contract describes.
    void data?.sails;
    const text = data && [data.name satisfies string, data.berths + 1].join(' ');
    return h('p', { id: 'one' }, error?.title ?? text ?? status);
  }

  function All() {
    const { data, hasNextPage, fetchNextPage } = api.useInfiniteQuery(
      'get',
      '/boats',
      {},
      {
        pageParamName: 'page',
        initialPageParam: 1,
        getNextPageParam: ({ total }, pages) =>
          pages.flatMap(({ items }) => items).length < total ? pages.length + 1 : undefined,
      },
    );
    const names = data?.pages.flatMap(({ items }) => items.map(({ name }) => name));
    return h('div', {}, [
      h('p', { id: 'all', key: 1 }, names?.join(', ')),
      h('button', { id: 'more', key: 2, disabled: !hasNextPage, onClick: () => fetchNextPage() }, 'More'),
    ]);
  }

  function Some() {
    const query = { name: ['Bella', 'Clara'] };
    const { data } = api.useQuery('get', '/boats', { params: { query } });
    return h('p', { id: 'some' }, data === undefined ? '' : 'The total is ' + data.total);
  }

  function New() {
    const cache = useQueryClient();
    const { mutate, data, error } = api.useMutation('post', '/boats', {
      onSuccess: () => cache.invalidateQueries(api.queryOptions('get', '/boats')),
    });
    const create = (name: string) => mutate({ body: { id: '4', name, berths: 9 } });
    return h('div', {}, [
      h('button', { id: 'create', key: 1, onClick: () => create('Dora & co') }, 'Create'),
      h('button', { id: 'wrong', key: 2, onClick: () => create('D') }, 'Create a wrong one'),
      h('p', { id: 'new', key: 3 }, data?.name, error && 'refused'),
    ]);
  }

  const parts = { One: h(One, { id: '2' }), None: h(One, { id: '7' }), Slow: h(One, { id: '8' }), Gone: h(One, { id: '9' }), All: h(All), Some: h(Some), New: h(New) };
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  function Parts() {
    const [part, setPart] = useState<keyof typeof parts | undefined>();
    const buttons = (['One', 'None', 'Slow', 'Gone', 'All', 'Some', 'New'] as const).map((name) =>
      h('button', { key: name, id: 'show-' + name, onClick: () => setPart(name) }, name),
    );
    const leave = h('button', { key: '', id: 'leave', onClick: () => setPart(undefined) }, 'Leave');
    return h('main', {}, [...buttons, leave, part && h('section', { key: part }, parts[part])]);
  }
  createRoot(document.body).render(h(QueryClientProvider, { client: cache }, h(Parts)));
}
`;

describe.skipIf(noBrowser !== undefined)(
  `openapi-react-query on openapi-fetch with a contract ${noBrowser ?? ''}`.trim(),
  () => {
    let folder: string;
    let files: Readonly<Record<string, string>>;
    let mock: Extract<Listening, { ok: true }>;
    let site: Server;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const read = async () => JSON.stringify(harbor);
      const api = (await loadApi('/harbor.json', { read })).api!;
      const listening = await listen(
        createMock([{ name: 'harbor', api }], { stateful: { seedData: { boats } } }),
        { port: 0 },
      );
      if (!listening.ok) throw new Error(listening.reason);
      mock = listening;

      await mkdir(join(project, 'dist'), { recursive: true });
      // Inside the project, where `specwright/client` leads to its own source.
      folder = await mkdtemp(join(project, 'dist/react-query-'));
      files = { ...Object.fromEntries(await generateFiles(api)), 'page.ts': program };
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      const bundle = await rolldown({
        input: join(folder, 'page.ts'),
        platform: 'browser',
        resolve: { conditionNames: ['specwright-source', 'browser', 'import', 'default'] },
        transform: { define: { 'process.env.NODE_ENV': '"production"' } },
        logLevel: 'silent',
      });
      const { output } = await bundle.generate({ format: 'iife', name: 'page' });
      await bundle.close();

      site = createServer((request, response) => {
        if (request.url === '/harbor.json') response.end(JSON.stringify(harbor));
        else response.setHeader('content-type', 'text/html').end('<title>Page</title>');
      });
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
      browser = await chromium.launch({
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
        ],
      });
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      await page.addScriptTag({ content: output[0].code });
      await page.evaluate(`page.show('${mock.url}/harbor')`);
    });

    afterAll(async () => {
      await browser?.close();
      site?.closeAllConnections();
      site?.close();
      await mock?.close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    });

    /** Waits until an element says this, and fails with what it says instead. */
    const says = async (id: string, text: string) =>
      expect.poll(() => page.textContent(`#${id}`), { timeout: 20_000 }).toBe(text);
    const last = () => page.evaluate('page.sent.at(-1)');

    test('has data and errors of the types of `paths`', () => {
      expect(compileErrors(files)).toEqual([]);
    });

    test('shows an answer in XML', async () => {
      await page.click('#show-One');
      await says('one', 'Bella 2');
      expect(await last()).toBe('GET /boats/2');
    });

    test('shows the problem of a failure', async () => {
      await page.click('#show-None');
      await says('one', 'There is no such boat');
      expect(await last()).toBe('GET /boats/7');
    });

    test('reads page after page', async () => {
      await page.click('#show-All');
      await says('all', 'Anna, Bella');
      await page.click('#more');
      await says('all', 'Anna, Bella, Clara');
      expect(await last()).toBe('GET /boats?page=2');
      expect(await page.isDisabled('#more')).toBe(true);
    });

    test('writes a parameter in its style', async () => {
      await page.click('#show-Some');
      await page.locator('#some', { hasText: 'The total is' }).waitFor();
      expect(await last()).toBe('GET /boats?name=Bella%7CClara');
    });

    test('writes the body of a mutation in XML, and reads its answer', async () => {
      await page.click('#show-New');
      await page.click('#create');
      await says('new', 'Dora & co');
      expect(await last()).toBe(
        'POST /boats <?xml version="1.0" encoding="UTF-8"?><Boat><id>4</id><name>Dora &amp; co</name><berths>9</berths></Boat>',
      );
      await page.click('#show-All');
      await says('all', 'Anna, Bella, Clara, Dora & co');
    });

    test('takes a failure without content for an answer, as openapi-react-query does', async () => {
      const headers = { 'access-control-allow-origin': '*', 'content-length': '0' };
      await page.route('**/boats/9', (route) => route.fulfill({ status: 410, headers }));
      await page.click('#show-Gone');
      await says('one', 'success');
    });

    test('stops the request of a query that nothing shows any longer', async () => {
      await page.route('**/boats/8', () => {}); // no answer comes
      const asked = page.waitForRequest('**/boats/8');
      await page.click('#show-Slow');
      await asked;
      expect(await page.evaluate('page.aborted')).toBe(0);
      await page.click('#leave');
      await expect.poll(() => page.evaluate('page.aborted')).toBe(1);
    });

    test('keeps the contract, and tells what does not', async () => {
      expect(await page.evaluate('page.told')).toEqual([]);
      await page.click('#show-New');
      await page.click('#wrong');
      await says('new', 'refused');
      expect((await page.evaluate('page.told')) as string[]).toContainEqual(
        expect.stringContaining('request body at /name'),
      );
    });
  },
);
