import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadApi } from '../../src/api/load.ts';
import { readRegistry } from '../../src/config.ts';
import { buildDocs } from '../../src/docs/portal.ts';
import { describedIn, hostile, pets } from './site.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;
const project = join(import.meta.dirname, '../..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

let browser: Browser;
let server: Server;
let origin: string;
let cwd: string;
let names: readonly string[];

describe.skipIf(noBrowser !== undefined)(`the site in a browser ${noBrowser ?? ''}`.trim(), () => {
  beforeAll(async () => {
    const own = await readRegistry(project);
    const described = await describedIn({ pets, hostile });
    cwd = described.cwd;
    names = own.apis.map(({ name }) => name);
    const loaded = await Promise.all(own.apis.map(({ name, source }) => loadApi(source, { name })));
    const apis = [...loaded.map(({ api }) => api!), ...described.apis];
    const result = await buildDocs(apis, { cwd, outDir: 'site' });
    expect(result.kind).toBe('built');

    server = createServer((request, response) => {
      const path = (request.url ?? '')
        .replace(/^\/below\/here\//, '')
        .replace(/\/$/, '/index.html');
      readFile(join(cwd, 'site', decodeURIComponent(path || 'index.html'))).then(
        (content) => {
          const type = types[extname(path)] ?? 'application/octet-stream';
          response.writeHead(200, { 'content-type': type }).end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (cwd !== undefined) await rm(cwd, { recursive: true, force: true });
  });

  test('every page of this repository shows its operations and asks nobody else', async () => {
    for (const name of names) {
      const { page, elsewhere, errors } = await visit(`${origin}/below/here/${name}/index.html`);
      await rendered(page);
      const operations = await page.locator('#plain h2 code').allTextContents();
      expect(operations.length).toBeGreaterThan(0);
      const text = await page.locator('#redoc').textContent();
      for (const operation of operations) expect(text).toContain(operation.split(' ')[1]);
      expect(await page.locator('#plain').isVisible()).toBe(false);
      expect({ name, elsewhere, errors }).toEqual({ name, elsewhere: [], errors: [] });
      await page.context().close();
    }
  }, 60_000);

  test('a click on an operation of the front page leads to it', async () => {
    const { page, elsewhere, errors } = await visit(`${origin}/below/here/index.html`);
    await page.getByRole('link', { name: 'Replace an owner' }).click();
    await rendered(page);
    const heading = page.locator('#redoc').getByRole('heading', { name: 'Replace an owner' });
    await heading.waitFor();
    expect(await heading.isVisible()).toBe(true);
    expect({ elsewhere, errors }).toEqual({ elsewhere: [], errors: [] });
    await page.context().close();
  }, 30_000);

  test('without a script, everything can be read', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/below/here/pets/index.html`);
    expect(await page.getByText('All of them, oldest first.').isVisible()).toBe(true);
    await context.close();
  }, 30_000);

  test('a page opened from its folder renders too', async () => {
    const { page, errors } = await visit(`file://${cwd}/site/pets/index.html`);
    await rendered(page);
    expect(errors).toEqual([]);
    await page.context().close();
  }, 30_000);

  test('a hostile description runs nothing, loads nothing and links nowhere odd', async () => {
    const { page, elsewhere } = await visit(`${origin}/below/here/hostile/index.html`);
    await rendered(page);
    expect(await page.evaluate(() => 'hurt' in globalThis)).toBe(false);
    expect(elsewhere).toEqual([]);
    const links = await page
      .locator('a[href]')
      .evaluateAll((found) =>
        found.map((link) => new URL((link as HTMLAnchorElement).href).protocol),
      );
    expect(new Set(links)).toEqual(new Set(['http:', 'https:', 'mailto:']));
    await page.context().close();
  }, 30_000);
});

interface Visit {
  readonly page: Page;
  /** Requests to anywhere but the site. */
  readonly elsewhere: readonly string[];
  readonly errors: readonly string[];
}

async function visit(url: string): Promise<Visit> {
  const page = await (await browser.newContext()).newPage();
  const elsewhere: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|file):/.test(url)) elsewhere.push(url);
  });
  page.on('requestfailed', (request) => {
    // Chromium reports what the page's policy refuses as a request too, though none is made.
    const refused = request.failure()?.errorText === 'csp' ? elsewhere.indexOf(request.url()) : -1;
    if (refused !== -1) elsewhere.splice(refused, 1);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  return { page, elsewhere, errors };
}

/** Waits until Redoc has taken the place of the plain text, and pictures had time to be asked for. */
async function rendered(page: Page): Promise<void> {
  await page.locator('#plain').waitFor({ state: 'hidden' });
  // Not until the network is idle: a request that the page's policy refuses may never end for it.
  await page.waitForTimeout(500);
}
