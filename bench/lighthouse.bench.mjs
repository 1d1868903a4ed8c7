// Lighthouse's scores of each kind of page on a phone, for the APIs of this repository. The site is
// served as in docs/publish.md: compressed, with cached files. Then the cost of Redoc, which its page
// loads when a reader scrolls. `npm run bench -- lighthouse`

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse, { startTimespan } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { buildDocs } from '../dist/lib/docs/portal.js';
import { loadApi } from '../dist/lib/index.js';
import { print } from './measure.mjs';

const specs = fileURLToPath(new URL('../specs', import.meta.url));
const chromePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

if (existsSync(chromePath)) await measure();
else process.stdout.write(`lighthouse: there is no ${chromePath}\n`);

async function measure() {
  const outDir = mkdtempSync(path.join(tmpdir(), 'specwright-lighthouse-'));
  const names = readdirSync(specs);
  const loaded = await Promise.all(
    names.map((name) => loadApi(path.join(specs, name, 'openapi.yaml'), { name })),
  );
  const since = { severity: 'breaking', operations: [], message: 'A server moved' };
  await buildDocs(
    loaded.map(({ api }) => api),
    {
      ...{ outDir, title: 'Reference' },
      guides: [
        {
          path: 'start.md',
          content: '# A first request\n\n## First steps\n\n| a | b |\n|--|--|\n| 1 | 2 |\n',
        },
      ],
      changelogs: new Map([[names[0], { since: 'v1', version: undefined, entries: [since] }]]),
    },
  );
  const server = createServer((request, response) => answer(outDir, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox'] });
  try {
    const [first] = names;
    const pageIn = (folder) =>
      `${first}/${folder}/${readdirSync(path.join(outDir, first, folder)).find((name) => name.endsWith('.html'))}`;
    const pages = [
      ...['index.html', 'index.html?q=customer', '404.html', 'guides/start.html'],
      ...[pageIn('operations'), pageIn('schemas')],
      ...['authentication', 'evidence', 'changes'].map((name) => `${first}/${name}.html`),
      ...names.flatMap((name) => [`${name}/index.html`, `${name}/redoc.html`]),
    ];
    const rows = [];
    for (const page of pages) {
      const url = `http://127.0.0.1:${server.address().port}/${page}`;
      const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: 'error' });
      const scores = Object.values(lhr.categories).map(({ score }) =>
        String(Math.round(score * 100)),
      );
      const values = ['total-blocking-time', 'cumulative-layout-shift'].map((name) =>
        (lhr.audits[name].numericValue ?? Number.NaN).toFixed(
          name === 'total-blocking-time' ? 0 : 3,
        ),
      );
      rows.push([page, ...scores, ...values, lhr.environment.benchmarkIndex.toFixed(0)]);
    }
    print(
      'Lighthouse on a phone; "host" is how quick this machine was, 1000 and more when nothing else runs',
      [
        [
          '',
          'performance',
          'accessibility',
          'best practices',
          'SEO',
          'blocked ms',
          'shift',
          'host',
        ],
        ...rows,
      ],
    );
    const costs = [];
    for (const name of names) {
      const url = `http://127.0.0.1:${server.address().port}/${name}/redoc.html`;
      costs.push([name, ...(await costOfRedoc(url, chrome.port))]);
    }
    print(
      "Redoc's page, from the first scroll until Redoc is shown, at the full speed of this machine",
      [['', 'blocked ms', 'shift'], ...costs],
    );
  } finally {
    await chrome.kill();
    server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}

async function costOfRedoc(url, port) {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}` });
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 412, height: 823, isMobile: true, hasTouch: true });
    await page.goto(url, { waitUntil: 'networkidle0' });
    const timespan = await startTimespan(page);
    await page.evaluate(() => scrollBy(0, 300));
    await page.waitForFunction(() => document.querySelector('.layout') === null, {
      timeout: 120_000,
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { lhr } = await timespan.endTimespan();
    const value = (name) => lhr.audits[name].numericValue ?? Number.NaN;
    return [value('total-blocking-time').toFixed(0), value('cumulative-layout-shift').toFixed(3)];
  } finally {
    await page.close();
    await browser.disconnect();
  }
}

function answer(folder, request, response) {
  const file = path.join(
    folder,
    decodeURIComponent(new URL(request.url, 'http://localhost').pathname),
  );
  if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const isKept = file.includes('/assets/');
  response.writeHead(200, {
    'content-type': `${types[path.extname(file)] ?? 'application/octet-stream'}; charset=utf-8`,
    'content-encoding': 'gzip',
    'cache-control': isKept ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(gzipSync(readFileSync(file)));
}
