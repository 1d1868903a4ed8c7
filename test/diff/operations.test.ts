import { describe, expect, test } from 'vitest';
import { diffApis } from '../../src/index.ts';
import { loadTexts } from '../api/source.ts';
import { operationTable } from './operation-table.ts';
import { changesBetween } from './pairs.ts';

describe.each(Object.entries(operationTable))('%s', (_, table) => {
  test.each(table)('%s', async (_, base, revision, wanted) => {
    const options = { today: new Date('2026-01-01') };
    expect(await changesBetween(base, revision, options)).toEqual(wanted);
  });
});

test('a change of a schema that many operations share is one change', async () => {
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

test('an operation in a separate file is compared', async () => {
  const inTwoFiles = async (name: string) => {
    const { api } = await loadTexts({
      'api.yaml':
        "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {/a: {put: {$ref: 'put.yaml'}}}\n",
      'put.yaml': `parameters: [{name: ${name}, in: query, required: true, schema: {type: string}}]
responses: {'204': {description: D}}
`,
    });
    return api!;
  };
  const { changes } = diffApis(await inTwoFiles('old'), await inTwoFiles('new'));
  const found = changes.map(({ severity, rule, revision }) => [
    severity,
    rule,
    revision?.document.label,
  ]);
  expect(found).toEqual([
    ['breaking', 'request-parameter-added-required', 'put.yaml'],
    ['dangerous', 'request-parameter-removed', 'put.yaml'],
  ]);
});
