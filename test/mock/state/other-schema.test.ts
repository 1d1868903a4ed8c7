import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../../api/source.ts';

const contract = `openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /addons:
    post:
      requestBody: {required: true, content: {application/json: {schema: {anyOf: [{$ref: '#/components/schemas/Addon'}, {$ref: '#/components/schemas/New'}]}}}}
      responses:
        '201': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Reference'}, example: {id: P1, type: page_reference, name: Status}}}}
    get: {responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Addon'}}}}}}}
  /addons/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Addon'}}}}, '404': {description: none}}
components:
  schemas:
    New: {type: object, required: [name], properties: {name: {type: string}}}
    Tag: {type: object, properties: {id: {type: string, readOnly: true}, type: {type: string}}}
    Addon: {allOf: [{$ref: '#/components/schemas/Tag'}, {type: object, required: [type, name], properties: {type: {type: string, enum: [page, panel]}, name: {type: string}}, example: {id: P2, type: panel, name: Log}}]}
    Reference: {allOf: [{$ref: '#/components/schemas/Tag'}, {type: object, required: [type, id], properties: {type: {type: string, enum: [page_reference, panel_reference]}, name: {type: string}}}]}
`;

test.each([
  { sent: { name: 'Mine', type: 'page' }, kept: 'page', source: 'client' },
  { sent: { name: 'Mine' }, kept: 'panel', source: 'schema' },
])(
  'an item with the type of the $source is kept beside an example of another schema',
  async (one) => {
    const mock = createMock([await apiOf(contract)], { stateful: true });
    const created = await mock.mockFetch('http://mock.test/addons', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(one.sent),
    });
    const { id, ...rest } = (await created.json()) as { id: string };
    expect(rest).toEqual({ name: 'Mine', type: 'page_reference' });
    const read = await mock.mockFetch(`http://mock.test/addons/${id}`);
    expect(await read.json()).toEqual({ id, name: 'Mine', type: one.kept });
  },
);
