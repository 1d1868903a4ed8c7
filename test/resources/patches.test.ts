import { expect, test } from 'vitest';
import { resourcesOf } from '../../src/resources/resources.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';

const order = {
  type: 'object',
  properties: { id: { type: 'string' }, status: { type: 'string' } },
};
const operations = {
  type: 'array',
  items: { type: 'object', properties: { op: { type: 'string' }, path: { type: 'string' } } },
};
const patch = { $ref: '#/components/schemas/Patch' };
const list = { type: 'array', items: order };
const anything = { type: 'array', items: { type: 'object' } };

type Case = readonly [title: string, method: string, path: string, content: object, role: string];

const cases: readonly Case[] = [
  ['objects', 'patch', '/orders/{id}', { 'application/json-patch+json': anything }, 'update'],
  [
    'no items',
    'patch',
    '/orders/{id}',
    { 'application/json-patch+json': { type: 'array' } },
    'update',
  ],
  ['no schema', 'patch', '/orders/{id}', { 'application/json-patch+json': {} }, 'update'],
  ['a reference', 'patch', '/orders/{id}', { 'application/json-patch+json': patch }, 'update'],
  [
    'a charset',
    'patch',
    '/orders/{id}',
    { 'application/json-patch+json; charset=utf-8': anything },
    'update',
  ],
  [
    'plain JSON with operations',
    'patch',
    '/orders/{id}',
    { 'application/json': operations },
    'update',
  ],
  ['plain JSON with objects', 'patch', '/orders/{id}', { 'application/json': anything }, 'update'],
  [
    'two kinds of patches',
    'patch',
    '/orders/{id}',
    { 'application/json-patch+json': anything, 'application/merge-patch+json': order },
    'update',
  ],
  [
    'an object by a media type that is called a patch',
    'post',
    '/orders',
    { 'application/json-patch+json': order, 'application/json': order },
    'create',
  ],
  [
    'orders by a media type that is called a patch',
    'put',
    '/orders',
    { 'application/json-patch+json': list, 'application/json': list },
    'none',
  ],
  ['orders', 'patch', '/orders/{id}', { 'application/json': list }, 'none'],
  [
    'ids',
    'patch',
    '/orders/{id}',
    { 'application/json': { type: 'array', items: { type: 'string' } } },
    'none',
  ],
  ['objects to a collection', 'patch', '/orders', { 'application/json': anything }, 'none'],
];

test.each(['3.0.3', '3.1.0'])('the subject of a patch of %s', async (openapi) => {
  const roles = await Promise.all(
    cases.map(async ([title, method, path, content]) => {
      const success = { description: 'D', content: { 'application/json': { schema: order } } };
      const written = Object.entries(content).map(([type, schema]) => [type, { schema }]);
      const requestBody = { content: Object.fromEntries(written) };
      const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
      const lists = { description: 'D', content: { 'application/json': { schema: list } } };
      const api = await apiOf(
        JSON.stringify({
          openapi,
          info: { title: 'T', version: '1' },
          paths: {
            '/orders': { get: { responses: { 200: lists } } },
            '/orders/{id}': { parameters: [id], get: { responses: { 200: success } } },
            [path]: {
              ...(path.includes('{') && { parameters: [id] }),
              get: { responses: { 200: path.includes('{') ? success : lists } },
              [method]: { requestBody, responses: { 200: success } },
            },
          },
          components: { schemas: { Patch: operations } },
        }),
      );
      const { roleOf } = resourcesOf(api, createSchemas(api));
      const asked = api.operations.find((one) => one.method === method.toUpperCase())!;
      return [title, roleOf(asked).role ?? 'none'];
    }),
  );
  expect(roles).toEqual(cases.map(([title, , , , role]) => [title, role]));
});
