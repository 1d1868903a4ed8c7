import { expect, test } from 'vitest';
import { createJudge } from '../../src/index.ts';
import { lintKeywords } from '../../src/lint/keywords.ts';
import { apiOf } from '../api/source.ts';

async function unfit(schema: object, openapi = '3.1.0', components: object = {}) {
  const content = { 'application/json': { schema } };
  const get = { responses: { 200: { description: 'd', content } } };
  const document = {
    openapi,
    info: { title: 'T', version: '1' },
    paths: { '/x': { get } },
    components: { schemas: components },
  };
  const api = await apiOf(JSON.stringify(document));
  return [...lintKeywords(createJudge(api))].map(
    ({ args, at }) =>
      `${args.keyword} of ${args.received} at ${at?.pointer.split('/schema/').at(-1)}`,
  );
}

test.each<[object, readonly string[]]>([
  [{ type: 'integer', minLength: 1 }, ['minLength of integer at minLength']],
  [{ type: 'integer', minimum: 1, multipleOf: 2 }, []],
  [
    { type: ['string', 'null'], pattern: 'a', maximum: 3 },
    ['maximum of string or null at maximum'],
  ],
  [{ type: ['string', 'object'], pattern: 'a', required: ['b'] }, []],
  [{ minLength: 1, minimum: 2 }, []],
  [{ type: 'object', items: {} }, ['items of object at items']],
  [
    { type: 'object', properties: { minLength: { type: 'array', properties: {} } } },
    ['properties of array at properties/minLength/properties'],
  ],
  [{ type: 'string', format: 'int32', enum: [1], 'x-minimum': 1, description: 'a' }, []],
  [{ allOf: [{ type: 'boolean', maxItems: 1 }] }, ['maxItems of boolean at allOf/0/maxItems']],
])('%j', async (schema, found) => {
  expect(await unfit(schema)).toEqual(found);
});

test.each<[string, object, readonly string[]]>([
  ['3.0.4', { nullable: true, allOf: [{}] }, ['nullable of "allOf" at nullable']],
  ['3.0.4', { nullable: true, $ref: '#/components/schemas/A' }, ['nullable of "$ref" at nullable']],
  ['3.0.4', { type: 'string', nullable: true, enum: ['a'] }, ['nullable of "enum" at nullable']],
  ['3.0.4', { type: 'string', nullable: true, enum: ['a', null] }, []],
  ['3.0.4', { type: 'object', nullable: true }, []],
  ['3.1.1', { nullable: true, allOf: [{}] }, []],
])('in %s, nullable that allows no null: %j', async (openapi, schema, found) => {
  expect(await unfit(schema, openapi, { A: { type: 'object' } })).toEqual(found);
});

test('a schema with references to it is checked once; keywords beside a reference depend on the version', async () => {
  const A = { type: 'string', maxItems: 1 };
  const reference = { $ref: '#/components/schemas/A' };
  const at = 'maxItems of string at /components/schemas/A/maxItems';
  const both = { oneOf: [reference, { ...reference, type: 'integer', minLength: 1 }] };
  expect(await unfit(both, '3.0.3', { A })).toEqual([at]);
  expect(await unfit(both, '3.1.0', { A })).toEqual([
    'minLength of integer at oneOf/1/minLength',
    at,
  ]);
});
