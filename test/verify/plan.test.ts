import { expect, test } from 'vitest';
import { type Case, createJudge, planCases } from '../../src/index.ts';
import { apiWithPaths } from '../api/source.ts';

const api = await apiWithPaths(`
/pets/{id}:
  put:
    operationId: putPet
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}, example: '7'}
      - {name: mode, in: query, required: true, schema: {type: string}}
      - {name: trace, in: header, schema: {type: string}, example: x}
    requestBody:
      required: true
      content:
        application/json:
          schema:
            type: object
            required: [name]
            properties: {name: {type: string}, age: {type: integer}}
          examples: {tom: {value: {name: Tom}}}
    responses: {'200': {description: d}}
`);

test('planCases() enumerates the same cases in the same order', () => {
  const judge = createJudge(api);
  const ids = () => [...planCases(judge)].map(({ id }) => id);
  expect(ids()).toEqual(ids());
  expect(ids()).toMatchInlineSnapshot(`
    [
      "putPet/example/application.json/tom",
      "putPet/valid/parameters/required",
      "putPet/valid/parameters/all",
      "putPet/valid/path/id/unicode",
      "putPet/valid/query/mode/unicode",
      "putPet/valid/body/minimal",
      "putPet/valid/body/maximal",
      "putPet/valid/body/age/absent",
      "putPet/valid/body/additionalProperties",
      "putPet/valid/body/age/alone",
      "putPet/valid/body/name/unicode",
      "putPet/invalid/query/mode/required",
      "putPet/invalid/body/required",
      "putPet/invalid/body/malformed/truncated",
      "putPet/invalid/body/malformed/comma",
      "putPet/invalid/body/malformed/utf-8",
      "putPet/invalid/body/malformed/no-json",
      "putPet/invalid/body/content-type/undescribed",
      "putPet/invalid/body/content-type/missing",
      "putPet/invalid/body/type/null",
      "putPet/invalid/body/type/boolean",
      "putPet/invalid/body/type/number",
      "putPet/invalid/body/type/string",
      "putPet/invalid/body/type/array",
      "putPet/invalid/body/name/required",
      "putPet/invalid/body/name/type/null",
      "putPet/invalid/body/name/type/boolean",
      "putPet/invalid/body/name/type/number",
      "putPet/invalid/body/name/type/array",
      "putPet/invalid/body/name/type/object",
      "putPet/invalid/body/age/type/null",
      "putPet/invalid/body/age/type/boolean",
      "putPet/invalid/body/age/type/number",
      "putPet/invalid/body/age/type/string",
      "putPet/invalid/body/age/type/array",
      "putPet/invalid/body/age/type/object",
      "putPet/protocol/method/GET",
      "putPet/protocol/path/unknown",
    ]
  `);
});

test('a run goes through all operations phase by phase, and deletes last', async () => {
  const item = 'parameters: [{name: id, in: path, required: true, schema: {type: string}}]';
  const body = (schema: string) => `content: {application/json: {schema: ${schema}}}`;
  const pet = '{type: object, properties: {id: {type: string}, name: {type: string}}}';
  const answers = (status: number, schema?: string) =>
    `responses: {'${status}': {description: d${schema ? `, ${body(schema)}` : ''}}, '400': {description: no}, '404': {description: none}}`;
  // The contract has a different order.
  const paths = await apiWithPaths(`
/pets/{id}:
  ${item}
  delete: {operationId: removePet, ${answers(204)}}
  put: {operationId: putPet, requestBody: {${body(pet)}}, ${answers(200, pet)}}
  get: {operationId: getPet, ${answers(200, pet)}}
/pets:
  post: {operationId: addPet, requestBody: {${body(pet)}}, ${answers(201, pet)}}
  get: {operationId: listPets, parameters: [{name: size, in: query, schema: {type: integer}}], ${answers(200, `{type: array, items: ${pet}}`)}}
`);
  const words = [...planCases(createJudge(paths))].map(phase);
  expect(words.filter((word, index) => word !== words[index - 1])).toEqual([
    'GET valid',
    'write valid',
    'GET chain',
    'refusal',
    'write chain',
    'DELETE valid',
    'DELETE chain',
  ]);
});

test('an operation whose path belongs to another one has no case, and the reason is given', async () => {
  const schema = '{type: object, required: [id], properties: {id: {type: string}}}';
  const content = `content: {application/json: {schema: ${schema}}}`;
  const add = (id: string) =>
    `{operationId: ${id}, requestBody: {${content}}, responses: {'201': {description: d, ${content}}}}`;
  const judge = createJudge(
    await apiWithPaths(`
/pets: {post: ${add('addPet')}}
/pets#wild: {post: ${add('addWildPet')}}
/pets/{id}:
  get:
    operationId: getPet
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    responses: {'200': {description: d, ${content}}, '404': {description: none}}
`),
  );
  const reasons = new Set<string>();
  const planned = planCases(judge, {
    skipped({ id, reason }) {
      if (id.startsWith('addWildPet/')) reasons.add(reason);
    },
  });
  const cases = [...planned].map(({ id }) => id);
  expect(cases).toContain('addPet/chain/read');
  expect(cases.filter((id) => id.startsWith('addWildPet/'))).toEqual([]);
  expect([...reasons]).toEqual(['its path belongs to another operation']);
});

function phase({ operation: { method }, group }: Case): string {
  if (group === 'invalid' || group === 'access' || group === 'protocol') return 'refusal';
  const kind = method === 'GET' || method === 'DELETE' ? method : 'write';
  return `${kind} ${group === 'chain' ? 'chain' : 'valid'}`;
}
