import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderOf } from '../cli/run.ts';
import { listen } from './standing.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    post:
      operationId: addNote
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Note' }, example: { text: 'buy milk' } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { text: { type: string } } }
`;

/** A provider that has no notes to read, and accepts new ones. */
async function proxied(...flags: string[]): Promise<string> {
  const { port } = await listen((incoming, outgoing) => {
    if (incoming.method === 'GET') outgoing.writeHead(501).end('not yet');
    else {
      outgoing.writeHead(201, { 'content-type': 'application/json' });
      incoming.pipe(outgoing);
    }
  });
  const folder = await folderOf({ 'notes.yaml': contract });
  const program = path.resolve('bin/specwright.js');
  const args = [
    program,
    'proxy',
    `http://127.0.0.1:${port}`,
    'notes.yaml',
    '--port',
    '0',
    ...flags,
  ];
  const child: ChildProcess = spawn(process.execPath, args, { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout!.on('data', (bytes) => {
    out += bytes;
  });
  await vi.waitFor(() => expect(out).toContain('listening on'), 60_000);
  return /http:[^\s,]+/.exec(out)![0];
}

let browser: Browser;

describe.skipIf(noBrowser !== undefined)(`the console of a proxy ${noBrowser ?? ''}`.trim(), () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => browser?.close());

  async function open(url: string, options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${url}/__specwright/`);
    await page.getByText('live', { exact: true }).waitFor();
    return { page, complaints };
  }

  const post = (url: string, text: unknown) =>
    fetch(`${url}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });

  test('shows exchanges as they arrive, with the findings of both messages', async () => {
    const url = await proxied();
    const { page, complaints } = await open(url);
    await post(url, 5);
    const row = page.locator('.entry', { hasText: 'breaks the contract' });
    await row.locator('summary').click();
    await page.getByText('request body at /text must be string, but is 5').first().waitFor();
    expect(await row.locator('.findings').innerText()).toContain(
      'response body at /text must be string, but is 5',
    );
    expect(await row.locator('.steps').innerText()).toContain('the provider answered so');
    await row.locator('.curl', { hasText: `${url}/notes` }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('switches who answers an operation, and how invalid messages are handled', async () => {
    const url = await proxied();
    const { page, complaints } = await open(url);
    const get = async () => (await fetch(`${url}/notes/1`)).status;
    expect(await get()).toBe(501);
    await page.getByRole('link', { name: 'Provider and mock' }).click();
    await page.getByLabel('Who answers getNote').selectOption('mock');
    await page.getByText('getNote: mock', { exact: true }).waitFor();
    expect(await page.locator('#now-mocked').innerText()).toBe('1 operation');
    expect(await get()).toBe(200);
    await page.getByLabel('Who answers getNote').selectOption('auto');
    await page.getByLabel('The mock answers in place of').fill('501');
    await page.getByLabel('The mock answers in place of').blur();
    await page.getByText('The mock answers in place of 501.').waitFor();
    expect(await get()).toBe(200);
    await page.getByLabel('The mock answers in place of').fill('200');
    await page.getByLabel('The mock answers in place of').blur();
    await page.getByText('is a list of statuses of errors').waitFor();
    expect((await post(url, 5)).status).toBe(201);
    await page.getByLabel('Exchanges that break').selectOption('block');
    await page.getByText('Exchanges that break the contract are blocked.').waitFor();
    expect((await post(url, 5)).status).toBe(422);
    await page.getByRole('link', { name: 'Requests' }).click();
    await page.getByText('by the proxy').waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText('All settings are as they were at the start.').waitFor();
    expect([await get(), (await post(url, 5)).status]).toEqual([501, 201]);
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
  });

  test('sends a request with the example of the contract', async () => {
    const url = await proxied();
    const { page, complaints } = await open(url);
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.getByLabel('Operation').fill('addNote');
    await page.getByRole('button', { name: 'Fill in the example' }).click();
    await expect.poll(() => page.getByLabel('Body').inputValue()).toContain('buy milk');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('HTTP 201 Created. Requests shows the findings.').waitFor();
    expect(await page.locator('.result').innerText()).toContain('"text": "buy milk"');
    expect(complaints).toEqual([]);
  });

  test('has no accessibility fault and no horizontal scroll bar, wide or narrow, light or dark', async () => {
    const url = await proxied('--mock', 'getNote');
    await post(url, 5);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1440]) {
        const viewport = { width, height: 800 };
        const { page } = await open(url, { colorScheme, viewport, bypassCSP: true });
        for (const view of ['#requests', '#provider', '#try', 'home']) {
          await page.goto(`${url}/__specwright/${view}`);
          await page.waitForTimeout(300);
          expect([view, width, await faultsOf(page)]).toEqual([view, width, []]);
        }
      }
    }
  });
});

test('only this machine and its own pages may use it', async () => {
  const url = await proxied();
  const { host } = new URL(url);
  const strangers = [
    { origin: 'https://other.example.com' },
    { origin: `http://localhost:${Number(host.split(':')[1]) + 1}` },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of strangers) {
    for (const door of ['provider', 'journal', 'example?operation=getNote', 'nothing']) {
      const answer = await fetch(`${url}/__specwright/${door}`, { headers });
      expect([door, answer.status]).toEqual([door, 403]);
    }
    const init = { method: 'PUT', body: '{"onViolation":"block"}', headers };
    expect((await fetch(`${url}/__specwright/provider`, init)).status).toBe(403);
  }
  const shown = await (await fetch(`${url}/__specwright/provider`)).json();
  expect(shown).toMatchObject({ onViolation: 'log' });
});

async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe });
  return page.evaluate(async () => {
    const { run } = (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const { violations } = await run();
    const wide = document.documentElement.scrollWidth > innerWidth ? ['wider than the page'] : [];
    return [...violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`), ...wide];
  });
}
