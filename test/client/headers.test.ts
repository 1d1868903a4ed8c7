import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { fieldBytes } from '../../src/http/field-text.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from '../generate/compile.ts';
import { answer, answering } from './exchange.ts';

const project = join(import.meta.dirname, '../..');
const header = (schema: object, more: object = {}) => ({ schema, ...more });
const json = (schema: object) => ({ 'application/json': { schema } });
const numbers = { type: 'array', items: { type: 'integer' } };
const range = {
  type: 'object',
  properties: { from: { type: 'integer' }, unit: { type: 'string' } },
};

const document = {
  openapi: '3.1.0',
  info: { title: 'Boats', version: '1' },
  servers: [{ url: 'https://boats.example' }],
  paths: {
    '/boats': {
      get: {
        operationId: 'listBoats',
        responses: {
          200: {
            description: 'All boats',
            headers: {
              'X-Total': header({ type: 'integer' }, { required: true }),
              Link: header({ type: 'string' }),
              'X-Docks': header(numbers),
              'X-Range': header(range),
              'X-Exploded': header(range, { explode: true }),
              'X-Fresh': header({ type: 'boolean' }),
              'X-Great': header({ type: 'integer', format: 'int64' }),
              'Last-Seen': header({ type: 'string', format: 'date-time' }),
              'X-Filter': {
                content: json({ type: 'object', properties: { id: { type: 'integer' } } }),
              },
              'Set-Cookie': header({ type: 'string' }),
            },
            content: { ...json({ type: 'array', items: {} }), 'image/png': {} },
          },
          304: {
            description: 'Nothing new',
            headers: { ETag: header({ type: 'string' }, { required: true }) },
          },
          429: {
            description: 'Too many',
            headers: { 'Retry-After': header({ type: 'integer' }, { required: true }) },
            content: { 'application/problem+json': {} },
          },
          '5XX': { description: 'Not so' },
        },
      },
    },
  },
};

// biome-ignore lint/suspicious/noExplicitAny: the code is made while the test runs.
type Made = any;
let folder: string;
let files: ReadonlyMap<string, string>;
let made: { client: Made; operations: Made };

beforeAll(async () => {
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/headers-'));
  const { api } = await loadApi('/boats.json', { read: async () => JSON.stringify(document) });
  const options = outputOf({ operations: true, int64: 'bigint', dates: 'date' });
  files = await generateFiles(api!, project, options);
  for (const [name, code] of files) await writeFile(join(folder, name), code);
  made = {
    client: await import(join(folder, 'client.ts')),
    operations: await import(join(folder, 'operations.ts')),
  };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function results(
  status: number,
  headers: Record<string, string>,
  type?: string,
  body?: string,
) {
  const { fetch } = answering(answer(status, type, body, headers));
  return [
    await made.client.createBoatsClient({ fetch }).listBoats(),
    await made.operations.listBoats({ fetch }),
  ];
}

describe('described headers of an answer', () => {
  test('are values, by the contract', async () => {
    const fields = {
      'X-Total': '7',
      Link: '<https://boats.example/boats?page=2>; rel="next", <x>; rel="last"',
      'X-Docks': '1, 2,3',
      'X-Range': 'from,1,unit,boats',
      'X-Exploded': 'from=1,unit=boats',
      'X-Fresh': 'true',
      'X-Great': '9007199254740993',
      'Last-Seen': '2026-11-21T10:00:00Z',
      'X-Filter': '{"id":7}',
      'Set-Cookie': 'a=b',
      'X-Other': 'y',
    };
    for (const result of await results(200, fields, 'application/json', '[]')) {
      expect(result.headers).toEqual({
        'X-Total': 7,
        Link: fields.Link,
        'X-Docks': [1, 2, 3],
        'X-Range': { from: 1, unit: 'boats' },
        'X-Exploded': { from: 1, unit: 'boats' },
        'X-Fresh': true,
        'X-Great': 9007199254740993n,
        'Last-Seen': new Date('2026-11-21T10:00:00Z'),
        'X-Filter': { id: 7 },
      });
      expect(result.response.headers.get('x-other')).toBe('y');
    }
  });

  test('are texts of UTF-8', async () => {
    const fields = { 'X-Total': '7', 'X-Range': fieldBytes('from,1,unit,Łódź') };
    for (const result of await results(200, fields, 'application/json', '[]')) {
      expect(result.headers).toEqual({ 'X-Total': 7, 'X-Range': { from: 1, unit: 'Łódź' } });
    }
  });

  test('are absent if they are not sent, or are not as described', async () => {
    const fields = {
      ...{ 'X-Total': 'many', 'X-Range': 'from', 'X-Filter': '{', 'Last-Seen': 'today' },
      ...{ 'X-Great': '1.5', 'X-Fresh': 'TRUE', Link: '' },
    };
    for (const result of await results(200, fields, 'application/json', '[]')) {
      expect(result).toMatchObject({ ok: true, status: 200 });
      expect(result.headers).toEqual({ Link: '' });
    }
  });

  test('belong to the status, also without content and in failures', async () => {
    for (const result of await results(304, { ETag: '"1"' })) {
      expect(result).toMatchObject({ ok: false, status: 304, headers: { ETag: '"1"' } });
    }
    const problem = ['application/problem+json', '{"status":429}'] as const;
    for (const result of await results(429, { 'Retry-After': '3', 'X-Total': '7' }, ...problem)) {
      expect(result).toMatchObject({ ok: false, status: 429, problem: { status: 429 } });
      expect(result.headers).toEqual({ 'Retry-After': 3 });
    }
    for (const result of await results(503, { 'Retry-After': '3' })) {
      expect(result.headers).toBeUndefined();
    }
    for (const result of await results(404, { 'Retry-After': '3' })) {
      expect(result).toMatchObject({ status: 'undocumented' });
      expect(result.headers).toBeUndefined();
    }
  });

  test('have types by the status, which compile strictly', () => {
    const use = `
import { createBoatsClient } from './client.ts';
import { listBoats } from './operations.ts';
import type { AnyResult } from 'specwright/client';
const result = await listBoats({});
result satisfies AnyResult;
switch (result.status) {
  case 200:
    result.headers['X-Total'] satisfies number;
    result.headers['X-Docks'] satisfies readonly number[] | undefined;
    result.headers['X-Great'] satisfies bigint | undefined;
    result.headers['Last-Seen'] satisfies Date | undefined;
    result.headers['X-Range']?.from satisfies number | undefined;
    result.headers['X-Filter']?.id satisfies number | undefined;
    // @ts-expect-error The contract does not describe it.
    result.headers['X-Other'];
    // @ts-expect-error A browser hides it.
    result.headers['Set-Cookie'];
    // @ts-expect-error It may be missing.
    result.headers.Link satisfies string;
    break;
  case 304:
    result.headers.ETag satisfies string;
    break;
  case 429:
    result.headers['Retry-After'] satisfies number;
    break;
  case 'undocumented':
    result.headers satisfies undefined;
    break;
  case 'unreadable':
    result.headers satisfies undefined;
    break;
  default:
    result.headers satisfies undefined;
}
const picture = await createBoatsClient().listBoats({ accept: 'image/png', parseAs: 'stream' });
if (picture.ok) picture.headers['X-Total'] satisfies number;
`;
    expect(compileErrors({ ...Object.fromEntries(files), 'use.ts': use })).toEqual([]);
  });
});
