import { describe, expect, test } from 'vitest';
import { curlSnippet } from '../../src/example/curl-snippet.ts';
import { exampleContent, exampleOf } from '../../src/example/media-type.ts';
import { requestExamples } from '../../src/example/request.ts';
import { createJudge, createMock, lintContract, planCases } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

/** A contract with the same media type in its request and in its response. */
async function contractOf(type: string, described: object, openapi = '3.2.0') {
  const content = { [type]: described };
  const api = await apiOf(
    JSON.stringify({
      openapi,
      info: { title: 'Pets', version: '1' },
      paths: {
        '/pets': {
          post: {
            operationId: 'sendPets',
            requestBody: { required: true, content },
            responses: { 200: { description: 'What was sent.', content } },
          },
        },
      },
      components: {
        schemas: {
          Pet: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, age: { type: 'integer' } },
          },
        },
      },
    }),
  );
  const judge = createJudge(api);
  const [operation] = api.operations;
  const requests = requestExamples(operation!, judge.schemas);
  for (const { request } of requests) expect(judge.request(request).findings).toEqual([]);
  const mock = createMock([{ name: 'pets', api }]);
  const [first] = requests;
  const answer =
    first &&
    (await mock.fetch(
      new Request('http://mock.test/pets', {
        method: 'POST',
        headers: { 'content-type': String(first.request.headers['content-type']) },
        body: new Uint8Array(first.request.body),
      }),
    ));
  return {
    judge,
    operation: operation!,
    first,
    sent: first && new TextDecoder().decode(first.request.body),
    answered: await answer?.text(),
  };
}

const pet = { $ref: '#/components/schemas/Pet' };

describe('the request that is shown and the answer of the mock are the same example', () => {
  test.each<[type: string, described: object, wanted: string]>([
    [
      'application/jsonl',
      { itemSchema: { type: 'object', required: ['n'], properties: { n: { const: 1 } } } },
      '{"n":1}\n',
    ],
    ['application/json-seq', { itemSchema: pet }, '\x1e{"name":"string","age":1}\n'],
    [
      'text/event-stream',
      { itemSchema: { type: 'object', properties: { data: { const: 'on' } } } },
      'data: on\n\n',
    ],
    [
      'application/jsonl',
      { itemSchema: pet, examples: { two: { value: [{ name: 'A' }, { name: 'B' }] } } },
      '{"name":"A"}\n{"name":"B"}\n',
    ],
    // A text is sent unchanged.
    ['application/jsonl', { itemSchema: pet, example: '{ "name": "A" }\n' }, '{ "name": "A" }\n'],
    [
      'application/x-www-form-urlencoded',
      { schema: pet, example: 'age=7&name=A+B' },
      'age=7&name=A+B',
    ],
    [
      'application/xml',
      { schema: pet, example: '<!-- here --><Pet><name>A</name></Pet>' },
      '<!-- here --><Pet><name>A</name></Pet>',
    ],
    // A sample replaces an invalid text, in XML, too.
    [
      'application/xml',
      { schema: pet, example: '<Pet><age>7</age></Pet>' },
      '<?xml version="1.0" encoding="UTF-8"?><Pet><name>string</name><age>1</age></Pet>',
    ],
    [
      'application/x-www-form-urlencoded',
      { schema: pet, example: 'age=seven&name=A' },
      'name=string&age=1',
    ],
    // What is read counts: a form has no integers, only their digits.
    [
      'application/x-www-form-urlencoded',
      { schema: pet, example: { name: 'A', age: '7' } },
      'name=A&age=7',
    ],
    ['text/csv', { schema: { type: 'integer' }, example: '7' }, '7'],
    ['application/json', {}, '{}'],
    ['text/plain', {}, 'string'],
    ['application/zip', {}, 'PK\x05\x06'.padEnd(22, '\0')],
  ])('%s: %j', async (type, described, wanted) => {
    const { sent, answered } = await contractOf(type, described);
    expect(sent).toBe(wanted);
    expect(answered).toBe(wanted);
  });

  test.each([
    ['as the component is called', pet, '<Pet><name>A</name></Pet>'],
    [
      'as its XML Object says',
      { ...pet, xml: { name: 'animal' } },
      '<animal><name>A</name></animal>',
    ],
    [
      'as nothing is called',
      { type: 'object', properties: { name: { type: 'string' } } },
      '<root><name>A</name></root>',
    ],
  ])('XML has one root in both, called %s', async (_, schema, root) => {
    const { sent, answered } = await contractOf('application/xml', {
      schema,
      example: { name: 'A' },
    });
    expect(sent).toContain(root);
    expect(answered).toBe(sent);
  });
});

