import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMock, listen } from '../../../src/index.ts';
import { apiOf } from '../api.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const noBrowser = existsSync(executablePath) ? undefined : `there is no ${executablePath}`;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const spec = `
openapi: 3.1.0
info: { title: 'Notes <img src=x onerror=harm()>', version: '1' }
paths:
  /notes:
    get: { operationId: listNotes, responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } } } } }
    post:
      operationId: addNote
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getNote, responses: { '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, '404': { description: None. } } }
webhooks:
  noteAdded:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' }, example: { text: buy milk } } } }
      responses: { '204': { description: Taken. } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: string, readOnly: true }, text: { type: string }, size: { type: integer } } }
`;

const harms = [
  '<img src=x onerror=harm()>',
  '<script>harm()</script>',
  '"><svg/onload=harm()>',
  "');harm();('",
  '</textarea><iframe srcdoc="<script>parent.harm()</script>">',
];

let browser: Browser;

describe.skipIf(noBrowser !== undefined)(`the console ${noBrowser ?? ''}`.trim(), () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => browser?.close());

  async function serve() {
    const mock = createMock([{ name: 'notes', api: await apiOf(spec) }], {
      stateful: { seedData: { notes: [{ id: 'n1', text: 'first', size: 1 }] } },
      scenarios: {
        notes: {
          scenarios: {
            'out <b>of</b> paper': { answers: [{ operation: 'addNote', status: 201 }] },
          },
        },
      },
    });
    const listening = await listen(mock, { port: 0 });
    if (!listening.ok) throw new Error(listening.reason);
    onTestFinished(() => listening.close());
    return listening.url;
  }

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

  const post = (url: string, text: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ text }),
    });

  test('shows requests as they arrive, filters them, and explains their answers', async () => {
    const url = await serve();
    const { page, complaints } = await open(url);
    await fetch(`${url}/notes/n1`);
    await fetch(`${url}/nothing`);
    const rows = page.locator('.entries > li:visible');
    await page.locator('.entries code', { hasText: '/nothing' }).waitFor();
    expect(await rows.count()).toBe(2);
    await page.getByLabel('Contract').selectOption('unknown');
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('not in the contract')]);
    await page.getByLabel('Contract').selectOption('');
    await page.getByLabel('Filter').fill('getNote');
    expect(await rows.count()).toBe(1);
    // The keyboard alone opens it.
    await rows.locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.getByText(`curl '${url}/notes/n1'`).waitFor();
    expect(await page.locator('.steps').innerText()).toContain('the state says so');
    expect(complaints).toEqual([]);
  });

  test('runs no script from a client', async () => {
    const url = await serve();
    for (const harm of harms) {
      await post(url, harm, { 'specwright-session': harm, 'x-harm': harm, cookie: `a=${harm}` });
      await post(url, harm);
      await fetch(`${url}/${harm}?q=${harm}#${harm}`);
    }
    const { page, complaints } = await open(url);
    await page.evaluate(() =>
      Object.assign(globalThis, { harm: () => (document.title = 'harmed') }),
    );
    await page
      .locator('.entries > li')
      .nth(harms.length * 3 - 1)
      .waitFor();
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page
      .locator('.curl pre')
      .nth(harms.length * 3 - 1)
      .waitFor();
    await page.getByRole('link', { name: 'State' }).click();
    await page.getByRole('button', { name: /^Edit/ }).last().click();
    expect(await page.locator('#state textarea').inputValue()).toContain('iframe srcdoc');
    expect(await page.locator('main :is(img, script, svg, iframe, b b)').count()).toBe(0);
    expect(await page.title()).toBe('Console · Mock server');
    expect(complaints).toEqual([]);
  });

  test('switches scenarios and faults of a session, and shows the active ones', async () => {
    const url = await serve();
    const { page, complaints } = await open(url);
    await page.locator('#session').fill('alice');
    await page.locator('#session').blur();
    await page.getByRole('link', { name: 'Scenario and faults' }).click();
    await page.getByLabel('out <b>of</b> paper').check();
    await page.getByText('The scenario "out <b>of</b> paper" is on.').waitFor();
    await page.locator('#switches').getByLabel('Operation').fill('listNotes');
    await page.getByLabel('Fault', { exact: true }).fill('429 retry 9s');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Faults: listNotes: 429 retry 9s').waitFor();
    const list = (session: string) =>
      fetch(`${url}/notes`, { headers: { 'specwright-session': session } });
    const met = await list('alice');
    expect([met.status, met.headers.get('retry-after')]).toEqual([429, '9']);
    expect((await list('bob')).status).toBe(200);
    expect(await page.locator('#now-faults').innerText()).toBe('1 fault');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByText('The scenario and the faults are as they were at the start.').waitFor();
    expect((await list('alice')).status).toBe(200);
    expect(complaints).toEqual([]);
  });

  test('edits, deletes and resets the state', async () => {
    const url = await serve();
    const { page, complaints } = await open(url);
    await page.getByRole('link', { name: 'State' }).click();
    await page.getByRole('button', { name: 'Edit n1 of notes' }).click();
    await page.locator('#state textarea').fill('{"id":"n1","text":"second","size":2}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('n1 of notes is saved.').waitFor();
    expect(await (await fetch(`${url}/notes/n1`)).text()).toContain('"size":2');
    await page.getByRole('button', { name: 'Edit n1 of notes' }).click();
    await page.locator('#state textarea').fill('{"id":"n1"}');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('breaks its schema').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Delete n1 of notes' }).click();
    await page.getByText('n1 of notes is deleted.').waitFor();
    expect((await fetch(`${url}/notes/n1`)).status).toBe(404);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const snapshot = await (await download).path();
    await page.getByRole('button', { name: 'Reset the state' }).click();
    await page.getByText('The state is the first content again.').waitFor();
    expect((await fetch(`${url}/notes/n1`)).status).toBe(200);
    await page.getByLabel('Restore from a file').setInputFiles(snapshot);
    await page.getByText(/^The state is that of /).waitFor();
    expect((await fetch(`${url}/notes/n1`)).status).toBe(404);
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
  });

  test('sends a webhook by hand, with the example of the contract or a body that keeps it', async () => {
    const url = await serve();
    const received: string[] = [];
    const receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push(body);
      response.writeHead(received.length === 1 ? 204 : 200).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void receiver.close());
    const { page, complaints } = await open(url);
    await page.getByRole('link', { name: 'Webhooks' }).click();
    const form = page.locator('#webhooks');
    await expect.poll(() => form.getByLabel('Body').inputValue()).toContain('buy milk');
    await form
      .getByLabel('URL that receives it')
      .fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`);
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('The answer keeps the contract.').waitFor();
    await form.getByLabel('Body').fill('{"text":"buy bread"}');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('the status 200 is not described').waitFor();
    expect(received).toEqual(['{"text":"buy milk"}', '{"text":"buy bread"}']);
    await form.getByLabel('Body').fill('{"text":5}');
    await form.getByRole('button', { name: 'Send' }).click();
    await page.getByText("the webhook's body breaks the contract").waitFor();
    await page.getByRole('link', { name: 'Requests' }).click();
    expect(await page.getByText('sent by the mock').count()).toBe(2);
    expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
  });

  test('sends a request with the example of the contract, in the session', async () => {
    const url = await serve();
    const { page, complaints } = await open(url);
    await page.locator('#session').fill('alice');
    await page.locator('#session').blur();
    await page.getByRole('link', { name: 'Try it' }).click();
    const form = page.locator('#try');
    await form.getByLabel('Operation').fill('addNote');
    await form.getByRole('button', { name: 'Fill in the example' }).click();
    await expect.poll(() => form.getByLabel('Path and query').inputValue()).toContain('/notes');
    await form.getByLabel('Body').fill('{"text":"by hand"}');
    await form.getByRole('button', { name: 'Send' }).click();
    await page.getByText('HTTP 201 Created. Requests shows the findings.').waitFor();
    expect(await form.locator('.result').innerText()).toContain('"text": "by hand"');
    const asAlice = { headers: { 'specwright-session': 'alice' } };
    expect(await (await fetch(`${url}/notes`, asAlice)).text()).toContain('by hand');
    expect(await (await fetch(`${url}/notes`)).text()).not.toContain('by hand');
    expect(complaints).toEqual([]);
  });

  test('has no accessibility fault and no horizontal scroll bar, wide or narrow, light or dark', async () => {
    const url = await serve();
    await post(url, 'a');
    await fetch(`${url}/nothing/${'long'.repeat(60)}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [360, 1440]) {
        const { page } = await open(url, {
          colorScheme,
          viewport: { width, height: 800 },
          bypassCSP: true,
        });
        await page.locator('summary').first().click();
        await page.locator('.curl pre').first().waitFor();
        for (const path of ['#requests', '#switches', '#state', '#webhooks', '#try', 'home']) {
          await page.goto(`${url}/__specwright/${path}`);
          await page.waitForTimeout(300);
          expect([path, width, await faultsOf(page), await sideways(page)]).toEqual([
            path,
            width,
            [],
            0,
          ]);
        }
      }
    }
  });

  test('a page of another origin cannot switch or read anything', async () => {
    const url = await serve();
    const stranger = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>stranger</title>');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void stranger.close());
    const { port } = stranger.address() as AddressInfo;
    for (const host of ['127.0.0.1', 'localhost']) {
      const page = await browser.newPage();
      onTestFinished(() => page.close());
      await page.goto(`http://${host}:${port}/`);
      const came = await page.evaluate(async (mock) => {
        const own = `${mock}/__specwright`;
        const asked = async (path: string, init: RequestInit) =>
          fetch(own + path, init).then(
            (one) => (one.type === 'opaque' ? 'opaque' : one.status),
            () => 'refused',
          );
        const loaded = (tag: 'script' | 'img' | 'iframe', path: string) =>
          new Promise((resolve) => {
            const made = document.createElement(tag);
            made.addEventListener('load', () => resolve('loaded'));
            made.addEventListener('error', () => resolve('refused'));
            made.src = own + path;
            document.body.append(made);
          });
        return {
          read: await asked('/journal', {}),
          page: await asked('/', {}),
          put: await asked('/faults', { method: 'PUT', body: '{"faults":["reset"]}' }),
          blind: await asked('/faults', {
            method: 'POST',
            mode: 'no-cors',
            body: '{"faults":["reset"]}',
          }),
          reset: await asked('/reset', { method: 'POST', mode: 'no-cors' }),
          script: await loaded('script', '/journal'),
          events: await new Promise((resolve) => {
            const source = new EventSource(`${own}/journal`);
            source.addEventListener('open', () => resolve('open'));
            source.addEventListener('error', () => resolve('refused'));
          }),
        };
      }, url);
      expect(came).toEqual({
        ...{
          read: 'refused',
          page: 'refused',
          put: 'refused',
          script: 'refused',
          events: 'refused',
        },
        // Sent without a preflight request, and refused there.
        ...{ blind: came.blind, reset: came.reset },
      });
      const shown = await (await fetch(`${url}/__specwright/faults`)).json();
      expect(shown).toEqual({ faults: [] });
    }
  });
});

async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: axe });
  return page.evaluate(async () => {
    const { run } = (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`);
  });
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}
