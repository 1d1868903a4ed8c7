import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;

const documented = await readFile(
  'specs/kaiten/documented/create-customer.response.success.json',
  'utf8',
);

/** The answer to every request below each of these base URLs of the page's origin. */
const providers: Readonly<Record<string, string>> = {
  good: documented,
  faulty: JSON.stringify({ ...JSON.parse(documented), id: 7 }),
};

describe.skipIf(noBrowser !== undefined)(
  `the contract check in a browser ${noBrowser ?? ''}`.trim(),
  () => {
    let server: Server;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const contract = await readFile('specs/kaiten/openapi.yaml');
      server = createServer((request, response) => {
        const [, first = ''] = request.url!.split('/');
        if (request.url === '/specs/openapi.yaml') response.end(contract);
        else if (request.url === '/specs/moved.yaml') {
          response.writeHead(302, { location: '/specs/openapi.yaml' }).end();
        } else if (request.url === '/specs/none.yaml') response.writeHead(404).end();
        else if (first in providers) {
          response.writeHead(201, { 'content-type': 'application/json' }).end(providers[first]);
        } else response.setHeader('content-type', 'text/html').end('<title>Page</title>');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const bundle = await rolldown({
        input: join(import.meta.dirname, 'checked-page.ts'),
        platform: 'browser',
        resolve: { conditionNames: ['specwright-source', 'import', 'default'] },
        logLevel: 'silent',
      });
      const { output } = await bundle.generate({ format: 'iife', name: 'page' });
      await bundle.close();
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
      await page.addScriptTag({ content: output[0].code });
    });

    afterAll(async () => {
      await browser?.close();
      server?.closeAllConnections();
      server?.close();
    });

    test.each([
      ['good', []],
      ['faulty', ['response body at /id must be string, but is 7']],
    ])('says of a provider that is %s: %j', async (name, wanted) => {
      expect(await page.evaluate(`page.checked(new URL('/${name}', location.href).href)`)).toEqual(
        wanted,
      );
    });

    test.each([
      ['/specs/none.yaml', 'the server answered 404'],
      ['/specs/page.yaml', 'the server answered with a page (text/html)'],
      ['/specs/moved.yaml', 'Failed to fetch'],
    ])('says why there is no contract at %s', async (source, reason) => {
      const why = await page.evaluate(`page.refusal('${source}')`);
      expect(why).toContain(`Cannot use "${source}" as a contract`);
      expect(why).toContain(reason);
    });
  },
);