test('verify sends what is shown of a sequence', async () => {
  const { judge } = await contractOf('application/jsonl', { itemSchema: pet });
  const ids = [...planCases(judge, { groups: ['example'] })].map(({ id }) => id);
  expect(ids).toEqual(['sendPets/example/application.jsonl']);
});

test('nothing is shown where no value can be sent', async () => {
  // A form cannot carry a list.
  const { first } = await contractOf('application/x-www-form-urlencoded', {
    schema: { type: 'array', minItems: 1 },
    example: ['a'],
  });
  expect(first).toBeUndefined();
});

test('what a range shows is judged by the media type that it is sent as', async () => {
  const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /x:
    post:
      requestBody:
        content:
          '*/*': {schema: {type: object}, examples: {a: {value: {n: 1}}, b: {value: {s: x}}}}
          application/json: {schema: {type: object, required: [s]}, example: {s: y}}
      responses: {'200': {description: d}}
`);
  const judge = createJudge(api);
  const shown = requestExamples(api.operations[0]!, judge.schemas);
  expect(shown.map(({ name }) => name)).toEqual(['*/* b', 'application/json']);
});

test('the linter reads the text of an example as the judge does, and says where it is wrong', async () => {
  const { judge } = await contractOf('application/jsonl', {
    itemSchema: pet,
    examples: {
      text: { value: '{"name":1}\n' },
      list: { value: [{ name: 'A' }, { name: 2 }] },
      one: { value: { name: 3 } },
    },
  });
  const places = lintContract(judge).map(({ at, args }) => `${at?.pointer} ${args.received}`);
  const examples = '/paths/~1pets/post/requestBody/content/application~1jsonl/examples';
  expect(places.slice(0, 3)).toEqual([
    `${examples}/text/value/name 1`,
    `${examples}/list/value/1/name 2`,
    `${examples}/one/value/name 3`,
  ]);
});

test('a command shows the text of an example as it is written', async () => {
  const { first } = await contractOf('application/xml', {
    schema: pet,
    example: '<Pet>\n <name>A</name></Pet>',
  });
  expect(curlSnippet(first!, 'http://h')).toContain("--data-raw '<Pet>\n <name>A</name></Pet>'");
});

test.each([
  [{ type: 'string', enum: ['on', 'off'] }, { a: 'on' }, false],
  [{ type: 'string', enum: ['on', 'off'] }, { a: 'of' }, true],
  [{ type: ['string', 'integer'], enum: [7, 'on'] }, { a: 7 }, false],
  [{ type: ['string', 'integer'], enum: [7, 'on'] }, { a: 8 }, true],
  [{ type: 'array', items: { type: 'integer' } }, { a: [1, 'b'] }, true],
])(
  'a form of %j with %j is refused before its errors are explained',
  async (a, value, isRefused) => {
    const type = 'application/x-www-form-urlencoded';
    const schema = { type: 'object', properties: { a } };
    const { judge, operation } = await contractOf(type, { schema });
    const { content } = operation.requestBody!;
    const made = () =>
      exampleOf(value, content[0]!, exampleContent(content, 'request', judge.schemas));
    expect(made().isRefused).toBe(isRefused);
    const explained = made();
    const violations = explained.findings.filter(({ severity }) => severity === 'violation');
    expect(violations.length > 0).toBe(isRefused);
    const both = made();
    expect([both.isRefused, both.value, both.findings]).toEqual([
      isRefused,
      explained.value,
      explained.findings,
    ]);
  },
);
