import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;

describe.skipIf(noBrowser !== undefined)(
  `contractMock() in a browser ${noBrowser ?? ''}`.trim(),
  () => {
    let server: Server;
    let browser: Browser;
    let page: Page;
    const asked: string[] = [];

    beforeAll(async () => {
      const bundle = await rolldown({
        input: join(import.meta.dirname, 'mocked-page.ts'),
        platform: 'browser',
        // As a bundler of a page resolves it: to the build, with no module of Node.
        resolve: { conditionNames: ['browser', 'import', 'default'] },
        logLevel: 'silent',
      });
      const { output } = await bundle.generate({ format: 'esm', entryFileNames: 'page.js' });
      await bundle.close();
      const files = new Map(
        output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])) as [
          string,
          string,
        ][],
      );
      const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
      files.set('mockServiceWorker.js', await readFile(worker, 'utf8'));
      server = createServer(async (request, response) => {
        const name = request.url!.slice(1);
        asked.push(`${request.method} ${request.url}`);
        const code = files.get(name);
        if (code !== undefined) response.setHeader('content-type', 'text/javascript').end(code);
        else if (name === 'shop.yaml') response.end(await readFile('test/playwright/shop.yaml'));
        else if (name === '')
          response.setHeader('content-type', 'text/html').end('<title>Shop</title>');
        else response.writeHead(404).end('"none"');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const scenarios = parse(await readFile('test/playwright/scenarios.yaml', 'utf8'));
      await page.evaluate(
        `import('/page.js').then((page) => { globalThis.page = page; return page.start(${JSON.stringify(scenarios)}); })`,
      );
    });

    afterAll(async () => {
      await browser?.close();
      server?.closeAllConnections();
      server?.close();
    });

    test('answers by the contract, and no request leaves the page', async () => {
      expect(await page.evaluate('page.pay(5)')).toMatchObject({
        status: 201,
        body: { amount: 5 },
      });
      expect(asked.filter((one) => one.includes('/api'))).toEqual([]);
    });

    test('keeps a state, and knows scenarios and faults', async () => {
      const paid = (await page.evaluate('page.pay(12)')) as { body: { id: number } };
      expect(await page.evaluate(`page.shown('/api/payments/${paid.body.id}')`)).toEqual(paid.body);
      await page.evaluate(`page.scenario('declined')`);
      expect(await page.evaluate('page.pay(12)')).toEqual({
        status: 402,
        body: { reason: 'no money' },
      });
      await page.evaluate(`page.fault('pay: reset x1')`);
      await expect(page.evaluate('page.pay(12)')).rejects.toThrow('Failed to fetch');
      await page.evaluate('page.reset()');
      expect(await page.evaluate('page.sources()')).toEqual([
        ...['state', 'state', 'state', 'scenario', 'scenario'],
      ]);
    });

    test('reports violations of the contract, with their lines', async () => {
      expect(await page.evaluate('page.pay(0)')).toMatchObject({ status: 422 });
      expect(await page.evaluate('page.violations()')).toEqual([
        expect.stringContaining('/shop.yaml:11:96'),
      ]);
      expect(await page.evaluate('page.archived()')).toMatchObject({ log: { version: '1.2' } });
    });

    test('passes undescribed requests to the server', async () => {
      expect(await page.evaluate(`page.shown('/api/none')`)).toBe('none');
      expect(asked).toContain('GET /api/none');
    });
  },
);
