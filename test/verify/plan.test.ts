import { expect, test } from 'vitest';
import { createJudge } from '../../src/judge/judge.ts';
import { planCases } from '../../src/verify/plan.ts';
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
  expect(ids()).toEqual([
    'putPet/example/application.json/tom',
    'putPet/valid/body/maximal',
    'putPet/valid/header/trace/absent',
    'putPet/invalid/query/mode/required',
    'putPet/invalid/body/required',
    'putPet/invalid/body/name/required',
  ]);
});
