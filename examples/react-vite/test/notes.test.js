// The built page in a browser, on the mock: nothing else is needed to develop and test it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createMock, listen, loadApi } from 'specwright';
import { preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
let mock;
let site;
let browser;
let page;

before(async () => {
  const { api } = await loadApi(`${root}/openapi.yaml`);
  mock = await listen(createMock([api]), { port: 0 });
  process.env.NOTES_URL = mock.url;
  site = await preview({ root, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  page = await browser.newPage();
  const { port } = site.httpServer.address();
  await page.goto(`http://127.0.0.1:${port}/`);
});

after(async () => {
  await browser?.close();
  await site?.close();
  await mock?.close();
});

test('shows the notes', async () => {
  await page.getByRole('listitem').first().waitFor();
  assert.deepEqual(await page.getByRole('listitem').allTextContents(), ['Buy milk']);
});

test('takes a note', async () => {
  await page.getByLabel('A note').fill('Buy bread');
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('listitem').nth(1).waitFor();
});

test('says what the contract has against an empty one', async () => {
  await page.getByLabel('A note').fill('');
  await page.getByRole('button', { name: 'Take it' }).click();
  assert.match(await page.getByRole('alert').textContent(), /contract/);
});
