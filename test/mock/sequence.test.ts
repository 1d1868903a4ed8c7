import { describe, expect, test } from 'vitest';
import { createJudge, createMock, lintContract, messageOf } from '../../src/index.ts';
import { apiOf } from './api.ts';

const pet = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
const added = { type: 'object', required: ['type'], properties: { type: { const: 'added' } } };
const removed = { type: 'object', required: ['type'], properties: { type: { const: 'removed' } } };

async function documentOf(version: string, type: string, described: object) {
  const content = { [type]: described };
  const responses = { 200: { description: 'One after another.', content } };
  const paths = { '/pets': { get: { operationId: 'watchPets', responses } } };
  return apiOf(JSON.stringify({ openapi: version, info: { title: 'It', version: '1' }, paths }));
}

async function answerOf(api: Awaited<ReturnType<typeof apiOf>>, dynamic = false, seed = '1') {
  const mock = createMock([{ name: 'it', api }], { dynamic, seed });
  const response = await mock.fetch(new Request('http://mock.test/pets'));
  expect(response.status).toBe(200);
  return response.text();
}

const stream = 'text/event-stream';
const jsonl = 'application/jsonl';

describe('a sequence is answered as it arrives', () => {
  test.each<[why: string, version: string, type: string, described: object, wanted: string]>([
    ['one value', '3.1.0', stream, { schema: pet }, 'data: {"id":1,"name":"string"}\n\n'],
    ['one value', '3.1.0', jsonl, { schema: pet }, '{"id":1,"name":"string"}\n'],
    [
      'one value',
      '3.2.0',
      'application/json-seq',
      { itemSchema: pet },
      '\x1e{"id":1,"name":"string"}\n',
    ],
    [
      'one of each alternative',
      '3.0.3',
      stream,
      {
        schema: {
          oneOf: [
            { ...pet, required: ['id', 'name'] },
            { type: 'object', required: ['over'], properties: { over: { type: 'boolean' } } },
          ],
        },
      },
      'data: {"id":1,"name":"string"}\n\ndata: {"over":true}\n\n',
    ],
    [
      'three of them at the most',
      '3.1.0',
      jsonl,
      { schema: { anyOf: [added, removed, pet, { type: 'null' }] } },
      '{"type":"added"}\n{"type":"removed"}\n{"id":1,"name":"string"}\n',
    ],
    [
      'and no more than the list takes',
      '3.2.0',
      jsonl,
      { schema: { type: 'array', maxItems: 1 }, itemSchema: { anyOf: [added, removed] } },
      '{"type":"added"}\n',
    ],
    [
      'a list',
      '3.1.0',
      stream,
      { schema: { type: 'array', items: pet } },
      'data: {"id":1,"name":"string"}\n\n',
    ],
    [
      'events, where the schema has their fields',
      '3.1.0',
      stream,
      { schema: { type: 'object', properties: { event: { const: 'added' }, data: pet } } },
      'event: added\ndata: {"id":1,"name":"string"}\n\n',
    ],
    [
      'events, with data in any case',
      '3.2.0',
      stream,
      {
        itemSchema: { type: 'object', required: ['event'], properties: { event: { const: 'a' } } },
      },
      'event: a\ndata: string\n\n',
    ],
    ['an event as text', '3.1.0', stream, { schema: { type: 'string' } }, 'data: string\n\n'],
    ['a text', '3.1.0', stream, { schema: { type: 'string', maxLength: 6 } }, 'string'],
    ['something', '3.1.0', stream, {}, 'data: string\n\n'],
    [
      'the example as it is written',
      '3.1.0',
      stream,
      { schema: pet, example: ': hello\n\nid: 7\ndata: {"id": 7}\n\ndata: [DONE]\n\n' },
      ': hello\n\nid: 7\ndata: {"id": 7}\n\ndata: [DONE]\n\n',
    ],
    [
      'the values of the example',
      '3.1.0',
      stream,
      { schema: pet, example: [{ id: 7 }, { event: 'x', data: { id: 8 } }] },
      'data: {"id":7}\n\nevent: x\ndata: {"id":8}\n\n',
    ],
    [
      'the one value of the example',
      '3.1.0',
      stream,
      { schema: pet, example: { id: 7 } },
      'data: {"id":7}\n\n',
    ],
  ])('%s (%s, %s)', async (_, version, type, described, wanted) => {
    const api = await documentOf(version, type, described);
    expect(await answerOf(api)).toBe(wanted);
    // The linter accepts such examples, too.
    expect(lintContract(createJudge(api))).toEqual([]);
  });

  test('made up, with one to three values', async () => {
    const api = await documentOf('3.1.0', jsonl, { schema: { ...pet, required: ['id', 'name'] } });
    const lengths = new Set<number>();
    for (const seed of 'abcdefghijkl') {
      const lines = (await answerOf(api, true, seed)).trimEnd().split('\n');
      for (const line of lines) expect(JSON.parse(line)).toHaveProperty('name');
      lengths.add(lines.length);
    }
    expect([...lengths].sort()).toEqual([1, 2, 3]);
  });
});

test('an example of a sequence is judged value by value', async () => {
  const example = 'data: {"id": 7}\n\ndata: {"id": "8"}\n\n';
  const api = await documentOf('3.1.0', stream, { schema: pet, example });
  const found = lintContract(createJudge(api));
  expect(found.map(messageOf)).toMatchInlineSnapshot(`
    [
      "the example must be integer, but is "8"",
    ]
  `);
});

test('an object as the schema of a sequence says nothing in OpenAPI 3.2', async () => {
  const api = await documentOf('3.2.0', stream, { schema: pet });
  const mock = createMock([{ name: 'it', api }]);
  const response = await mock.fetch(new Request('http://mock.test/pets'));
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('describe each value by \\"itemSchema\\"');
  const found = lintContract(createJudge(api));
  expect(found.map(messageOf)).toMatchInlineSnapshot(`
    [
      "response body was not checked: its schema describes no list, which a sequence is in OpenAPI 3.2; describe each value by "itemSchema"",
    ]
  `);
});
