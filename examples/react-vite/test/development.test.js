// The page as its developer sees it: what a provider does wrong is said in the console.

import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';

let provider;
let site;
let browser;

before(async () => {
  provider = createHttpServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[{"text":7}]');
  });
  await new Promise((resolve) => provider.listen(0, '127.0.0.1', resolve));
  process.env.NOTES_URL = `http://127.0.0.1:${provider.address().port}`;
  const root = fileURLToPath(new URL('..', import.meta.url));
  site = await createServer({ root, server: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  await site.listen();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

after(async () => {
  await browser?.close();
  await site?.close();
  provider.closeAllConnections();
  provider.close();
});

test('an answer that breaks the contract is shown with its line', async () => {
  const page = await browser.newPage();
  const warned = page.waitForEvent('console', (message) => message.type() === 'warning');
  await page.goto(`http://127.0.0.1:${site.httpServer.address().port}/`);
  assert.match(
    (await warned).text(),
    /openapi\.yaml:\d+:\d+: response body at \/0\/text must be string, but is 7/,
  );
});
