import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { createJudge, messageOf } from '../../src/index.ts';
import { apiOf } from '../api/source.ts';
import { json, requestOf } from './exchanges.ts';

/** What is said of a request body, without its subject. */
async function said(schema: unknown, value: unknown, version: string): Promise<readonly string[]> {
  const api = await apiOf(
    stringify({
      openapi: version,
      info: { title: 'Harbor', version: '1' },
      paths: {
        '/ships': {
          post: {
            requestBody: { content: { 'application/json': { schema } } },
            responses: { 204: { description: 'noted' } },
          },
        },
      },
      components: {
        schemas: {
          Tug: { type: 'object', required: ['kind'], properties: { pull: { type: 'integer' } } },
          Ferry: { type: 'object', required: ['kind', 'cars'] },
        },
      },
    }),
  );
  const { findings } = createJudge(api).request(
    requestOf('POST /ships', json, JSON.stringify(value)),
  );
  return findings.map((found) => messageOf(found).replace(/^request body /, ''));
}

const union = { oneOf: ['Tug', 'Ferry'].map((name) => ({ $ref: `#/components/schemas/${name}` })) };
const tagged = (kind: string, more = {}) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: kind }, ...more },
});

describe('each keyword of 3.1 and 3.2 describes the fault in the words of a user', () => {
  test.each<[unknown, unknown, ...string[]]>([
    [{ type: ['string', 'null'] }, 1, 'must be string or null, but is 1'],
    [{ enum: ['in', 'out'] }, 'up', 'must be one of "in", "out", but is "up"'],
    [{ enum: ['in'] }, 'up', 'must be "in", but is "up"'],
    [{ const: 'in' }, 'up', 'must be "in", but is "up"'],
    [{ multipleOf: 0.01 }, 0.005, 'must be a multiple of 0.01, but is 0.005'],
    [{ maximum: 3 }, 4, 'must be at most 3, but is 4'],
    [{ exclusiveMaximum: 3 }, 3, 'must be less than 3, but is 3'],
    [{ minimum: 3 }, 2, 'must be at least 3, but is 2'],
    [{ exclusiveMinimum: 3 }, 3, 'must be more than 3, but is 3'],
    [{ maxLength: 1 }, 'ab', 'must have at most 1 character, but is "ab"'],
    [{ minLength: 3 }, 'ab', 'must have at least 3 characters, but is "ab"'],
    [{ pattern: '^a$' }, 'b', 'must match the pattern "^a$", but is "b"'],
    [{ format: 'email' }, 'b', 'must be a valid email address, but is "b"'],
    [{ format: 'uuid' }, 'b', 'must be a UUID, but is "b"'],
    [{ maxItems: 0 }, [1], 'must have at most 0 items, but is [1]'],
    [{ minItems: 1 }, [], 'must have at least 1 item, but is []'],
    [
      { uniqueItems: true },
      [{ a: 1 }, 2, { a: 1 }],
      'must not have an item twice, but items 0 and 2 are equal: [{"a":1},2,{"a":1}]',
    ],
    [
      { contains: { const: 1 } },
      [2],
      'must have at least 1 item that its "contains" describes, but is [2]',
    ],
    [
      { contains: { const: 1 }, minContains: 2, maxContains: 3 },
      [1],
      'must have 2 to 3 items that its "contains" describes, but is [1]',
    ],
    [
      { contains: { const: 1 }, minContains: 0, maxContains: 1 },
      [1, 1],
      'must have at most 1 item that its "contains" describes, but is [1,1]',
    ],
    [{ items: false }, [1], 'at /0 must not be present'],
    [{ prefixItems: [{}], items: false }, [1, 2], 'must have at most 1 item, but is [1,2]'],
    [{ prefixItems: [{}, false] }, [1, 2], 'at /1 must not be present'],
    [{ prefixItems: [{}], unevaluatedItems: false }, [1, 2], 'at /1 must not be present, but is 2'],
    [{ unevaluatedItems: { type: 'string' } }, [1], 'at /0 must be string, but is 1'],
    [{ maxProperties: 1 }, { a: 1, b: 2 }, 'must have at most 1 property, but is {"a":1,"b":2}'],
    [{ minProperties: 1 }, {}, 'must have at least 1 property, but is {}'],
    [{ required: ['a'] }, {}, 'must have the property "a"'],
    [
      { dependentRequired: { a: ['b'] } },
      { a: 1 },
      'must have the property "b" because it has another',
    ],
    [{ dependentSchemas: { a: false } }, { a: 1 }, 'must not have the property "a"'],
    [{ properties: { a: false } }, { a: 1 }, 'at /a must not be present'],
    [{ additionalProperties: false }, { a: 1 }, 'must not have the property "a"'],
    [{ unevaluatedProperties: false }, { a: 1 }, 'must not have the property "a"'],
    [
      { propertyNames: { pattern: '^[a-z]+$' } },
      { A1: 1 },
      'has the property "A1", whose name must match the pattern "^[a-z]+$", but is "A1"',
    ],
    [{ propertyNames: false }, { a: 1 }, 'must not have the property "a"'],
    [{ not: { const: 'in' } }, 'in', 'must not be "in", but is "in"'],
    [{ not: { type: 'string' } }, 'in', 'must not be string, but is "in"'],
    [
      { not: { required: ['a'] } },
      { a: 1 },
      'must not match {"required":["a"]}, the schema under its "not", but is {"a":1}',
    ],
    [
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      true,
      'must be string or integer, but is true',
    ],
    [
      { oneOf: [{ type: 'string' }, { minLength: 1 }] },
      'ab',
      'must match exactly one branch of its oneOf, but matches oneOf/0 and oneOf/1',
    ],
    [
      { ...union, discriminator: { propertyName: 'kind' } },
      { cars: 8 },
      'must have the property "kind", which selects the variant: "Tug", "Ferry"',
    ],
    [
      {
        ...union,
        discriminator: { propertyName: 'kind', mapping: { t: '#/components/schemas/Tug' } },
      },
      { kind: 'Tugs', pull: 'strong' },
      'at /kind must be one of "t", "Ferry", but is "Tugs"',
    ],
    [
      { oneOf: [tagged('tug', { pull: { type: 'integer' } }), tagged('ferry')] },
      { pull: 'strong' },
      'must have the property "kind", which selects the variant: "tug", "ferry"',
    ],
    [
      { if: { properties: { a: { const: 1 } } }, else: { required: ['b'] } },
      { a: 2 },
      'must have the property "b"',
    ],
  ])('%j refuses %j', async (schema, value, ...wanted) => {
    expect(await said(schema, value, '3.1.1')).toEqual(wanted);
  });
});

