import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { loadApi } from '../../src/index.ts';

const project = join(import.meta.dirname, '../..');

const thing = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  servers: [{ url: 'http://things.test' }],
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'It',
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
              'application/xml': { schema: { $ref: '#/components/schemas/Thing' } },
            },
          },
        },
      },
    },
    '/events': {
      get: {
        operationId: 'events',
        responses: { 200: { description: 'All', content: { 'text/event-stream': {} } } },
      },
    },
    '/files': {
      post: {
        operationId: 'upload',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': { schema: { properties: { file: { format: 'binary' } } } },
          },
        },
        responses: { 204: { description: 'Done' } },
      },
      put: {
        operationId: 'replace',
        requestBody: { required: true, content: { 'application/octet-stream': {} } },
        responses: { 204: { description: 'Done' } },
      },
    },
  },
  components: { schemas: { Thing: thing } },
};

/** A program that knows neither the DOM nor Node: mistakes do not compile, and nothing is `any`. */
const program = `
import { orThrow, retry } from 'specwright/client';
import { createThingsClient } from './things/client.js';

type IsAny<Type> = 0 extends 1 & Type ? true : false;
const isNone = <Type>(_: Type, isAny: IsAny<Type>) => isAny;
declare const answer: Awaited<ReturnType<NonNullable<Parameters<typeof createThingsClient>[0]>['fetch'] & {}>>;

export async function use(bytes: Uint8Array<ArrayBuffer>) {
  const things = createThingsClient({
    middleware: [
      retry(1),
      async (request, next) => {
        isNone(request, false);
        request.headers.set('x', request.url);
        return next(request);
      },
    ],
    fetch: async (request) => {
      request.url satisfies string;
      return answer;
    },
  });
  const result = await things.getThing({ params: { path: { id: '1' } } });
  isNone(result.response, false);
  result.response.status satisfies number;
  const events = await things.events({ timeout: 0 });
  if (events.ok) {
    isNone(events.data, false);
    const chunk = await events.data.getReader().read();
    if (!chunk.done) {
      isNone(chunk.value, false);
      chunk.value satisfies Uint8Array;
    }
  }
  await things.upload({ body: { file: bytes } });
  await things.replace({ body: bytes, headers: { a: 'b' } });
  // @ts-expect-error These are no header fields.
  await things.replace({ body: bytes, headers: 42 });
  // @ts-expect-error This is no signal.
  await things.replace({ body: bytes, signal: 42 });
  // @ts-expect-error This is no content.
  await things.replace({ body: 42 });
  // @ts-expect-error This is no form.
  await things.upload({ body: 42 });
  // @ts-expect-error This is no fetch.
  createThingsClient({ fetch: 42 });
  const { name } = await orThrow(things.getThing({ params: { path: { id: '1' } } }));
  isNone(name, false);
  return name satisfies string;
}
`;

const main = `
import { AnswerError, orThrow } from 'specwright/client';
import { createThingsClient } from './things/client.js';

async function main() {
  const told: unknown[] = [];
  const things = createThingsClient({
    fetch: async (request) => {
      told.push(request.method, request.url, (await request.text()).includes('filename="blob"'));
      const isXml = request.url.endsWith('xml');
      const type = isXml ? 'application/xml' : 'application/json';
      const text = isXml ? '<Thing><name>x</name></Thing>' : '{"name":"j"}';
      return new Response(text, { headers: { 'content-type': type } });
    },
  });
  for (const id of ['xml', 'json']) {
    told.push((await orThrow(things.getThing({ params: { path: { id } } }))).name);
  }
  const upload = orThrow(things.upload({ body: { file: new Uint8Array([1]) } }));
  told.push(await upload.catch((error) => error instanceof AnswerError));
  console.log(JSON.stringify(told));
}
void main();
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'specwright-environments-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(project, join(folder, 'node_modules/specwright'));
  const { api } = await loadApi('/things.json', { read: async () => JSON.stringify(document) });
  await mkdir(join(folder, 'things'));
  for (const [name, text] of await generateFiles(api!)) {
    await writeFile(join(folder, 'things', name), text);
  }
  await writeFile(join(folder, 'use.ts'), program);
  await writeFile(join(folder, 'main.ts'), main);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout) =>
      resolve(stdout || (error?.message ?? '')),
    );
  });
}

interface Settings {
  readonly compiler: 'typescript' | 'typescript-6' | 'typescript-7';
  readonly module: string;
  readonly moduleResolution: string;
  readonly lib: readonly string[];
  readonly types: readonly string[];
}

async function compiled(
  name: string,
  { compiler, ...settings }: Settings,
  files: readonly string[],
  options: object = { noEmit: true },
): Promise<string> {
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ target: 'es2022', typeRoots: [join(project, 'node_modules/@types')], ...settings },
    ...options,
  };
  const config = join(folder, `${name}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions, files }));
  return run(join(project, `node_modules/${compiler}/bin/tsc`), '-p', config, '--pretty', 'false');
}

const es = ['es2022'];
const dom = ['es2022', 'dom'];

describe('a generated client', { timeout: 120_000 }, () => {
  test.each<Settings>([
    { compiler: 'typescript', module: 'commonjs', moduleResolution: 'node10', lib: es, types: [] },
    { compiler: 'typescript-6', module: 'node16', moduleResolution: 'node16', lib: es, types: [] },
    {
      compiler: 'typescript-7',
      module: 'node16',
      moduleResolution: 'node16',
      lib: es,
      types: ['node'],
    },
    {
      compiler: 'typescript-7',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      lib: dom,
      types: [],
    },
    { compiler: 'typescript-7', module: 'esnext', moduleResolution: 'bundler', lib: es, types: [] },
  ])(
    'has types from the declared environment: $compiler, $moduleResolution, lib $lib, types $types',
    async (settings) => {
      const name = Object.values(settings).flat().join('-');
      expect(await compiled(name, settings, ['use.ts'])).toBe('');
    },
  );

  test('loads on a platform without streams, forms, decoders and encoders', async () => {
    const absent = ['ReadableStream', 'FormData', 'Blob', 'File', 'TextDecoder', 'TextEncoder'];
    const loaded = await run(
      '--input-type=module',
      '--eval',
      `for (const name of ${JSON.stringify(absent)}) delete globalThis[name];
       const { createClient, multipartCodec } = await import('specwright/client');
       console.log(typeof createClient({ operations: {}, codecs: [multipartCodec] }, {}));`,
    );
    expect(loaded).toBe('object\n');
  });

  test.each([
    { compiler: 'typescript', module: 'commonjs', moduleResolution: 'node10', type: 'commonjs' },
    { compiler: 'typescript-7', module: 'node16', moduleResolution: 'node16', type: 'commonjs' },
    { compiler: 'typescript-7', module: 'node16', moduleResolution: 'node16', type: 'module' },
  ] as const)(
    'runs as $type that is compiled for $moduleResolution',
    async ({ type, ...settings }) => {
      const out = `out-${type}-${settings.module}`;
      await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
      const how = { lib: dom, types: [], ...settings };
      expect(await compiled(out, how, ['main.ts'], { outDir: out })).toBe('');
      const told = JSON.parse(await run(join(folder, out, 'main.js')));
      expect(told).toEqual([
        ...['GET', 'http://things.test/things/xml', false, 'x'],
        ...['GET', 'http://things.test/things/json', false, 'j'],
        ...['POST', 'http://things.test/files', true, true],
      ]);
    },
  );
});
