import { expect, test } from 'vitest';
import { requestExamples } from '../../src/example/request.ts';
import { createJudge, createMock } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';

const great = '174322306148984899';

/** Integers that a double rounds, in every place of a contract. */
const contract = `
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /example: {get: {responses: {'200': {description: d, content: {application/json: {schema: {properties: {id: {type: integer}}}, example: {id: ${great}}}}}}}}
  /inline: {get: {responses: {'200': {description: d, content: {application/json: {schema: {properties: {id: {type: integer, example: ${great}}}}}}}}}}
  /part: {get: {responses: {'200': {description: d, content: {application/json: {schema: {allOf: [{properties: {id: {type: integer}}, example: {id: ${great}}}, {properties: {n: {const: 1}}}]}}}}}}}
  /enum: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer, enum: [${great}]}}}}}}}
  /text: {get: {responses: {'200': {description: d, content: {text/plain: {schema: {type: integer, const: ${great}}}}}}}}
  /least: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: array, uniqueItems: true, minItems: 2, items: {type: integer, minimum: ${great}}}}}}}}}
  /most: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer, maximum: -${great}, multipleOf: 10}}}}}}}
  /int64: {get: {responses: {'200': {description: d, content: {application/json: {schema: {type: integer, format: int64}, example: -9223372036854775808}}}}}}
  /pets/{id}:
    get:
      parameters: [{in: path, name: id, required: true, schema: {type: integer, format: int64}}]
      responses: {'200': {description: d, content: {application/json: {schema: {required: [id], properties: {id: {type: integer}}}}}}}
  /sent/{id}:
    post:
      parameters: [{in: path, name: id, required: true, schema: {type: integer, example: ${great}}}]
      requestBody: {required: true, content: {application/json: {schema: {type: integer, enum: [${great}]}}}}
      responses: {'204': {description: d}}
`;

test.each([
  ['/example', false, `{"id":${great}}`],
  ['/inline', false, `{"id":${great}}`],
  ['/part', false, `{"id":${great},"n":1}`],
  ['/enum', false, great],
  ['/enum', true, great],
  ['/text', false, great],
  ['/least', false, `[${great},174322306148984900]`],
  ['/most', true, '-174322306148984900'],
  ['/int64', false, '-9223372036854775808'],
  [`/pets/${great}`, true, `{"id":${great}}`],
])('%s, dynamic %s, has every digit', async (target, dynamic, want) => {
  const mock = createMock([await apiOf(contract)], { dynamic });
  const answer = await mock.handle({ method: 'GET', target, headers: {}, body: new Uint8Array() });
  expect([answer.status, new TextDecoder().decode(answer.body)]).toEqual([200, want]);
});

test('a request has every digit', async () => {
  const api = await apiOf(contract);
  const judge = createJudge(api);
  const operation = api.operations.find(({ path }) => path === '/sent/{id}')!;
  const [example] = requestExamples(operation, judge.schemas);
  expect(example?.request.target).toBe(`/sent/${great}`);
  expect(new TextDecoder().decode(example?.request.body)).toBe(great);
  expect(judge.request(example!.request).findings).toEqual([]);
});