describe('OpenAPI 3.0 says where "nullable" was meant to allow null, and does not (3.0.4 section 4.7.24)', () => {
  const hint = '; its "nullable" has no effect there (OpenAPI 3.0.4 section 4.7.24)';
  const tug = { $ref: '#/components/schemas/Tug' };

  test.each<[string, object, string]>([
    ['beside allOf', { nullable: true, allOf: [tug] }, 'at /a must be object, but is null'],
    ['beside $ref', { nullable: true, ...tug }, 'at /a must be object, but is null'],
    [
      'beside oneOf',
      { nullable: true, oneOf: [tug, { type: 'integer' }] },
      'at /a must be object or integer, but is null',
    ],
    [
      'beside an enum without null',
      { type: 'string', nullable: true, enum: ['in', 'out'] },
      'at /a must be one of "in", "out", but is null',
    ],
  ])('%s', async (_, a, wanted) => {
    const schema = { type: 'object', properties: { a } };
    expect(await said(schema, { a: null }, '3.0.4')).toEqual([wanted + hint]);
  });

  test('and says nothing of it where null is allowed, or was not meant', async () => {
    const both = { type: 'string', nullable: true, enum: ['in', null] };
    expect(await said(both, null, '3.0.4')).toEqual([]);
    expect(await said({ allOf: [tug] }, null, '3.0.4')).toEqual(['must be object, but is null']);
  });
});

test('a comma that is percent-encoded is said to separate nothing (RFC 6570 section 3.2.1)', async () => {
  const api = await apiOf(`
openapi: 3.1.0
info: {title: Harbor, version: '1'}
paths:
  /ships:
    get:
      parameters:
        - {name: pier, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: flag, in: query, explode: false, schema: {type: array, minItems: 2, items: {type: string}}}
      responses: {'204': {description: noted}}
`);
  const hint =
    '; a comma written as %2C belongs to a value and separates nothing (RFC 6570 section 3.2.1)';
  const { findings } = createJudge(api).request(requestOf('GET /ships?pier=1%2C2&flag=a%2cb'));
  expect(findings.map((found) => messageOf(found))).toEqual([
    `query parameter "pier" at /0 must be integer, but is "1,2"${hint}`,
    `query parameter "flag" must have at least 2 items, but is ["a,b"]${hint}`,
  ]);
  expect(createJudge(api).request(requestOf('GET /ships?pier=1,2&flag=a,b')).findings).toEqual([]);
});
