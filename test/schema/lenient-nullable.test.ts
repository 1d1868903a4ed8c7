import { describe, expect, test } from 'vitest';
import { createJudge, loadApi, messageOf } from '../../src/index.ts';
import { lintKeywords } from '../../src/lint/keywords.ts';

const contract = (dialect: string) => `
openapi: ${dialect}
info: {title: Pets, version: '1'}
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'204': {description: d}}
components:
  schemas:
    Pet:
      type: object
      properties:
        owner: {nullable: true, $ref: '#/components/schemas/Owner'}
        vet: {nullable: true, allOf: [{$ref: '#/components/schemas/Owner'}]}
        keeper: {nullable: true, anyOf: [{$ref: '#/components/schemas/Owner'}, {type: integer}]}
        home: {nullable: true, oneOf: [{$ref: '#/components/schemas/Owner'}, {type: integer}]}
        size: {type: string, nullable: true, enum: [small, large]}
        plain: {allOf: [{$ref: '#/components/schemas/Owner'}]}
    Owner: {type: object, required: [name], properties: {name: {type: string}}}
`;

async function judgeOf(lenientNullable: boolean, dialect = '3.0.3') {
  const read = async () => contract(dialect);
  const { api } = await loadApi('https://pets.example/api.yaml', { read, lenientNullable });
  const judge = createJudge(api!);
  const messages = (value: object) =>
    judge
      .request({
        method: 'POST',
        target: '/pets',
        headers: { 'content-type': 'application/json' },
        body: new TextEncoder().encode(JSON.stringify(value)),
      })
      .findings.map(messageOf);
  return { judge, messages };
}

describe('nullable: true of OpenAPI 3.0 beside other keywords', () => {
  const places = ['owner', 'vet', 'keeper', 'home', 'size'];

  test.each(places)('allows no null beside them: %s', async (name) => {
    const { messages } = await judgeOf(false);
    expect(messages({ [name]: null })).toEqual([
      expect.stringMatching(/but is null; its "nullable" has no effect there \(OpenAPI 3\.0\.4/),
    ]);
  });

  test.each(places)('allows null where that is asked for: %s', async (name) => {
    const { messages } = await judgeOf(true);
    expect(messages({ [name]: null })).toEqual([]);
  });

  test('changes nothing for other values, nor without it, nor in 3.1', async () => {
    const { messages } = await judgeOf(true);
    expect(messages({ vet: {} })).toEqual(['request body at /vet must have the property "name"']);
    expect(messages({ owner: {} })).toEqual([
      'request body at /owner must have the property "name"',
    ]);
    expect(messages({ size: 'huge' })).toHaveLength(1);
    expect(messages({ plain: null })).toHaveLength(1);
    const newer = await judgeOf(true, '3.1.0');
    expect(newer.messages({ vet: null })).toHaveLength(1);
  });

  test('is an advisory of the linter, but where null is allowed', async () => {
    expect([...lintKeywords((await judgeOf(false)).judge)]).toHaveLength(places.length);
    expect([...lintKeywords((await judgeOf(true)).judge)]).toEqual([]);
  });
});
