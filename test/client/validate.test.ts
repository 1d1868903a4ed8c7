import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateWith } from '../../src/client/client.ts';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from '../generate/compile.ts';

const project = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/validate-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const ferry = { $ref: '#/components/schemas/Ferry' };
const document = {
  openapi: '3.1.0',
  info: { title: 'Ferries', version: '1' },
  servers: [{ url: 'https://ferries.example' }],
  paths: {
    '/ferries': {
      post: {
        operationId: 'createFerry',
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: ferry },
            'application/x-www-form-urlencoded': { schema: ferry },
          },
        },
        responses: {
          201: { description: 'Made', content: { 'application/json': { schema: ferry } } },
          '4XX': {
            description: 'Not so',
            content: { 'application/problem+json': { schema: { required: ['title'] } } },
          },
        },
      },
      get: {
        operationId: 'followFerries',
        responses: {
          200: {
            description: 'Lines',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Ferry: {
        type: 'object',
        required: ['name', 'leaves'],
        properties: {
          name: { type: 'string', minLength: 2 },
          leaves: { type: 'string', format: 'date-time' },
        },
      },
    },
  },
};

async function made() {
  const { api } = await loadApi('/ferries.json', { read: async () => JSON.stringify(document) });
  const files = await generateFiles(api!, project, outputOf({ schemas: 'zod', dates: 'date' }));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  const { createFerriesClient } = await import(join(folder, 'client.ts'));
  const { operationSchemas } = await import(join(folder, 'schemas.ts'));
  return { files, createFerriesClient, operationSchemas };
}

test('a client refuses bodies and answers that violate their schemas', async () => {
  const { createFerriesClient, operationSchemas } = await made();
  const sent: string[] = [];
  const client = (answer: unknown, parts?: 'request' | 'response', status = 201) =>
    createFerriesClient({
      validate: validateWith(operationSchemas, parts),
      fetch: async (request: Request) => {
        sent.push(await request.text());
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        return new Response(JSON.stringify(answer), { status, headers: { 'content-type': type } });
      },
    });
  const leaves = new Date('2026-01-02T03:04:05Z');
  const right = { name: 'Anna', leaves: '2026-01-02T03:04:05Z' };
  const body = { name: 'Anna', leaves };

  // Dates are validated as the texts that are sent, and returned as dates.
  expect(await client(right).createFerry({ body })).toMatchObject({
    status: 201,
    data: { leaves },
  });

  const short = { body: { name: 'A', leaves } };
  await expect(client(right).createFerry(short)).rejects.toMatchObject({
    name: 'ValidationError',
    part: 'request',
    issues: [{ path: ['name'] }],
    response: undefined,
    message: expect.stringMatching(/^The body of createFerry is not valid: name: /),
  });
  expect(sent).toHaveLength(1);

  await expect(client({ name: 'Anna' }).createFerry({ body })).rejects.toMatchObject({
    part: 'response',
    value: { name: 'Anna' },
    issues: [{ path: ['leaves'] }],
    response: { status: 201 },
  });
  await expect(client({}, undefined, 409).createFerry({ body })).rejects.toThrow(
    /^The answer of createFerry is not valid: title: /,
  );

  // Only the requested parts are validated.
  expect(await client(right, 'response').createFerry(short)).toMatchObject({ ok: true });
  expect(await client({ name: 'A' }, 'request').createFerry({ body })).toMatchObject({ ok: true });
  // Undescribed and unreadable contents, and media types without a schema, are unchanged.
  const form = { contentType: 'application/x-www-form-urlencoded', body: short.body };
  expect(await client(right).createFerry(form)).toMatchObject({ ok: true });
  expect(await client({}, undefined, 202).createFerry({ body })).toMatchObject({
    status: 'undocumented',
  });
  expect(await client({ ...right, leaves: 7 }, 'request').createFerry({ body })).toMatchObject({
    ok: true,
  });
});

test('schemas of another library work as well', async () => {
  const { createFerriesClient } = await made();
  const small = v.object({ name: v.pipe(v.string(), v.maxLength(3)) });
  const byMedia = { 'application/json': small };
  const client = createFerriesClient({
    validate: validateWith({ createFerry: { body: byMedia, answers: { '201': byMedia } } }),
    fetch: async () =>
      Response.json({ name: 'Annabel', leaves: '2026-01-02T03:04:05Z' }, { status: 201 }),
  });
  const leaves = new Date('2026-01-02T03:04:05Z');
  const issues = [{ path: [{ key: 'name' }] }];
  await expect(client.createFerry({ body: { name: 'Anna', leaves } })).rejects.toMatchObject({
    part: 'request',
    message: expect.stringMatching(/^The body of createFerry is not valid: name: /),
    issues,
  });
  await expect(client.createFerry({ body: { name: 'Ann', leaves } })).rejects.toMatchObject({
    part: 'response',
    issues,
  });
});

test('a stream is returned without validation', async () => {
  const { createFerriesClient, operationSchemas } = await made();
  const client = createFerriesClient({
    validate: validateWith(operationSchemas),
    fetch: async () =>
      new Response('data: 1\n\n', { headers: { 'content-type': 'text/event-stream' } }),
  });
  const { status, data } = await client.followFerries();
  expect([status, await new Response(data).text()]).toEqual([200, 'data: 1\n\n']);
});

test('validation compiles strictly', async () => {
  const { files } = await made();
  expect(
    compileErrors({
      ...Object.fromEntries(files),
      'valibot.ts': `import { validateWith } from 'specwright/client';
import * as v from 'valibot';
export default validateWith({ createFerry: { body: { 'application/json': v.object({ name: v.string() }) } } });
`,
      'use.ts': `import { ValidationError, validateWith } from 'specwright/client';
import { createFerriesClient } from './client.ts';
import { operationSchemas } from './schemas.ts';
const client = createFerriesClient({ validate: validateWith(operationSchemas, 'both') });
try {
  await client.createFerry({ body: { name: 'Anna', leaves: new Date() } });
} catch (error) {
  if (error instanceof ValidationError) error.issues[0]?.message satisfies string | undefined;
}
`,
    }),
  ).toEqual([]);
});
