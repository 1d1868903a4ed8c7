import { describe, expect, test } from 'vitest';
import { operationTable } from './operation-table.ts';
import { changesBetween } from './pairs.ts';

describe.each(Object.entries(operationTable))('%s', (_, table) => {
  test.each(table)('%s', async (_, base, revision, wanted) => {
    const options = { today: new Date('2026-01-01') };
    expect(await changesBetween(base, revision, options)).toEqual(wanted);
  });
});

test('a schema that many operations share has changed once', async () => {
  const shared = (schema: string) => `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /a: &item
    get: {responses: {'200': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}
  /b: *item
components: {schemas: {A: ${schema}}}
`;
  expect(await changesBetween(shared('{type: string}'), shared('{type: integer}'))).toEqual([
    'breaking response-type-replaced *',
  ]);
});
