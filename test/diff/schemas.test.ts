import { describe, expect, test } from 'vitest';
import { answering, asking, changesBetween } from './pairs.ts';
import { schemaTable } from './schema-table.ts';

describe('a schema that changes', () => {
  test.each(schemaTable)('%s', async (_, base, revision, request, response) => {
    expect(await changesBetween(asking(base), asking(revision))).toEqual(request);
    expect(await changesBetween(answering(base), answering(revision))).toEqual(response);
  });
});

describe('a discriminator that changes (OpenAPI 3.1.1 section 4.8.25)', () => {
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
