// What it costs to build the documentation, and what its pages cost a browser. Each build has a
// process of its own, because nothing else says how much memory it took at its peak.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './measure.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const corpus = path.join(project, '../shared/corpus');
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const [job, ...given] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (job === 'build') await build(given[0], given.slice(1));
else await compare();

async function build(outDir, sources) {
  const { loadApi } = await import('../dist/lib/index.js');
  const { buildDocs } = await import('../dist/lib/docs/portal.js');
  const loaded = await Promise.all(sources.map((source) => loadApi(source)));
  const start = performance.now();
  const result = await buildDocs(
    loaded.map(({ api }) => api),
    { outDir },
  );
  if (result.kind !== 'built') throw new Error(result.message);
  const milliseconds = performance.now() - start;
  const operations = loaded.reduce((sum, { api }) => sum + api.operations.length, 0);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ milliseconds, megabytes, operations }));
}

async function compare() {
  const folder = mkdtempSync(path.join(tmpdir(), 'specwright-docs-bench-'));
  try {
    const thousand = path.join(folder, 'thousand.json');
    writeFileSync(thousand, JSON.stringify(largeDocument(1_000)));
    const subjects = [
      ['the four APIs', specs()],
      ['1,000 operations', [thousand]],
      ['openai.yaml', [path.join(corpus, 'openai.yaml')]],
    ].filter(([, sources]) => sources.every((source) => existsSync(source)));
    const built = subjects.map(([name, sources], index) => {
      const outDir = path.join(folder, `site-${index}`);
      const output = execFileSync(process.execPath, [
        fileURLToPath(import.meta.url),
        'build',
        outDir,
        ...sources,
      ]);
      return { name, outDir, ...JSON.parse(output.toString()) };
    });
    print('docs: building', [
      ['', 'operations', 'seconds', 'peak MB', 'site MB', 'files'],
      ...built.map(({ name, operations, milliseconds, megabytes, outDir }) => [
        name,
        String(operations),
        (milliseconds / 1000).toFixed(1),
        megabytes.toFixed(0),
        (sizesOf(outDir).reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1),
        String(sizesOf(outDir).length),
      ]),
    ]);
    if (existsSync(executablePath)) await browse(built);
    else
      process.stdout.write(
        `\ndocs: pages are not measured, because there is no ${executablePath}\n`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function browse(built) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const rows = [];
  for (const { name, outDir } of built) {
    const files = readdirSync(outDir, { recursive: true }).filter((file) => file.endsWith('.html'));
    const pages = {
      'front page': 'index.html',
      operation: files.find((file) => file.includes('operations')),
      'Redoc page': files.find((file) => file.endsWith('/index.html')),
    };
    for (const [kind, file] of Object.entries(pages)) {
      rows.push([
        `${name}, ${kind}`,
        ...(await measured(browser, `file://${outDir}/${file}`, kind)),
      ]);
    }
  }
  await browser.close();
  print('docs: pages, loaded and scrolled to their end', [
    ['', 'scripting s', 'layout s', 'nodes', 'heap MB', 'longest frame ms'],
    ...rows,
  ]);
}

/** What loading costs, and the longest pause while the page is scrolled. */
async function measured(browser, url, kind) {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(url);
  if (kind === 'Redoc page') {
    await page.locator('.plain').waitFor({ state: 'detached', timeout: 120_000 });
  }
  await page.waitForTimeout(1_000);
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name) => metrics.find((one) => one.name === name).value;
  const longest = await page.evaluate(async () => {
    let [last, longest] = [performance.now(), 0];
    for (let step = 0; step < 60; step += 1) {
      scrollBy(0, 2_000);
      await new Promise(requestAnimationFrame);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return longest;
  });
  await page.close();
  return [
    metric('ScriptDuration').toFixed(2),
    metric('LayoutDuration').toFixed(2),
    String(metric('Nodes')),
    (metric('JSHeapUsedSize') / 1e6).toFixed(0),
    longest.toFixed(0),
  ];
}

function specs() {
  const folder = path.join(project, 'specs');
  return readdirSync(folder).map((name) => path.join(folder, name, 'openapi.yaml'));
}

function sizesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(path.join(folder, name)))
    .filter((file) => file.isFile())
    .map(({ size }) => size);
}

/** Operations with parameters, bodies and answers, over schemas that refer to one another. */
function largeDocument(operations) {
  const schemas = Object.fromEntries(
    Array.from({ length: operations / 4 }, (_, index) => [
      `Thing${index}`,
      {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', format: 'uuid', description: 'What it is known by.' },
          name: { type: 'string', minLength: 1, maxLength: 80 },
          kind: { enum: ['small', 'large', 'other'] },
          tags: { type: 'array', items: { type: 'string' }, maxItems: 20 },
          next: { $ref: `#/components/schemas/Thing${(index + 1) % (operations / 4)}` },
        },
      },
    ]),
  );
  const paths = {};
  for (let index = 0; index < operations / 4; index += 1) {
    const schema = { $ref: `#/components/schemas/Thing${index}` };
    const content = { 'application/json': { schema } };
    const tags = [`Group ${index % 20}`];
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } };
    const answer = { 200: { description: 'Done.', content }, 404: { description: 'Not there.' } };
    const describe = (verb) => ({
      operationId: `${verb}Thing${index}`,
      summary: `${verb} thing ${index}`,
      description: `What **${verb}** does to things of the kind ${index}.\n\n- one\n- two`,
      tags,
      responses: answer,
    });
    paths[`/things/${index}`] = {
      get: { ...describe('list'), parameters: [limit] },
      post: { ...describe('create'), requestBody: { required: true, content } },
    };
    paths[`/things/${index}/{id}`] = {
      parameters: [id],
      get: describe('get'),
      put: { ...describe('replace'), requestBody: { required: true, content } },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'A thousand operations', version: '1.0.0' },
    servers: [{ url: 'https://api.example.com' }],
    paths,
    components: { schemas },
  };
}
