import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../../src/api/model.ts';
import { type AnyResult, validateWith } from '../../src/client/client.ts';
import { exampleCalls } from '../../src/example/request.ts';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { createJudge, createMock, loadApi } from '../../src/index.ts';
import { honoContract } from '../../src/middleware/server.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { namedOperations } from '../../src/typescript/operation-names.ts';
import { apiTypeName } from '../../src/typescript/type-name.ts';
import { contractsAndDocuments } from '../corpus/documents.ts';

const project = join(import.meta.dirname, '../..');

/** Every option that changes what runs, once. */
const variants = {
  numbers: outputOf({ queries: 'core', schemas: 'zod', enums: true, server: true }),
  bigints: outputOf({ queries: 'core', schemas: 'valibot', int64: 'bigint', lenient: true }),
} as const;

// biome-ignore lint/suspicious/noExplicitAny: the code is made while the test runs.
type Made = Readonly<Record<string, any>>;
let folder: string;

beforeAll(async () => {
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/outputs-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function generated(api: Api, variant: keyof typeof variants): Promise<Record<string, Made>> {
  const at = join(folder, api.name, variant);
  await mkdir(at, { recursive: true });
  const made: Record<string, Made> = {};
  const files = await generateFiles(api, project, variants[variant]);
  for (const [name, code] of files) await writeFile(join(at, name), code);
  for (const name of ['client', 'operations', 'queries', 'schemas', 'enums', 'server']) {
    if (files.has(`${name}.ts`)) made[name] = await import(join(at, `${name}.ts`));
  }
  return made;
}

/** Valid calls of an operation, in values that its media type takes as they are. */
function callsOf(operation: Api['operations'][number], schemas: ReturnType<typeof createSchemas>) {
  return exampleCalls(operation, schemas).map(({ call: { parameters, body } }) => {
    const params: Record<string, object> = {};
    for (const { parameter, value } of parameters) {
      const place = parameter.in === 'querystring' ? 'query' : parameter.in;
      const own = parameter.in === 'querystring' ? (value as object) : { [parameter.name]: value };
      params[place] = { ...params[place], ...own };
    }
    const { sent } = body?.example ?? {};
    if (!sent?.ok) return { params };
    const { body: bytes, contentType } = sent.content;
    return { params, body: bytes, contentType };
  });
}

const small = contractsAndDocuments(1_000_000);

test.each(
  small.map((file) => ({
    file,
    name: basename(file) === 'openapi.yaml' ? file.split('/').at(-2) : basename(file),
  })),
)(
  'all outputs for $name run against its mock, and agree',
  async ({ file }) => {
    const { api } = await loadApi(file);
    const schemas = createSchemas(api!);
    const { fetch } = createMock([{ name: api!.name, api: api! }]);
    const credentials = Object.fromEntries(
      [...api!.securitySchemes].map(([name, { credential }]) => {
        const isBasic = credential.type === 'http' && credential.scheme.toLowerCase() === 'basic';
        return [name, isBasic ? { username: 'a', password: 'b' } : 'secret'];
      }),
    );
    const faults: string[] = [];
    let answered = 0;
    const answers = new Map<string, AnyResult>();
    for (const variant of Object.keys(variants) as (keyof typeof variants)[]) {
      const files = await generated(api!, variant);
      const { client, operations, queries, schemas: made, enums, server } = files;
      const validate = validateWith(made!.operationSchemas ?? {}, 'response');
      const options = { baseUrl: 'http://mock.test', fetch, credentials, validate };
      const whole = client![`create${apiTypeName(api!.name)}Client`](options);
      for (const [name, values] of Object.entries(enums ?? {})) {
        expect([name, Object.keys(values).length]).not.toEqual([name, 0]);
      }
      for (const { operation, key, hasId } of namedOperations(api!)) {
        // The mock answers with 204 where a document describes no answer.
        if (operation.responses.length === 0) continue;
        // Its schema refers to a component that is not there.
        if (api!.name === 'scalar-galaxy' && key === 'getAllData') continue;
        for (const call of callsOf(operation, schemas)) {
          const attempt = async (way: string, run: () => Promise<AnyResult>) => {
            try {
              const result = await run();
              const { status, response, ...rest } = result;
              answered += 1;
              if (result.ok) answers.set(key, result);
              if (typeof status === 'number') return `${status}`;
              faults.push(`${variant} ${key} ${way}: ${response.status} ${JSON.stringify(rest)}`);
            } catch (error) {
              faults.push(`${variant} ${key} ${way}: ${error}`);
            }
            return undefined;
          };
          const byFunction = await attempt('as a function', () => operations![key](options, call));
          const { method, path } = operation;
          const asMethod = () => (hasId ? whole[key](call) : whole[method](path, call));
          if ((await attempt('as a method', asMethod)) !== byFunction) {
            faults.push(`${variant} ${key}: the client and the function differ`);
          }
          const query = queries![`${key}QueryOptions`]?.(options, call);
          if (query === undefined || !byFunction?.startsWith('2')) continue;
          expect(() => JSON.stringify(query.queryKey)).not.toThrow();
          const data = await query.queryFn({ signal: new AbortController().signal });
          if (data === undefined) faults.push(`${variant} ${key}: a query has no data`);
        }
      }
      if (server === undefined) continue;
      // A server that answers as the mock did, by its typed handlers.
      const judge = createJudge(api!);
      const handlers = Object.fromEntries(
        namedOperations(api!).map(({ key }) => [
          key,
          ({ respond }: Made) => {
            const { status, data, contentType: mediaType, headers } = answers.get(key)!;
            return respond!(status, data, { mediaType, headers });
          },
        ]),
      );
      const app = new Hono()
        .use(honoContract(judge) as never)
        .use(server[`hono${apiTypeName(api!.name)}`](judge, handlers));
      const served = { ...options, fetch: async (request: Request) => app.fetch(request) };
      for (const { operation, key } of namedOperations(api!)) {
        const expected = answers.get(key);
        if (expected === undefined || expected.data instanceof ReadableStream) continue;
        const [call] = callsOf(operation, schemas);
        const { status, data, headers }: AnyResult = await operations![key](served, call);
        expect([key, status, data, headers]).toEqual([
          ...[key, expected.status, expected.data, expected.headers],
        ]);
      }
    }
    expect(faults).toEqual([]);
    expect(answered > 0).toBe(api!.operations.some(({ responses }) => responses.length > 0));
  },
  120_000,
);
