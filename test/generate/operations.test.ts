import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from './compile.ts';

const project = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  // Inside the project, where `specwright/client` leads to its own source.
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/operations-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const json = (schema: unknown) => ({ 'application/json': { schema } });
const described = (operationId: string | undefined, schema: unknown = { type: 'string' }) => ({
  operationId,
  responses: {
    200: { description: 'Fine', content: json(schema) },
    404: { description: 'Not there', content: { 'application/problem+json': {} } },
  },
});

const boats = {
  openapi: '3.1.0',
  info: { title: 'Boats', version: '1' },
  servers: [{ url: 'https://{harbor}.example', variables: { harbor: { default: 'north' } } }],
  security: [{ key: [] }],
  paths: {
    '/boats/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        ...described('readBoat', { $ref: '#/components/schemas/Boat' }),
        parameters: [
          { name: 'tags', in: 'query', explode: false, schema: { type: 'array', items: {} } },
        ],
      },
      // Names that JavaScript or the module itself has a use for.
      delete: described('delete'),
      patch: described('callOperation'),
      put: {
        ...described('types'),
        requestBody: {
          required: true,
          content: {
            'application/xml': { schema: { $ref: '#/components/schemas/Boat' } },
            'application/x-www-form-urlencoded': { schema: { type: 'object' } },
          },
        },
      },
      post: described('new'),
    },
    '/boats': { get: described(undefined), post: described('readBoatContract') },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      Boat: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer', xml: { attribute: true } },
          launched: { type: 'string', format: 'date-time' },
        },
      },
    },
  },
};

async function filesOf(document: unknown, settings = {}) {
  const { api } = await loadApi('/boats.json', { read: async () => JSON.stringify(document) });
  return generateFiles(api!, project, outputOf({ operations: true, ...settings }));
}

test('functions compile strictly, for any names of operations, and have the types of methods', async () => {
  const files = Object.fromEntries(await filesOf(boats));
  expect(
    compileErrors({
      ...files,
      'right.ts': `import { callOperationOperation, deleteOperation, getBoats, newOperation, readBoat, readBoatContract, typesOperation } from './operations.ts';
import type { BoatsOptions } from './client.ts';
import { orThrow } from 'specwright/client';
const client: BoatsOptions = { credentials: { key: 'k' }, server: { harbor: 'south' } };
const result = await readBoat(client, { params: { path: { id: 1 }, query: { tags: ['a'] } } });
if (result.ok) result.data.id satisfies number;
else if (result.status === 404) result.problem.title satisfies string | undefined;
(await orThrow(readBoat(client, { params: { path: { id: 1 } } }))).id satisfies number;
await getBoats(client);
await typesOperation(client, { params: { path: { id: 1 } }, contentType: 'application/xml', body: { id: 2 } });
export const others = [callOperationOperation, deleteOperation, newOperation, readBoatContract];
`,
    }),
  ).toEqual([]);
  const errors = compileErrors({
    ...files,
    'wrong.ts': `import { readBoat } from './operations.ts';
await readBoat({});
await readBoat({}, { params: { path: { id: '1' } } });
await readBoat({ credentials: { other: 'k' } }, { params: { path: { id: 1 } } });
`,
  });
  expect(errors.map((error) => error.split(':').slice(0, 2).join(':'))).toEqual([
    'wrong.ts:2',
    'wrong.ts:3',
    'wrong.ts:4',
  ]);
});

test('functions send the same requests as methods', async () => {
  for (const [name, text] of await filesOf(boats, { dates: 'date' })) {
    await writeFile(join(folder, name), text);
  }
  const { readBoat, typesOperation } = await import(join(folder, 'operations.ts'));
  const { createBoatsClient } = await import(join(folder, 'client.ts'));
  const sent: string[] = [];
  const options = {
    credentials: { key: 'secret' },
    fetch: async (request: Request) => {
      const { method, url, headers } = request;
      sent.push(`${method} ${url} ${headers.get('x-key')} ${await request.text()}`);
      return Response.json({ id: 7, launched: '2026-01-02T03:04:05Z' });
    },
  };
  const client = createBoatsClient(options);
  const read = { params: { path: { id: 7 }, query: { tags: ['a', 'b'] } } };
  const result = await readBoat(options, read);
  expect(result).toMatchObject({
    status: 200,
    data: { id: 7, launched: new Date('2026-01-02T03:04:05Z') },
  });
  await client.readBoat(read);
  const write = { params: { path: { id: 7 } }, contentType: 'application/xml', body: { id: 8 } };
  await typesOperation(options, write);
  await client.types(write);
  expect(sent[0]).toBe('GET https://north.example/boats/7?tags=a,b secret ');
  expect(sent[1]).toBe(sent[0]);
  expect(sent[2]).toContain('<Boat id="8"');
  expect(sent[3]).toBe(sent[2]);
});
