// Renews the pictures in docs/images with Chromium: pages of the site of this repository's APIs,
// and the consoles of a mock and a proxy of examples/day. `node scripts/pictures.mjs
// [docs|console]`

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const project = fileURLToPath(new URL('..', import.meta.url));
const images = path.join(project, 'docs/images');
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const wide = { width: 1180, height: 700 };
const pictures = [
  {
    name: 'docs-operation',
    page: 'maiascore/operations/update-customer.html',
    viewport: wide,
  },
  {
    name: 'docs-search-dark',
    page: 'maiascore/operations/update-customer.html',
    viewport: wide,
    colorScheme: 'dark',
    async before(page) {
      await page.keyboard.press('/');
      await page.keyboard.type('custmer gender');
      await page.locator('.palette [role="option"]').first().waitFor();
    },
  },
  {
    name: 'docs-reference',
    page: 'maiascore/redoc.html',
    viewport: wide,
    async before(page) {
      await page.mouse.move(700, 300);
      await page.mouse.move(700, 310);
      await page.locator('.layout').waitFor({ state: 'detached' });
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'docs-phone',
    page: 'maiascore/operations/update-customer.html',
    viewport: { width: 360, height: 740 },
  },
];

/** The traffic in the consoles: of the mock, and of a proxy before an unfinished backend. */
const consoles = [
  {
    name: 'console-requests',
    view: '#requests',
    async before(page) {
      await page.locator('.entry.broken').waitFor();
      await page.locator('.entry.broken summary').click();
      await page.locator('.curl pre').waitFor();
    },
  },
  {
    name: 'console-switches',
    view: '#switches',
    async before(page) {
      await page.getByLabel('declined').check();
      await page.locator('#switches').getByLabel('Operation').fill('listOrders');
      await page.getByLabel('Fault', { exact: true }).fill('latency 200ms p99 900ms');
      await page.getByRole('button', { name: 'Add' }).click();
      await page.getByText('Faults: listOrders').waitFor();
    },
  },
  {
    name: 'console-webhooks',
    view: '#webhooks',
    async before(page, receiver) {
      await page.getByLabel('URL that receives it').fill(receiver);
      await page.locator('#webhooks').getByRole('button', { name: 'Send' }).click();
      await page.getByText('is not described').waitFor();
    },
  },
  {
    name: 'console-proxy',
    of: 'proxy',
    view: '#provider',
    async before(page) {
      await page.getByLabel('Who answers payOrder').selectOption('mock');
      await page.getByText('payOrder: mock', { exact: true }).waitFor();
    },
  },
];

const folder = mkdtempSync(path.join(tmpdir(), 'specwright-pictures-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const cli = path.join(project, 'bin/specwright.js');
const wanted = process.argv[2];
try {
  if (wanted !== 'console') await takeDocs();
  if (wanted !== 'docs') await takeConsoles();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function takeDocs() {
  execFileSync(process.execPath, [cli, 'docs', '--out', folder], { cwd: project });
  for (const { name, page: file, before, ...options } of pictures) {
    const page = await browser.newPage(options);
    await page.goto(`file://${folder}/${file}`);
    await page.waitForTimeout(500);
    await before?.(page);
    await page.screenshot({ path: path.join(images, `${name}.png`) });
    await page.close();
  }
}

async function takeConsoles() {
  const backend = createServer((incoming, outgoing) => {
    // An unfinished backend: it reads orders, receives events with its own status, and has no
    // payments yet.
    const body = JSON.stringify([{ id: 'o-1', item: 'Lamp', quantity: '2' }]);
    if (incoming.method === 'GET') outgoing.setHeader('content-type', 'application/json').end(body);
    else outgoing.writeHead(incoming.url === '/hook' ? 200 : 501).end();
  });
  await new Promise((done) => backend.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${backend.address().port}`;
  const mock = await served('mock', '--stateful', '--no-watch');
  const proxy = await served('proxy', at, '--mock-missing');
  try {
    for (const url of [mock.url, proxy.url]) await callShop(url);
    for (const { name, of, view, before } of consoles) {
      const page = await browser.newPage({ viewport: { width: 1180, height: 820 } });
      await page.goto(`${of === 'proxy' ? proxy.url : mock.url}/__specwright/${view}`);
      await page.waitForTimeout(500);
      await before(page, `${at}/hook`);
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(images, `${name}.png`) });
      await page.close();
    }
  } finally {
    for (const { child } of [mock, proxy]) child.kill('SIGINT');
    backend.closeAllConnections();
    backend.close();
  }
}

async function served(...args) {
  const cwd = path.join(project, 'examples/day');
  const child = spawn(process.execPath, [cli, ...args, '-p', '0'], { cwd });
  const url = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (bytes) => {
      out += bytes;
      const found = /listening on (http:\/\/[\d.:]+)/.exec(out);
      if (found !== null) resolve(found[1]);
    });
    child.stderr.on('data', (bytes) => process.stderr.write(bytes));
    child.on('exit', () => reject(new Error(`${args.join(' ')} ended`)));
  });
  return { child, url };
}

async function callShop(url) {
  const post = (target, value) =>
    fetch(url + target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
  await fetch(`${url}/orders`);
  await post('/orders', { item: 'Desk', quantity: 1 });
  await fetch(`${url}/orders/o-1`);
  await post('/orders/o-1/payment', { amount: 12900, currency: 'EUR' });
  await post('/orders', { item: 'Desk', quantity: 0 });
  await fetch(`${url}/orders?state=paid`);
}
