import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashKey } from '@tanstack/query-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { answer, answering } from '../client/exchange.ts';
import { compileErrors } from './compile.ts';

const project = join(import.meta.dirname, '../..');
const great = 9007199254740993n;
const int64 = { type: 'integer', format: 'int64' };
const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (items: object) => ({ type: 'array', items });
const object = (properties: object, required: readonly string[] = []) => ({
  ...{ type: 'object', properties },
  ...(required.length > 0 && { required }),
});
const content = (schema: object, ...types: readonly string[]) =>
  Object.fromEntries(
    (types.length === 0 ? ['application/json'] : types).map((type) => [type, { schema }]),
  );
const parameter = (name: string, place: string, schema: object, more: object = {}) => ({
  ...{ name, in: place, schema, required: place === 'path' },
  ...more,
});
const nested = object({ of: object({ id: int64 }) });

const document = {
  openapi: '3.1.0',
  info: { title: 'Ledger', version: '1' },
  servers: [{ url: 'https://ledger.example' }],
  paths: {
    '/entries/{id}': {
      parameters: [parameter('id', 'path', int64)],
      put: {
        operationId: 'putEntry',
        parameters: [
          parameter('ids', 'query', list(int64), { explode: false }),
          parameter('deep', 'query', nested, { style: 'deepObject' }),
          parameter('flat', 'query', nested),
          parameter(
            'filter',
            'query',
            {},
            { schema: undefined, content: content(object({ id: int64 })) },
          ),
          parameter('X-Tenant', 'header', int64),
        ],
        requestBody: {
          required: true,
          content: content(
            ref('Entry'),
            ...[
              'application/json',
              'application/xml',
              'application/x-www-form-urlencoded',
              'multipart/form-data',
            ],
          ),
        },
        responses: {
          200: {
            description: 'Put',
            content: content(ref('Entry'), 'application/json', 'application/xml'),
          },
        },
      },
    },
    '/entries': {
      get: {
        operationId: 'listEntries',
        parameters: [parameter('page', 'query', int64), parameter('limit', 'query', int64)],
        responses: {
          200: {
            description: 'A list',
            content: content(object({ items: list(ref('Entry')), total: int64 }, ['items'])),
          },
        },
      },
    },
    '/lines': {
      get: {
        operationId: 'exportEntries',
        responses: {
          200: { description: 'Lines', content: content(ref('Entry'), 'application/jsonl') },
        },
      },
    },
    '/events': {
      get: {
        operationId: 'followEntries',
        responses: {
          200: {
            description: 'Events',
            content: content(
              list(object({ event: text, data: ref('Entry') })),
              'text/event-stream',
            ),
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Entry: object(
        {
          id: { ...int64, minimum: 1 },
          small: { type: 'integer', format: 'int32' },
          count: { type: 'integer' },
          unsigned: { type: 'integer', format: 'uint64' },
          level: { ...int64, enum: [1, 2] },
          gone: { type: ['integer', 'null'], format: 'int64' },
          ids: list(int64),
          either: { oneOf: [text, int64] },
          amounts: { type: 'object', additionalProperties: int64 },
          pair: { type: 'array', prefixItems: [text, int64], items: false },
          next: ref('Entry'),
        },
        ['id'],
      ),
    },
  },
};

const given = `{"id":${great},"small":1,"count":9007199254740993,"unsigned":18446744073709551615,"level":1,"gone":null,"ids":[1,${great}],"either":"7","amounts":{"a":${great}},"pair":["a",2],"next":{"id":5,"other":9007199254740993}}`;
const read = {
  ...{ id: great, small: 1, count: 9007199254740992, unsigned: 18446744073709551615n, level: 1 },
  ...{ gone: null, ids: [1n, great], either: '7', amounts: { a: great }, pair: ['a', 2n] },
  next: { id: 5n, other: 9007199254740992 },
};

const options = outputOf({ int64: 'bigint', queries: 'core', schemas: 'zod', server: true });
// biome-ignore lint/suspicious/noExplicitAny: the code is made while the test runs.
type Made = any;
let folder: string;
let files: ReadonlyMap<string, string>;
const generated: Record<string, Made> = {};

beforeAll(async () => {
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/int64-'));
  const { api } = await loadApi('/ledger.json', { read: async () => JSON.stringify(document) });
  files = await generateFiles(api!, project, options);
  for (const [name, code] of files) await writeFile(join(folder, name), code);
  for (const name of ['client', 'operations', 'queries', 'schemas']) {
    generated[name] = await import(join(folder, `${name}.ts`));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('with int64 as bigint', () => {
  test('types say bigint wherever the contract says int64, and compile strictly', () => {
    const use = `
import { createLedgerClient } from './client.ts';
import { eventData, jsonLines, orThrow } from 'specwright/client';
import type { components } from './types.ts';
import type { Ledger } from './mock.ts';
import { Entry } from './schemas.ts';
import { listEntriesInfiniteQueryOptions } from './queries.ts';
type Entry = components['schemas']['Entry'];
const client = createLedgerClient();
const body: Entry = { id: 1n, gone: null, ids: [2n], either: 3n, amounts: { a: 4n }, pair: ['a', 5n], small: 6, count: 7, level: 1 };
const result = await client.putEntry({
  params: { path: { id: 1n }, query: { ids: [1n], deep: { of: { id: 1n } }, filter: { id: 1n } }, header: { 'X-Tenant': 1n } },
  body,
});
if (result.ok) {
  result.data.id satisfies bigint;
  result.data.gone satisfies bigint | null | undefined;
  result.data.count satisfies number | undefined;
  result.data.next?.unsigned satisfies bigint | undefined;
}
for await (const { id } of jsonLines(await orThrow(client.exportEntries()))) id satisfies bigint;
for await (const { id } of eventData(await orThrow(client.followEntries()))) id satisfies bigint;
Entry.parse({}) satisfies Entry;
listEntriesInfiniteQueryOptions({}).initialPageParam satisfies number;
// A mock handles values as they are sent.
export const sent: Ledger['schemas']['Entry'] = { id: 1, ids: [2] };
// @ts-expect-error A number is no bigint.
export const wrong: Entry = { id: 1 };
// @ts-expect-error Nor in a path.
await client.putEntry({ params: { path: { id: 1 } }, body });
// @ts-expect-error A plain integer is no bigint.
export const count: Entry = { id: 1n, count: 7n };
`;
    expect(compileErrors({ ...Object.fromEntries(files), 'use.ts': use })).toEqual([]);
  });

  test('requests have every digit', async () => {
    const { sent, fetch } = answering(answer(200, 'application/json', '{"id":1}'));
    const client = generated.client.createLedgerClient({ fetch });
    const params = {
      path: { id: great },
      query: {
        ...{ ids: [great, 2n], deep: { of: { id: great } }, flat: { of: { id: great } } },
        filter: { id: great },
      },
      header: { 'X-Tenant': great },
    };
    const body = { id: great, ids: [great], amounts: { a: great } };
    for (const contentType of Object.keys(
      document.paths['/entries/{id}'].put.requestBody.content,
    )) {
      await client.putEntry({ params, body, contentType });
    }
    const [json, xml, form, multipart] = sent;
    expect(decodeURIComponent(json!.url)).toBe(
      `https://ledger.example/entries/${great}?ids=${great},2&deep[of][id]=${great}&of={"id":${great}}&filter={"id":${great}}`,
    );
    expect(json!.headers.get('x-tenant')).toBe(`${great}`);
    expect(json!.text).toBe(`{"id":${great},"ids":[${great}],"amounts":{"a":${great}}}`);
    expect(xml!.text).toContain(
      `<id>${great}</id><ids>${great}</ids><amounts><a>${great}</a></amounts>`,
    );
    expect(decodeURIComponent(form!.text)).toBe(`id=${great}&ids=${great}&amounts={"a":${great}}`);
    expect(multipart!.text).toContain(`\r\n\r\n{"a":${great}}\r\n`);
    expect(multipart!.text.split(`\r\n\r\n${great}\r\n`)).toHaveLength(3);
  });

  test('a program that gives bigints a toJSON changes nothing', async () => {
    const prototype = BigInt.prototype as { toJSON?: () => string };
    prototype.toJSON = function (this: bigint) {
      return `${this}`;
    };
    try {
      const { sent, fetch } = answering(answer(200, 'application/json', '{"id":1}'));
      const body = { id: great, at: new Date(0) };
      await generated.client
        .createLedgerClient({ fetch })
        .putEntry({ params: { path: { id: 1n } }, body, contentType: 'application/json' });
      expect(sent[0]!.text).toBe(`{"id":${great},"at":"1970-01-01T00:00:00.000Z"}`);
    } finally {
      delete prototype.toJSON;
    }
  });

  test('answers have bigints where int64 is described, and numbers elsewhere', async () => {
    const call = async (type: string, body: string) => {
      const { fetch } = answering(answer(200, type, body));
      const given = { params: { path: { id: 1n } }, body: { id: 1n } };
      return [
        await generated.client.createLedgerClient({ fetch }).putEntry(given),
        await generated.operations.putEntry({ fetch }, given),
      ];
    };
    for (const { data } of await call('application/json', given)) expect(data).toEqual(read);
    const xml = `<Entry><id>${great}</id><count>${great}</count><ids>1</ids><ids>${great}</ids></Entry>`;
    for (const { data } of await call('application/xml', xml)) {
      expect(data).toEqual({ id: great, count: Number(great), ids: [1n, great] });
    }
    for (const result of await call('application/json', '{"id":1.5}')) {
      expect(result).toMatchObject({
        status: 'unreadable',
        reason: 'the content is not application/json: 1.5 is not an integer',
      });
    }
    for (const result of await call('application/other+json', `{"id":${great}}`)) {
      expect(result).toMatchObject({ status: 'undocumented', error: { id: Number(great) } });
    }
  });

  test('streams have them, too', async () => {
    const { eventData, jsonLines } = await import('../../src/client/client.ts');
    const streamed = async (name: string, type: string, body: string) => {
      const { fetch } = answering(answer(200, type, body));
      return (await generated.client.createLedgerClient({ fetch })[name]()).data;
    };
    const values: unknown[] = [];
    const lines = await streamed(
      'exportEntries',
      'application/jsonl',
      `{"id":${great}}\n{"id":2}\n`,
    );
    for await (const value of jsonLines(lines)) values.push(value);
    const data = `data: {"id":${great},"count":3}\n\n`;
    for await (const value of eventData(await streamed('followEntries', 'text/event-stream', data)))
      values.push(value);
    expect(values).toEqual([{ id: great }, { id: 2n }, { id: great, count: 3 }]);
  });

  test('schemas take bigints within the bounds', () => {
    const { Entry } = generated.schemas;
    const valid = { ...read, count: 3 };
    expect(Entry.parse(valid)).toEqual(valid);
    for (const id of [0n, 2n ** 63n, 1, '1']) expect(Entry.safeParse({ id }).success).toBe(false);
    expect(Entry.safeParse({ id: 2n ** 63n - 1n }).success).toBe(true);
    expect(Entry.safeParse({ id: 1n, level: 2 }).success).toBe(true);
  });

  test('schemas of valibot do so, too, and validate in a client', async () => {
    const { api } = await loadApi('/ledger.json', { read: async () => JSON.stringify(document) });
    const own = outputOf({ int64: 'bigint', schemas: 'valibot' });
    const made = await generateFiles(api!, project, own);
    const file = join(folder, 'valibot.ts');
    await writeFile(file, made.get('schemas.ts')!);
    const { Entry, operationSchemas } = await import(file);
    const isValid = (value: unknown) => Entry['~standard'].validate(value).issues === undefined;
    for (const id of [1n, 2n ** 63n - 1n]) expect(isValid({ id })).toBe(true);
    for (const id of [0n, 2n ** 63n, 1, '1']) expect(isValid({ id })).toBe(false);
    expect(isValid([])).toBe(false);
    const { validateWith } = await import('../../src/client/client.ts');
    const { fetch } = answering(answer(200, 'application/json', `{"id":${great}}`));
    const client = generated.client.createLedgerClient({
      fetch,
      validate: validateWith(operationSchemas),
    });
    const params = { path: { id: 1n } };
    expect((await client.putEntry({ params, body: { id: 1n } })).data).toEqual({ id: great });
    await expect(client.putEntry({ params, body: { id: 0n } })).rejects.toThrow(
      'The body of putEntry',
    );
    const use = `
import * as v from 'valibot';
import { Entry, putEntryBody } from './schemas.ts';
import type { components } from './types.ts';
v.parse(Entry, {}) satisfies components['schemas']['Entry'];
v.parse(putEntryBody, {}).id satisfies bigint;
`;
    expect(compileErrors({ ...Object.fromEntries(made), 'use.ts': use })).toEqual([]);
  });

  test('a client validates bodies and answers with these schemas', async () => {
    const { validateWith } = await import('../../src/client/client.ts');
    const { fetch } = answering(answer(200, 'application/json', `{"id":${great}}`));
    const client = generated.client.createLedgerClient({
      fetch,
      validate: validateWith(generated.schemas.operationSchemas),
    });
    const params = { path: { id: 1n } };
    expect((await client.putEntry({ params, body: { id: 1n } })).data).toEqual({ id: great });
    await expect(client.putEntry({ params, body: { id: 0n } })).rejects.toThrow(
      'The body of putEntry',
    );
  });

  test('a query cache has keys, and pages turn', async () => {
    const { listEntriesQueryKey, listEntriesInfiniteQueryOptions } = generated.queries;
    const query = { page: great, limit: 1n };
    const key = listEntriesQueryKey({ params: { query } });
    expect(hashKey(key)).toBe(
      `["ledger","listEntries",{"params":{"query":{"limit":"1","page":"${great}"}}}]`,
    );
    const { fetch, sent } = answering(
      answer(200, 'application/json', '{"items":[{"id":1}],"total":2}'),
    );
    const pages = listEntriesInfiniteQueryOptions(
      { fetch },
      { params: { query: { page: 1n, limit: 1n } } },
    );
    expect(pages.initialPageParam).toBe(1);
    const first = await pages.queryFn({ signal: new AbortController().signal, pageParam: 1 });
    expect(first).toEqual({ items: [{ id: 1n }], total: 2n });
    const next = pages.getNextPageParam(first, [first], 1, [1]);
    const second = await pages.queryFn({ signal: new AbortController().signal, pageParam: next });
    expect(sent.at(-1)!.url).toBe('https://ledger.example/entries?page=2&limit=1');
    expect(pages.getNextPageParam(second, [first, second], 2, [1, 2])).toBeUndefined();
  });

  test('a bound is written with every digit, and one between two integers is that inside', async () => {
    const bounds = [
      [{ maximum: '9007199254740993' }, 'z.int64().lte(9007199254740993n)'],
      [{ minimum: '1.5', exclusiveMaximum: '7.5' }, 'z.int64().gte(2n).lt(8n)'],
      [{ multipleOf: '5' }, 'z.int64().multipleOf(5n)'],
    ] as const;
    for (const [keywords, wanted] of bounds) {
      const members = Object.entries(keywords).map(([name, value]) => `,"${name}":${value}`);
      const schema = `{"type":"integer","format":"int64"${members.join('')}}`;
      const source = `{"openapi":"3.1.0","info":{"title":"X","version":"1"},"paths":{},"components":{"schemas":{"Id":${schema}}}}`;
      const { api } = await loadApi('/x.json', { read: async () => source });
      const code = (await generateFiles(api!, project, options)).get('schemas.ts');
      expect(code).toContain(`export const Id = /* @__PURE__ */ (() => ${wanted})();`);
    }
  });
});
