import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventData, events, jsonLines } from '../../src/client/client.ts';
import { generateFiles } from '../../src/generate/generate.ts';
import { outputOf } from '../../src/generate/output.ts';
import { loadApi } from '../../src/index.ts';
import { compileErrors } from './compile.ts';

const project = join(import.meta.dirname, '../..');
const boat = { $ref: '#/components/schemas/Boat' };
const described = (openapi: string) => ({
  openapi,
  info: { title: 'Harbor', version: '1' },
  servers: [{ url: 'https://harbor.example' }],
  paths: {
    '/picture': {
      get: {
        operationId: 'readPicture',
        responses: {
          200: {
            description: 'It',
            content: {
              'application/json': { schema: boat },
              'image/png': { schema: { type: 'string', format: 'binary' } },
            },
          },
          404: { description: 'No', content: { 'application/problem+json': {} } },
        },
      },
    },
    '/events': {
      get: {
        operationId: 'follow',
        responses: {
          200: {
            description: 'As they come',
            content: {
              'text/event-stream': openapi.startsWith('3.2')
                ? {
                    itemSchema: {
                      type: 'object',
                      required: ['data'],
                      properties: { event: { enum: ['made', 'sunk'] }, data: boat },
                    },
                  }
                : { schema: boat },
            },
          },
        },
      },
    },
    '/lines': {
      get: {
        operationId: 'exportBoats',
        parameters: [
          { name: 'sort', in: 'query', schema: { type: 'string', enum: ['name', 'length-desc'] } },
        ],
        responses: {
          200: {
            description: 'A line each',
            content: {
              'application/x-ndjson': openapi.startsWith('3.2')
                ? { itemSchema: boat }
                : { schema: boat },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Boat: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          kind: { enum: ['sail', 'motor', null] },
          decks: { type: 'integer', enum: [1, 2] },
        },
      },
      Record: { type: 'object', additionalProperties: { type: 'number' } },
    },
  },
});

async function filesOf(openapi: string, settings = {}) {
  const { api } = await loadApi('/harbor.json', {
    read: async () => JSON.stringify(described(openapi)),
  });
  return generateFiles(api!, project, outputOf({ operations: true, ...settings }));
}

const settings = { names: true, enums: true, lenient: true };
let folder: string;

beforeAll(async () => {
  // Inside the project, where `specwright/client` leads to its own source.
  await mkdir(join(project, 'dist'), { recursive: true });
  folder = await mkdtemp(join(project, 'dist/asked-'));
  for (const [name, text] of await filesOf('3.2.0', settings)) {
    await writeFile(join(folder, name), text);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const use = `
import { eventData, events, jsonLines, orThrow } from 'specwright/client';
import { createHarborClient } from './client.ts';
import { exportBoats, readPicture } from './operations.ts';
const harbor = createHarborClient();
const any = await harbor.readPicture();
if (any.ok && any.contentType === 'application/json') any.data.name satisfies string;
const png = await harbor.readPicture({ accept: 'image/png' });
if (png.ok) png.data satisfies Uint8Array;
else if (png.status === 404) png.problem.title satisfies string | undefined;
const json = await readPicture({}, { accept: 'application/json' });
if (json.ok) json.data.name satisfies string;
const stream = await harbor.readPicture({ accept: 'image/png', parseAs: 'stream' });
if (stream.ok) stream.data satisfies ReadableStream;
const events1 = await orThrow(harbor.follow());
for await (const { event, data } of events(events1)) { event satisfies string | undefined; data satisfies string; }
for await (const boat of eventData(events1)) boat.name satisfies string;
for await (const boat of jsonLines(await orThrow(exportBoats({})))) boat.name satisfies string;
`;

test.each(['3.1.0', '3.2.0'])(
  'the options of a call determine its type, in %s',
  async (openapi) => {
    const errors = compileErrors({
      ...Object.fromEntries(await filesOf(openapi, { names: true, enums: true })),
      'right.ts': `${use}
import { BoatDecks, BoatKind, ExportBoatsSort } from './enums.ts';
import type { Boat, RecordSchema } from './types.ts';
const boat: Boat = { name: 'Anna', kind: BoatKind.motor };
BoatDecks['2'] satisfies 2;
Object.values(ExportBoatsSort) satisfies ('name' | 'length-desc')[];
export const made: [Boat, RecordSchema] = [boat, { a: 1 }];
`,
      'wrong.ts': `import { createHarborClient } from './client.ts';
import { jsonLines, orThrow } from 'specwright/client';
const harbor = createHarborClient();
await harbor.readPicture({ accept: 'image/gif' });
const png = await harbor.readPicture({ accept: 'image/png' });
if (png.ok) png.data.name;
await harbor.exportBoats({ parseAs: 'text' });
for await (const boat of jsonLines(await orThrow(harbor.exportBoats()))) boat.size;
`,
    });
    expect(errors.map((error) => error.split(':').slice(0, 2).join(':'))).toEqual(
      [4, 6, 7, 8].map((line) => `wrong.ts:${line}`),
    );
  },
);

test('the types of a lenient client show that it is lenient', async () => {
  const errors = compileErrors({
    ...Object.fromEntries(await filesOf('3.1.0', { lenient: true })),
    'right.ts': `import { createHarborClient } from './client.ts';
const json = await createHarborClient().readPicture({ accept: 'application/json' });
if (json.ok && json.status === 'undocumented') json.reason satisfies string;
`,
  });
  expect(errors).toEqual([]);
});

async function called(operation: string, answer: Response, given = {}) {
  const { createHarborClient } = await import(join(folder, 'client.ts'));
  let sent = '';
  const client = createHarborClient({
    fetch: async (request: Request) => {
      sent = request.headers.get('accept') ?? '';
      return answer;
    },
  });
  return { result: await client[operation](given), sent };
}

const answer = (type: string, body: BodyInit, status = 200) =>
  new Response(body, { status, headers: { 'content-type': type } });

test('a call accepts the described statuses, or those in its options', async () => {
  const json = '{"name":"Anna"}';
  const usual = await called('readPicture', answer('application/json', json));
  expect(usual.sent).toBe('application/json, image/png, application/problem+json');
  const told = await called('readPicture', answer('application/json', json), {
    accept: 'application/json',
  });
  expect([told.sent, told.result.ok]).toEqual(['application/json', true]);
  const other = await called('readPicture', answer('application/json', json), {
    accept: 'image/png',
  });
  expect(other.result).toMatchObject({ ok: false, status: 'undocumented' });
  expect(other.result.reason).toContain('only image/png is accepted');
  const own = await called('readPicture', answer('application/json', json), {
    headers: { Accept: 'text/html' },
  });
  expect(own.sent).toBe('text/html');
});

test('a lenient client takes a success that the contract does not describe', async () => {
  const { result } = await called('readPicture', answer('text/json', '{"name":"Anna"}', 202));
  expect(result).toMatchObject({ ok: true, status: 'undocumented', data: { name: 'Anna' } });
  const broken = await called('readPicture', answer('application/json', '{', 202));
  expect(broken.result).toMatchObject({ ok: false, status: 'undocumented' });
  const failed = await called('readPicture', answer('application/json', '{}', 418));
  expect(failed.result).toMatchObject({ ok: false, status: 'undocumented' });
});

/** A stream in pieces of three bytes, and whether it was canceled. */
function pieces(text: string) {
  const bytes = new TextEncoder().encode(text);
  const state = { canceled: false };
  let at = 0;
  const stream = new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + 3));
      at += 3;
    },
    cancel() {
      state.canceled = true;
    },
  });
  return { stream, state };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test.each(['\n', '\r\n', '\r'])(
  'events come one by one, with lines that end in %j',
  async (end) => {
    const text = [
      ':hi',
      'event: made',
      'data: {"name":',
      'data: "Änna"}',
      '',
      'data: [DONE]',
      '',
      '',
    ].join(end);
    const read = async () =>
      (await called('follow', answer('text/event-stream', pieces(text).stream))).result.data;
    expect(await all(events(await read()))).toEqual([
      { event: 'made', data: '{"name":\n"Änna"}' },
      { data: '[DONE]' },
    ]);
    expect(await all(eventData(await read()))).toEqual([{ name: 'Änna' }]);
  },
);

test('lines come one by one, and a loop that is left ends the stream', async () => {
  const text = '{"name":"Anna"}\r\n\n{"name":"Bodø"}';
  const { result } = await called(
    'exportBoats',
    answer('application/x-ndjson', pieces(text).stream),
  );
  expect(await all(jsonLines(result.data))).toEqual([{ name: 'Anna' }, { name: 'Bodø' }]);
  const { stream, state } = pieces(text.repeat(10));
  const left = await called('exportBoats', answer('application/x-ndjson', stream));
  for await (const item of jsonLines(left.result.data)) {
    expect(item).toEqual({ name: 'Anna' });
    break;
  }
  expect(state.canceled).toBe(true);
  await expect(all(jsonLines(pieces('{"a":\n').stream))).rejects.toThrow('Cannot read "{"a":"');
});

test('a download is a stream if a call asks for one', async () => {
  const { stream } = pieces('0123456789');
  const { result } = await called('readPicture', answer('image/png', stream), {
    parseAs: 'stream',
  });
  expect(result).toMatchObject({ ok: true, status: 200, contentType: 'image/png' });
  expect(await new Response(result.data).text()).toBe('0123456789');
  const missing = await called(
    'readPicture',
    answer('application/problem+json', '{"title":"No"}', 404),
    { parseAs: 'stream' },
  );
  expect(missing.result).toMatchObject({ status: 404, problem: { title: 'No' } });
});
