import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import type { GenerateSettings } from '../../src/generate-settings.ts';
import { loadApi } from '../../src/index.ts';

const project = join(import.meta.dirname, '../..');
const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  // A folder without packages, as in a deployed program.
  folder = await mkdtemp(join(tmpdir(), 'specwright-runtime-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const boat = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

function document(media: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Boats', version: '1' },
    paths: {
      '/boats': {
        post: {
          operationId: 'createBoat',
          requestBody: {
            content: { 'application/x-www-form-urlencoded': { schema: boat }, [media]: {} },
          },
          responses: { 201: { description: 'Made', content: { [media]: { schema: boat } } } },
        },
      },
    },
  };
}

async function filesOf(settings: GenerateSettings, media = 'application/json') {
  const { api } = await loadApi('/boats.json', {
    read: async () => JSON.stringify(document(media)),
  });
  return generateFiles(api!, project, outputOf(settings));
}

function importsOf(files: ReadonlyMap<string, string>): string[] {
  const texts = [...files.values()].join('\n');
  return [
    ...new Set([...texts.matchAll(/^(?:import|\}) .*from '([^']+)'/gm)].map(([, from]) => from!)),
  ];
}

describe('the run-time half beside a client', () => {
  test('contains everything that the client needs, except for the XML reader', async () => {
    const all = { runtime: true, operations: true, queries: 'core', brands: true } as const;
    expect(importsOf(await filesOf(all)).sort()).toEqual([
      ...['./client.js', './operations.js', './runtime.js', './types.js'],
    ]);
    const xml = await filesOf({ runtime: true }, 'application/xml');
    expect(importsOf(xml).sort()).toEqual(['./runtime.js', './types.js', 'saxes']);
    expect(importsOf(await filesOf({}))).toContain('specwright/client');
  });

  test.each([
    ['js', ['./client.js', './runtime.js', './types.js']],
    ['ts', ['./client.ts', './runtime.ts', './types.ts']],
    ['none', ['./client', './runtime', './types']],
  ] as const)('is imported by the extension %s', async (extension, imports) => {
    const files = await filesOf({ runtime: true, operations: true, extension });
    expect(importsOf(files).sort()).toEqual(imports);
    expect(files.get('client.ts')!.includes('@deno-types')).toBe(extension === 'js');
  });

  test.each([
    ['ECMAScript modules', 'module', ts.ModuleKind.ESNext],
    ['CommonJS', 'commonjs', ts.ModuleKind.CommonJS],
  ])('runs as %s without this package', async (_, type, module) => {
    const at = join(folder, type);
    await mkdir(at, { recursive: true });
    await writeFile(join(at, 'package.json'), JSON.stringify({ type }));
    const program = `import { createBoatsClient } from './client.js';
import { AnswerError, orThrow, retry } from './runtime.js';
export async function main() {
  const boats = createBoatsClient({ baseUrl: process.argv[2]!, middleware: [retry(1)] });
  const contentType = 'application/x-www-form-urlencoded';
  const boat: { name: string } = await orThrow(boats.createBoat({ body: { name: 'A b' }, contentType }));
  const error: unknown = await orThrow(boats.createBoat({ body: { name: '' } })).catch((own) => own);
  console.log(boat.name, error instanceof AnswerError);
}
main();
`;
    for (const [name, text] of [
      ...(await filesOf({ runtime: true })),
      ['main.ts', program],
    ] as const) {
      const compilerOptions = { module, target: ts.ScriptTarget.ES2022 };
      const { outputText } = ts.transpileModule(text, { compilerOptions });
      await writeFile(join(at, name.replace('.ts', '.js')), outputText);
    }
    const server = createServer(async (request, response) => {
      let sent = '';
      for await (const chunk of request) sent += chunk;
      const isForm = sent === 'name=A%20b';
      response.writeHead(isForm ? 201 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ name: sent }));
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((ready) => server.once('listening', ready));
      const { port } = server.address() as AddressInfo;
      const told = await run(process.execPath, [join(at, 'main.js'), `http://127.0.0.1:${port}`]);
      expect(told).toEqual({ stdout: 'name=A%20b true\n', stderr: '' });
    } finally {
      server.close();
    }
  });

  test('has no unused code, and its types compile', async () => {
    const at = join(folder, 'strict');
    await mkdir(join(at, 'node_modules'), { recursive: true });
    await symlink(join(project, 'node_modules/saxes'), join(at, 'node_modules/saxes'), 'junction');
    const files = await filesOf({ runtime: true }, 'application/xml');
    const file = join(at, 'runtime.ts');
    await writeFile(file, files.get('runtime.ts')!.replace('// @ts-nocheck\n', ''));
    const program = ts.createProgram([file], {
      ...{ strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022 },
      ...{ noUnusedLocals: true, noUnusedParameters: true, erasableSyntaxOnly: true },
      ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      // The types of saxes do not fit `exactOptionalPropertyTypes`.
      ...{ verbatimModuleSyntax: true, isolatedModules: true, skipLibCheck: true },
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    });
    const faults = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(faults).toEqual([]);
  });
});
