import { expect, test } from 'vitest';
import type { RoleSettings } from '../../src/configuration.ts';
import { resourcesOf } from '../../src/resources/resources.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOfLines } from './operations.ts';

const operations = `
  GET /orders > 200 [id number status]
  GET /orders/{id} > 200 id number status
  GET /order.info?order > 200 id number status
  POST /order.close?order > 200 id number status
  POST /orders/{id}/archive > 202
  GET /orders/report > 200 rows:[id]`;

const settings: readonly (readonly [
  title: string,
  RoleSettings,
  operation: string,
  found: string,
])[] = [
  [
    'an id in the query',
    { role: 'read', resource: 'orders', key: 'order', id: 'number' },
    'GET /order.info',
    'read orders by order, /number',
  ],
  [
    'an action whose item is in the query',
    { role: 'action', resource: 'orders', key: 'order' },
    'POST /order.close',
    'action orders by order, /id',
  ],
  ['a role alone', { role: 'delete' }, 'POST /orders/{id}/archive', 'delete orders by id, /id'],
  ['no role', { role: 'none' }, 'GET /orders', 'none'],
  ['a resource alone', { resource: 'reports' }, 'GET /orders/report', 'list reports'],
];

test.each(settings)('%s', async (_, said, name, expected) => {
  const api = await apiOfLines(operations);
  const { roleOf, problems } = resourcesOf(api, createSchemas(api), { [name]: said });
  expect(problems).toEqual([]);
  const operation = api.operations.find(({ method, path }) => `${method} ${path}` === name)!;
  const { role, resource, member, because } = roleOf(operation);
  const key = member?.in === 'parameter' ? ` by ${member.parameter.name}, ${member.property}` : '';
  expect(role === undefined ? 'none' : `${role} ${resource!.name}${key}`).toBe(expected);
  expect(because).toBe('the configuration says so');
});
