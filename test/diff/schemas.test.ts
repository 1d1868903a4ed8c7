import { describe, expect, test } from 'vitest';
import { answering, asking, changesBetween } from './pairs.ts';
import { schemaTable } from './schema-table.ts';

describe('a changed schema', () => {
  test.each(schemaTable)('%s', async (_, base, revision, request, response) => {
    expect(await changesBetween(asking(base), asking(revision))).toEqual(request);
    expect(await changesBetween(answering(base), answering(revision))).toEqual(response);
  });
});

describe('a changed discriminator (OpenAPI 3.1.1 section 4.8.25)', () => {
  const components = `{A: {type: object, properties: {k: {type: string}}}, B: {type: array}, C: {type: array}}`;
  const union = (discriminator: string) =>
    `{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], ${discriminator}}`;
  const mapped = (mapping: string) =>
    union(`discriminator: {propertyName: k, mapping: ${mapping}}`);
  const table: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'another property',
      mapped('{a: A}'),
      mapped('{a: A}').replace('k,', 'kind,'),
      ['discriminator-changed'],
    ],
    ['a value more', mapped('{a: A}'), mapped('{a: A, b: B}'), ['discriminator-value-added']],
    ['a value less', mapped('{a: A, b: B}'), mapped('{a: A}'), ['discriminator-value-removed']],
    ['another schema', mapped('{a: A}'), mapped('{a: B}'), ['discriminator-changed']],
    ['another schema that says the same', mapped('{b: B}'), mapped('{b: C}'), []],
    [
      'the names, written out',
      union('discriminator: {propertyName: k}'),
      mapped("{A: A, B: '#/components/schemas/B'}"),
      [],
    ],
    [
      'a mapping beside the names',
      union('discriminator: {propertyName: k}'),
      mapped('{a: A}'),
      ['discriminator-value-added'],
    ],
    ['none any more', mapped('{a: A}'), union('title: T'), ['discriminator-changed']],
  ];
  test.each(table)('%s', async (_, base, revision, kinds) => {
    const changes = await changesBetween(
      asking(base, '3.1.0', components),
      asking(revision, '3.1.0', components),
    );
    expect(changes.map((change) => change.replace(/^\w+ request-/, ''))).toEqual(kinds);
  });
});

test('an added value in a recursive schema is reported at its place', async () => {
  const components = (listed: string) =>
    `{Card: {type: object, properties: {why: {type: string, enum: ${listed}}, next: {anyOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Old'}]}}}, Old: {type: object, required: [old], properties: {why: {type: integer}}}}`;
  const document = (listed: string) =>
    answering("{$ref: '#/components/schemas/Card'}", '3.1.0', components(listed));
  expect(await changesBetween(document('[lost]'), document('[lost, stolen]'))).toEqual([
    'dangerous response-enum-value-added',
  ]);
});

describe('a number that no double holds', () => {
  const document = (schema: string) => `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /things:
    post:
      requestBody: {required: true, content: {application/json: {schema: ${schema}}}}
      responses: {'204': {description: D}}
`;
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    [
      '{type: integer, maximum: 9007199254740993}',
      '{type: integer, maximum: 9007199254740992}',
      ['breaking request-maximum-lowered *'],
    ],
    [
      '{enum: [9007199254740993]}',
      '{enum: [9007199254740993, 9007199254740992]}',
      ['compatible request-enum-value-added'],
    ],
    [
      '{type: number, multipleOf: 1e-400}',
      '{type: number, multipleOf: 2e-400}',
      ['breaking request-multiple-of-narrowed'],
    ],
  ];
  test.each(table)('%s becomes %s', async (base, revision, wanted) => {
    expect(await changesBetween(document(base), document(revision))).toEqual(wanted);
  });

  test.each(['{type: integer, <<: *limit}', '{allOf: [*limit, {type: integer}]}'])(
    'behind %s',
    async (schema) => {
      const limited = (most: string) => `x-limit: &limit {maximum: ${most}}\n${document(schema)}`;
      expect(
        await changesBetween(limited('9007199254740993'), limited('9007199254740992')),
      ).toEqual(['breaking request-maximum-lowered *']);
    },
  );
});
