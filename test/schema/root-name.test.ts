import { describe, expect, test } from 'vitest';
import { requestExamples } from '../../src/example/request.ts';
import { rootNameOf } from '../../src/schema/root-name.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';

const api = await apiOf(`
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    post:
      requestBody:
        content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Rex}}}
      responses: {}
components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}
`);
const at = { document: api.root, pointer: '' };

describe('the root of XML is called as the component that describes it', () => {
  test.each([
    [{ $ref: '#/components/schemas/Pet' }, 'Pet'],
    [{ $ref: 'pets.yaml#/Pet' }, 'Pet'],
    [{ $ref: '#/$defs/a~1b%20c' }, 'a/b c'],
    [{ $ref: 'pet.yaml' }, undefined],
    [{ $ref: '#Pet' }, undefined],
    [{ type: 'object' }, undefined],
    [true, undefined],
  ])('%j', (value, wanted) => {
    expect(rootNameOf({ value, at })).toBe(wanted);
  });

  test('in the requests that a contract shows, too', () => {
    const [example] = requestExamples(api.operations[0]!, createSchemas(api));
    expect(new TextDecoder().decode(example!.request.body)).toContain(
      '<Pet><name>Rex</name></Pet>',
    );
  });
});
