import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';

const project = join(import.meta.dirname, '../..');

interface Bundle {
  readonly code: string;
  /** The size in bytes, gzipped. */
  readonly size: number;
  /** The files in it, relative to the folder of the project. */
  readonly files: readonly string[];
}

/** The minified browser bundle of a program with this entry point. */
async function bundled(entry: string, define: Record<string, string> = {}): Promise<Bundle> {
  const input = join(project, entry);
  const bundle = await rolldown({
    input,
    platform: 'browser',
    resolve: { conditionNames: ['specwright-source', 'import', 'default'] },
    transform: { define },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  const [{ code }] = output;
  const files = output.flatMap((chunk) => {
    const modules = chunk.type === 'chunk' ? Object.entries(chunk.modules) : [];
    return modules
      .filter(([, { renderedLength }]) => renderedLength > 0)
      .map(([file]) => file.replace(`${project}/`, ''));
  });
  return { code, size: gzipSync(code, { level: 9 }).length, files };
}

let folder: string;

beforeAll(async () => {
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/bundled-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name).replace(`${project}/`, '');
}

describe('a bundle', () => {
  test.each(['kaiten', 'patascore'])(
    'with %s, which uses JSON only, has at most 5.1 KB, and no unused codec',
    async (name) => {
      const { size, files } = await bundled(`generated/${name}/client.ts`);
      expect(size).toBeLessThanOrEqual(5100);
      expect(files.join('\n')).not.toMatch(/xml|form|multipart|saxes|retry|dates|openapi-fetch/);
    },
  );

  test('with the run-time half beside the client is as large', async () => {
    const { api } = await loadApi(join(project, 'specs/kaiten/openapi.yaml'));
    const files = await generateFiles(api!, project, outputOf({ runtime: true, extension: 'ts' }));
    await written('runtime.ts', files.get('runtime.ts')!);
    const { size } = await bundled(await written('kaiten.ts', files.get('client.ts')!));
    expect(size).toBeLessThanOrEqual(5100);
  });

  test('of openapi-fetch with a contract is no larger than both', async () => {
    const entry = await written(
      'theirs.ts',
      `import createClient from 'openapi-fetch';
import { forOpenapiFetch } from 'specwright/client';
import { kaitenContract } from '../../generated/kaiten/client.ts';
import type { paths } from '../../generated/kaiten/types.ts';
const { options, middleware } = forOpenapiFetch(kaitenContract);
export const kaiten = createClient<paths>(options);
kaiten.use(middleware);
`,
    );
    expect((await bundled(entry)).size).toBeLessThanOrEqual(7300);
  });

  test('with MaiaScore writes XML and forms, and has no parser', async () => {
    const { files } = await bundled('generated/maiascore/client.ts');
    expect(files).toContain('src/body/xml-write.ts');
    expect(files).toContain('src/body/form.ts');
    expect(files.join('\n')).not.toMatch(/saxes|xml-read/);
  });

  test('with an API that answers in XML has the parser', async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'X', version: '1' },
      paths: {
        '/': {
          get: {
            operationId: 'x',
            responses: { 200: { description: 'X', content: { 'text/xml': {} } } },
          },
        },
      },
    };
    const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
    const entry = await written('client.ts', (await generateFiles(api!)).get('client.ts')!);
    expect((await bundled(entry)).files.join('\n')).toMatch(/saxes/);
  });

  test('that calls one of 1,223 operations has at most 2 KB beside the code of every call', async () => {
    const response = (schema: object) => ({
      description: 'An answer',
      content: { 'application/json': { schema } },
    });
    const paths = Array.from({ length: 1223 }, (_, index) => [
      `/repos/{owner}/things${index}`,
      {
        get: {
          operationId: `readThing${index}`,
          parameters: [
            { name: 'owner', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'page', in: 'query', schema: { type: 'integer' } },
          ],
          security: [{ token: [] }],
          responses: Object.fromEntries(
            [200, 304, 401, 403, 404, 422].map((status) => [status, response({ type: 'object' })]),
          ),
        },
      },
    ]);
    const document = {
      openapi: '3.1.0',
      info: { title: 'Large', version: '1' },
      servers: [{ url: 'https://api.example.com' }],
      paths: {
        ...Object.fromEntries(paths),
        // The code of another operation is not in the bundle.
        '/upload': {
          put: { responses: { 200: { description: 'X', content: { 'text/xml': {} } } } },
        },
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    };
    const { api } = await loadApi('/large.json', { read: async () => JSON.stringify(document) });
    const files = await generateFiles(api!, project, outputOf({ operations: true }));
    await written('operations.ts', files.get('operations.ts')!);
    const one = await bundled(
      await written(
        'one.ts',
        "import { readThing7 } from './operations.ts';\nexport const call = () => readThing7({}, { params: { path: { owner: 'a' } } });\n",
      ),
    );
    const runtime = await bundled(
      await written('runtime.ts', "export { callOperation } from 'specwright/client';\n"),
    );
    expect(one.size - runtime.size).toBeLessThanOrEqual(2000);
    expect(one.code.length - runtime.code.length).toBeLessThanOrEqual(2000);
    expect(one.files.join('\n')).not.toMatch(/xml|saxes|form/);
  });

  test.each(['zod', 'valibot'] as const)(
    'that uses one schema of %s has no other schema',
    async (schemas) => {
      const answer = (name: string) => ({
        type: 'object',
        properties: { [name]: { type: 'string', minLength: 1 } },
      });
      const operation = (name: string) => ({
        operationId: name,
        requestBody: { content: { 'application/json': { schema: answer(`${name}Given`) } } },
        responses: {
          200: {
            description: 'X',
            content: {
              'application/json': { schema: { $ref: `#/components/schemas/${name}Found` } },
            },
          },
        },
      });
      const recursive = {
        type: 'object',
        properties: { unusedChild: { $ref: '#/components/schemas/recursive' } },
      };
      const document = {
        openapi: '3.1.0',
        info: { title: 'X', version: '1' },
        paths: { '/a': { post: operation('wanted') }, '/b': { post: operation('unused') } },
        components: {
          schemas: {
            ...{ wantedFound: answer('wantedAnswer'), unusedFound: answer('unusedAnswer') },
            recursive,
          },
        },
      };
      const { api } = await loadApi('/x.json', { read: async () => JSON.stringify(document) });
      const files = await generateFiles(api!, project, outputOf({ schemas }));
      await written(`${schemas}-schemas.ts`, files.get('schemas.ts')!);
      const { code } = await bundled(
        await written(
          `${schemas}.ts`,
          `export { wantedAnswers as used } from './${schemas}-schemas.ts';\n`,
        ),
      );
      expect(code).toContain('wantedAnswer');
      expect(code).not.toMatch(/wantedGiven|unused/);
    },
  );

  test('for production leaves the contract check out, and one for development includes it', async () => {
    const entry = await written(
      'app.ts',
      `import { createKaitenClient } from '../../generated/kaiten/client.ts';
import type { Middleware } from 'specwright/client';
const middleware: Middleware[] = [];
if (process.env.NODE_ENV !== 'production') {
  const { contractCheck } = await import('specwright/contract-check');
  middleware.push(contractCheck(globalThis.judge));
}
export const kaiten = createKaitenClient({ middleware });
`,
    );
    const production = await bundled(entry, { 'process.env.NODE_ENV': '"production"' });
    expect(production.files.join('\n')).not.toMatch(/contract-check|report|judge|ajv/);
    expect(production.size).toBeLessThanOrEqual(5100);
    const development = await bundled(entry, { 'process.env.NODE_ENV': '"development"' });
    expect(development.files).toContain('src/middleware/contract-check.ts');
  });
});
