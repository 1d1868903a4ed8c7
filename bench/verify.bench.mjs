// How many cases a second `verify` plans, sends and judges at a provider that answers at once. The
// minimum for comparison: the same requests by fetch, with their answers read and dropped. The last
// table has the memory for a document of a thousand operations.

import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createJudge,
  createMock,
  listen,
  loadApi,
  planCases,
  runCases,
} from '../dist/lib/index.js';
import { print, ratio, whole } from './measure.mjs';
import { keyOf } from './verify/provider.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'specwright-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const concurrency = 1;
/** What a run makes up follows from its nonce, so that each run sends the recorded requests. */
const options = { nonce: 'bench' };
const { api } = await loadApi(here('../specs/maiascore/openapi.yaml'));
const exchanges = await record(api);
const provider = await start(exchanges);
const best = { verify: Infinity, fetch: Infinity, verifyCpu: Infinity, fetchCpu: Infinity };
for (let round = 0; round < 6; round += 1) {
  for (const [name, run] of [
    ['fetch', () => fetchAll(exchanges, provider.url)],
    ['verify', () => verifyAll(provider.url)],
  ]) {
    const before = process.cpuUsage();
    const started = performance.now();
    const count = await run();
    const wall = ((performance.now() - started) / count) * 1000;
    const { user, system } = process.cpuUsage(before);
    // The first round only warms up.
    if (round === 0) continue;
    best[name] = Math.min(best[name], wall);
    best[`${name}Cpu`] = Math.min(best[`${name}Cpu`], (user + system) / count);
  }
}
provider.stop();
print(`verify: ${exchanges.length} cases, one after the other`, [
  ['', 'a second', 'µs a case', 'µs of CPU', 'to fetch', 'CPU to fetch'],
  ...['fetch', 'verify'].map((name) => [
    name === 'fetch' ? 'fetch and read' : 'plan, send and judge',
    whole(1e6 / best[name]),
    whole(best[name]),
    whole(best[`${name}Cpu`]),
    ratio(best[name] / best.fetch),
    ratio(best[`${name}Cpu`] / best.fetchCpu),
  ]),
]);
await memory();

/** The mock's answers to each case; the provider of the race repeats them at once. */
async function record(contract) {
  const mock = await listen(createMock([contract]), { port: 0 });
  const judge = createJudge(contract);
  const recorded = [];
  for await (const outcome of runCases(
    casesOf(judge),
    judge,
    { baseUrl: mock.url, concurrency },
    options,
  )) {
    if (outcome.kind !== 'passed') throw new Error(`${outcome.kind}: ${outcome.case.id}`);
    recorded.push(...outcome.exchanges);
  }
  await mock.close();
  return recorded;
}

/** All cases except those for missing items: a mock without state has every item. */
function* casesOf(judge) {
  for (const one of planCases(judge)) if (!one.id.includes('/absent/')) yield one;
}

function start(recorded) {
  const file = path.join(folder, 'answers.json');
  const answers = recorded.map(({ request, response }) => {
    const { connection: _, 'keep-alive': __, date: ___, ...headers } = response.headers;
    const text = (body) => Buffer.from(body).toString('latin1');
    const { method, target } = request;
    return [
      keyOf(method, target, request.headers, text(request.body)),
      [response.status, headers, text(response.body)],
    ];
  });
  writeFileSync(file, JSON.stringify(answers));
  const child = fork(here('verify/provider.mjs'), [file]);
  process.on('exit', () => child.kill());
  return new Promise((resolve) => {
    child.once('message', (port) =>
      resolve({ url: `http://127.0.0.1:${port}`, stop: () => child.kill() }),
    );
  });
}

async function fetchAll(recorded, url) {
  for (const { request } of recorded) {
    const { method, target, headers, body } = request;
    const response = await fetch(url + target, {
      method,
      headers,
      ...(body.length > 0 && { body }),
    });
    await response.arrayBuffer();
  }
  return recorded.length;
}

async function verifyAll(baseUrl) {
  const judge = createJudge(api);
  let count = 0;
  for await (const outcome of runCases(casesOf(judge), judge, { baseUrl, concurrency }, options)) {
    if (outcome.kind !== 'passed') throw new Error(`${outcome.kind}: ${outcome.case.id}`);
    count += 1;
  }
  return count;
}

async function memory() {
  const file = path.join(folder, 'thousand.json');
  writeFileSync(file, JSON.stringify(thousandOperations()));
  const { api: contract } = await loadApi(file);
  const mock = await listen(createMock([contract]), { port: 0 });
  const child = spawn(process.execPath, [here('verify/memory.mjs'), file, mock.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  await mock.close();
  const { operations, cases, seconds, megabytes } = JSON.parse(text);
  print('verify: a document of a thousand operations, all its cases at the mock', [
    ['operations', 'cases', 'seconds', 'peak MB'],
    [whole(operations), whole(cases), seconds.toFixed(1), whole(megabytes)],
  ]);
}

function thousandOperations() {
  const paths = {};
  for (let index = 0; index < 250; index += 1) {
    const thing = {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { type: 'integer', minimum: 1 },
        name: { type: 'string', minLength: 1, maxLength: 40 + index },
        color: { enum: ['red', 'green', 'blue'] },
        tags: { type: 'array', maxItems: 5, items: { type: 'string' } },
      },
    };
    const content = { 'application/json': { schema: thing } };
    const refused = { description: 'refused' };
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } };
    const responses = { 200: { description: 'fine', content }, 400: refused };
    const requestBody = { required: true, content };
    paths[`/things${index}`] = {
      get: { operationId: `list${index}`, parameters: [limit], responses },
      post: { operationId: `create${index}`, requestBody, responses },
    };
    paths[`/things${index}/{id}`] = {
      parameters: [id],
      put: { operationId: `replace${index}`, requestBody, responses },
      delete: { operationId: `remove${index}`, responses },
    };
  }
  return { openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths };
}
