import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { createMock, type Listening, listen, loadApi } from '../../src/index.ts';
import { startServer } from './server.ts';
import { story, type Told } from './story.ts';

const names = ['maiascore', 'kaiten', 'patascore', 'khoros'];
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;

let server: Awaited<ReturnType<typeof startServer>>;
let mock: Extract<Listening, { ok: true }>;

beforeAll(async () => {
  const loaded = await Promise.all(
    names.map(async (name) => ({ name, api: (await loadApi(`specs/${name}/openapi.yaml`)).api! })),
  );
  const listening = await listen(createMock(loaded), { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  mock = listening;
  server = await startServer();
});

afterAll(async () => {
  await mock?.close();
  await server?.close();
});

/** The results of the story at the mock, and at any server that keeps the contracts. */
const expected: Told = [
  ['maiascore application/json', 'success 200 application/json id: string'],
  ['maiascore application/xml', 'success 200 application/json id: string'],
  ['maiascore application/x-www-form-urlencoded', 'success 200 application/json id: string'],
  ['maiascore update', 'success 200 application/json'],
  ['maiascore without a token', 'failure 401 application/json'],
  ['kaiten 201', 'success 201 application/json undefined'],
  ...[400, 401, 403, 404, 409, 422, 500, 503].map(
    (code) => [`kaiten ${code}`, `problem ${code} application/problem+json string`] as const,
  ),
  ['patascore', 'success 200 application/json number'],
  ['khoros 201', 'success 201 application/json'],
  ['khoros 400', 'failure 400 application/json one field: string'],
  ['khoros 401', 'failure 401 no content'],
  ['khoros 422', 'failure 422 application/json fields: 2'],
  ['khoros 422 as text', 'failure 422 text/plain string'],
];

/** One customer in three media types; the same text reaches the server. */
const sent = ['application/json', 'application/xml', 'application/x-www-form-urlencoded'].map(
  (type) => ({ type, uuid: 'é & <b>' }),
);

describe('the four clients in Node', () => {
  test('get the same results from the mock and from a server', async () => {
    expect(await story(mock.url)).toEqual(expected);
    expect(await story(server.url)).toEqual(expected);
    expect(server.received.splice(0).slice(0, 3)).toEqual(sent);
  });

  test('need no network if the mock is in the process', async () => {
    const { api } = await loadApi('specs/kaiten/openapi.yaml');
    const { fetch } = createMock([{ name: 'kaiten', api: api! }]);
    const kaiten = createKaitenClient({ baseUrl: 'http://mock.test', fetch });
    expect(await kaiten.createCustomer({ body: { name: 'A' } })).toMatchObject({ status: 201 });
  });
});

describe.skipIf(noBrowser !== undefined)(
  `the four clients in a browser ${noBrowser ?? ''}`.trim(),
  () => {
    test('get the same results', async () => {
      const bundle = await rolldown({
        input: join(import.meta.dirname, 'story.ts'),
        platform: 'browser',
        resolve: { conditionNames: ['specwright-source', 'import', 'default'] },
        logLevel: 'silent',
      });
      const { output } = await bundle.generate({ format: 'iife', name: 'told' });
      await bundle.close();
      // A page has its own origin, so that its requests go to other origins.
      const pages = createServer((_, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8').end('<title>Story</title>');
      });
      await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
      const browser = await chromium.launch({
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
        ],
      });
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
        await page.addScriptTag({ content: output[0].code });
        const toldOf = (origin: string) => page.evaluate(`told.story(${JSON.stringify(origin)})`);
        expect(await toldOf(mock.url)).toEqual(expected);
        expect(await toldOf(server.url)).toEqual(expected);
        expect(server.received.splice(0).slice(0, 3)).toEqual(sent);
      } finally {
        await browser.close();
        pages.closeAllConnections();
        pages.close();
      }
    });
  },
);
