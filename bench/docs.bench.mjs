// The cost of building the documentation, and of its pages in a browser. Each build has its own
// process, because only that shows its peak memory.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { print } from './measure.mjs';

const project = fileURLToPath(new URL('..', import.meta.url));
const corpus = path.join(project, '../shared/corpus');
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const [job, ...given] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (job === 'build') await build(given[0], given.slice(1));
else if (job === 'redocly') await buildWithRedocly(given[0], given[1]);
else await compare([job, ...given].filter((file) => file !== undefined && existsSync(file)));

async function build(outDir, sources) {
  const { expectShortRun } = await import('../dist/lib/cli/short-run.js');
  expectShortRun();
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
  process.stdout.write(JSON.stringify({ milliseconds, operations, ...usage() }));
}

/** Builds the same document with `redocly build-docs` in this process, so that its usage can be read. */
async function buildWithRedocly(outFile, source) {
  process.on('exit', () => process.stderr.write(`\nusage ${JSON.stringify(usage())}\n`));
  process.argv = [process.execPath, 'redocly', 'build-docs', source, '-o', outFile];
  const require = createRequire(import.meta.url);
  await import(path.join(path.dirname(require.resolve('@redocly/cli/package.json')), 'bin/cli.js'));
}

function usage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

async function compare(documents) {
  const folder = mkdtempSync(path.join(tmpdir(), 'specwright-docs-bench-'));
  try {
    const thousand = path.join(folder, 'thousand.json');
    writeFileSync(thousand, JSON.stringify(largeDocument(1_000)));
    const subjects = [
      ['the four APIs', specs()],
      ['1,000 operations', [thousand]],
      ['openai.yaml', [path.join(corpus, 'openai.yaml')]],
      ...documents.map((file) => [path.basename(file), [file]]),
    ].filter(([, sources]) => sources.every((source) => existsSync(source)));
    const built = subjects.map(([name, sources], index) => {
      const outDir = path.join(folder, `site-${index}`);
      const output = execFileSync(process.execPath, [
        fileURLToPath(import.meta.url),
        'build',
        outDir,
        ...sources,
      ]);
      const file = path.join(folder, `redocly-${index}.html`);
      const redocly = sources.length === 1 ? withRedocly(file, sources[0]) : undefined;
      return { name, outDir, redocly, ...JSON.parse(output.toString()) };
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
    print("docs: beside Redocly's build-docs, in the same run", [
      ['', 'CPU s', 'Redocly', 'ratio', 'peak MB', 'Redocly', 'ratio', 'kB a page'],
      ...built
        .filter(({ redocly }) => redocly !== undefined)
        .map(({ name, cpu, megabytes, redocly, outDir }) => [
          ...[name, cpu.toFixed(1), redocly.cpu.toFixed(1), (cpu / redocly.cpu).toFixed(1)],
          ...[megabytes.toFixed(0), redocly.megabytes.toFixed(0)],
          ...[(megabytes / redocly.megabytes).toFixed(1), pageSize(outDir).toFixed(1)],
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

function withRedocly(file, source) {
  const args = [fileURLToPath(import.meta.url), 'redocly', file, source];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stderr } = spawnSync(process.execPath, args, { env });
  const found = /^usage (.*)$/m.exec(stderr.toString());
  return found === null || !existsSync(file) ? undefined : { file, ...JSON.parse(found[1]) };
}

/** The size of an HTML page on disk in kB, without the files that pages share. */
function pageSize(outDir) {
  const pages = readdirSync(outDir, { recursive: true }).filter((name) => name.endsWith('.html'));
  const sum = pages.reduce((total, name) => total + statSync(path.join(outDir, name)).size, 0);
  return sum / pages.length / 1e3;
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
      'Redoc page': files.find((file) => file.endsWith('/redoc.html')),
    };
    for (const [kind, file] of Object.entries(pages)) {
      rows.push([
        `${name}, ${kind}`,
        ...(await measured(browser, `file://${outDir}/${file}`, kind)),
      ]);
    }
  }
  const loads = [];
  for (const { name, outDir, redocly } of built) {
    if (redocly === undefined) continue;
    const file = readdirSync(outDir, { recursive: true }).find((one) =>
      /operations.*html$/.test(one),
    );
    const own = await loaded(browser, path.join(outDir, file));
    const other = await loaded(browser, redocly.file);
    loads.push([
      ...[name, String(own.requests), String(other.requests)],
      ...[own.kilobytes.toFixed(0), other.kilobytes.toFixed(0)],
      (own.kilobytes / other.kilobytes).toFixed(2),
    ]);
  }
  await browser.close();
  print("docs: the first page, an operation of ours and Redocly's file", [
    ['', 'requests', 'Redocly', 'kB', 'Redocly', 'ratio'],
    ...loads,
  ]);
  print('docs: pages, loaded and scrolled to their end', [
    ['', 'scripting s', 'layout s', 'nodes', 'heap MB', 'longest frame ms'],
    ...rows,
  ]);
}

/** The files and addresses that a page requests. Requests to other hosts are counted and not sent. */
async function loaded(browser, file) {
  const page = await browser.newPage();
  const urls = new Set();
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) urls.add(request.url().replace(/#.*$/, ''));
  });
  await page.route(/^https?:/, (route) => route.abort());
  await page.goto(`file://${file}`);
  await page.waitForTimeout(1_000);
  await page.close();
  const files = [...urls].filter((url) => url.startsWith('file:'));
  const bytes = files.reduce((sum, url) => sum + statSync(fileURLToPath(url)).size, 0);
  return { requests: urls.size, kilobytes: bytes / 1e3 };
}

/** The cost of loading, and the longest pause while the page scrolls. */
async function measured(browser, url, kind) {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(url);
  if (kind === 'Redoc page') {
    // It loads Redoc when a reader moves.
    await page.mouse.move(200, 300);
    await page.mouse.move(200, 310);
    await page.locator('.layout').waitFor({ state: 'detached', timeout: 120_000 });
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

/** Operations with parameters, bodies and answers, with schemas that refer to one another. */
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
