// Compares generating with openapi-typescript's command. Compares a call, and compiling a file that
// uses a client, with openapi-fetch. Compares the middleware of a provider with
// express-openapi-validator. Compares what is generated around a client with hey-api and orval.
// Generating and compiling are measured in CPU time, because other programs may run.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import createClient from 'openapi-fetch';
import { createClient as createOurs, forOpenapiFetch } from '../dist/lib/client/client.js';
import { generators } from './client/generators.mjs';
import { servers } from './client/servers.mjs';
import { print, race, ratio, whole } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const openai = path.join(root, '../shared/corpus/openai.yaml');
const names = ['maiascore', 'kaiten', 'patascore', 'khoros'];
const typesCommand = path.join(root, 'node_modules/openapi-typescript/bin/cli.js');

mkdirSync(path.join(root, 'dist'), { recursive: true });
// Inside the project, where `specwright/client` resolves to its build.
const folder = mkdtempSync(path.join(root, 'dist/bench-'));
/** The milliseconds of CPU that child processes have used since the last reset. */
let spent = 0;
try {
  generating();
  await calling();
  await servers();
  await generators(folder, measured);
  if (existsSync(openai)) compiling();
  else process.stdout.write(`\nclient: types were not compiled, because ${openai} is not there\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function generating() {
  const generate = ['bin/specwright.js', 'generate', '--out', path.join(folder, 'generated')];
  run(generate);
  // All four in one process, as openapi-typescript does it: with its own configuration.
  const config = path.join(folder, 'redocly.yaml');
  const apis = names.map(
    (name) =>
      `  ${name}:\n    root: ${root}specs/${name}/openapi.yaml\n    x-openapi-ts: { output: ${name}.ts }\n`,
  );
  writeFileSync(config, `apis:\n${apis.join('')}`);
  const jobs = {
    'openapi-typescript, types only': () => run([typesCommand, '--redocly', config]),
    'specwright generate --force': () => run([...generate, '--force']),
    'specwright generate, nothing new': () => run(generate),
  };
  const rows = table(jobs, 5);
  print('client: generating for the four APIs', [
    ['', 'CPU ms', 'elapsed ms', 'of theirs'],
    ...rows,
  ]);
}

/** Calls with an immediate answer in JSON. */
async function calling() {
  const operation = {
    ...{ method: 'POST', path: '/customers/{id}', security: [['bearer']] },
    body: { 'application/json': {} },
    answers: { 200: { 'application/json': {} } },
  };
  const contract = { schemes: { bearer: { http: 'Bearer' } }, operations: { call: operation } };
  const text = JSON.stringify({ id: '1', name: 'Awesome Customer', tags: ['a', 'b'] });
  const headers = { 'content-type': 'application/json' };
  const baseUrl = 'http://api.test';
  const given = {
    ...{ baseUrl, credentials: { bearer: 'TOKEN' } },
    fetch: async () => new Response(text, { headers }),
  };
  const call = {
    params: { path: { id: '1' }, query: { page: 1 } },
    body: { name: 'Awesome Customer', tags: ['a', 'b'] },
  };
  const ours = createOurs(contract, given);
  const plain = createClient({
    ...{ baseUrl, fetch: given.fetch, headers: { authorization: 'Bearer TOKEN' } },
  });
  const { options, middleware } = forOpenapiFetch(contract, given);
  const byContract = createClient(options);
  byContract.use(middleware);
  const best = await race({
    'openapi-fetch': () => plain.POST('/customers/{id}', call),
    'openapi-fetch by the contract': () => byContract.POST('/customers/{id}', call),
    'specwright client': () => ours.call(call),
  });
  const [first] = best.values();
  print('client: calls a second', [
    ['', 'calls', 'of theirs'],
    ...[...best].map(([name, perSecond]) => [name, whole(perSecond), ratio(perSecond / first)]),
  ]);
}

function compiling() {
  const at = (file) => path.join(folder, file);
  run(['bin/specwright.js', 'generate', openai, '--out', folder]);
  const config = at('openai/redocly.yaml');
  writeFileSync(
    config,
    `apis:\n  openai:\n    root: ${openai}\n    x-openapi-ts: { output: paths.ts }\n`,
  );
  run([typesCommand, '--redocly', config]);
  writeFileSync(
    at('openai/theirs.ts'),
    `import createClient from 'openapi-fetch';
import type { paths } from './paths.ts';
const openai = createClient<paths>({ baseUrl: 'https://api.openai.com/v1' });
export async function models() {
  const { data } = await openai.GET('/models');
  const { data: files } = await openai.GET('/files', { params: { query: { purpose: 'batch' } } });
  return [data?.data.map(({ id }) => id), files?.data.map(({ id }) => id)];
}
export const deleted = (model: string) => openai.DELETE('/models/{model}', { params: { path: { model } } });
`,
  );
  writeFileSync(
    at('openai/ours.ts'),
    `import { createOpenaiClient } from './client.ts';
const openai = createOpenaiClient();
export async function models() {
  const { data } = await openai.GET('/models');
  const { data: files } = await openai.GET('/files', { params: { query: { purpose: 'batch' } } });
  return [data?.data.map(({ id }) => id), files?.data.map(({ id }) => id)];
}
export const deleted = (model: string) => openai.DELETE('/models/{model}', { params: { path: { model } } });
`,
  );
  const compile = (file) => {
    const project = at(`openai/${file}.json`);
    const settings = {
      extends: '../../../tsconfig.json',
      compilerOptions: { types: [], customConditions: [], rootDir: '../../..' },
      include: [],
      files: [`${file}.ts`],
    };
    writeFileSync(project, JSON.stringify(settings));
    return () => run(['node_modules/typescript/bin/tsc', '-p', project]);
  };
  const jobs = { 'openapi-fetch': compile('theirs'), 'specwright client': compile('ours') };
  const rows = table(jobs, 4);
  print('client: compiling a file that calls OpenAI', [
    ['', 'CPU ms', 'elapsed ms', 'of theirs'],
    ...rows,
  ]);
}

/** Runs a Node script in the project, and adds the CPU time of its process. */
function run(args) {
  const { failure, cpu } = measured(args);
  if (failure !== undefined) throw new Error(`${args.join(' ')}: ${failure}`);
  spent += cpu;
}

/** Runs a Node script in the project: the milliseconds that it took, or why it did not succeed. */
function measured(args, limitSeconds) {
  const counted = ['--import', new URL('./usage.mjs', import.meta.url).href, ...args];
  const start = performance.now();
  const { status, stdout, stderr, output, error } = spawnSync(process.execPath, counted, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    timeout: limitSeconds === undefined ? undefined : limitSeconds * 1000,
  });
  if (error?.code === 'ETIMEDOUT') return { failure: `did not end within ${limitSeconds} s` };
  if (status !== 0) {
    const [cause] = /\b\w*Error: .*/.exec(stdout + stderr) ?? [stdout + stderr];
    return { failure: cause };
  }
  return { cpu: JSON.parse(output[3]).cpu, elapsed: performance.now() - start };
}

/** The best of several rounds; the others are compared with the first job. */
function table(jobs, rounds) {
  const best = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, job] of Object.entries(jobs)) {
      const start = performance.now();
      spent = 0;
      job();
      const own = { cpu: spent, elapsed: performance.now() - start };
      const before = best.get(name);
      if (before === undefined || own.cpu < before.cpu) best.set(name, own);
    }
  }
  const [first] = best.values();
  return [...best].map(([name, { cpu, elapsed }]) => [
    name,
    cpu.toFixed(0),
    elapsed.toFixed(0),
    ratio(cpu / first.cpu),
  ]);
}
