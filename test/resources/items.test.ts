import { expect, test } from 'vitest';
import type { Api } from '../../src/index.ts';
import type { Resources } from '../../src/resources/resource.ts';
import { resourcesOf } from '../../src/resources/resources.ts';
import { createSchemas } from '../../src/schema/schemas.ts';
import { apiOf } from '../api/source.ts';
import { apiOfLines } from './operations.ts';

const resourcesIn = (api: Api): Resources => resourcesOf(api, createSchemas(api));

/** An operation of an item with its response, and the property with the id. */
const ids: readonly (readonly [operation: string, id: string | undefined])[] = [
  ['GET /orders/{orderId} > 200 id name', '/id'],
  ['GET /orders/{orderId} > 200 orderId id', '/orderId'],
  ['GET /orders/{orderId} > 200 order_id name', '/order_id'],
  ['GET /orders/{order} > 200 name id', '/id'],
  ['GET /tasks/{task_gid} > 200 data:gid name', '/gid'],
  ['GET /Services/{ServiceSid} > 200 account_sid sid', '/sid'],
  ['GET /issues/{issue_number} > 200 id number# title', '/number'],
  ['GET /users/{username} > 200 id username', '/username'],
  ['GET /invites/{code} > 200 code uses#', '/code'],
  ['GET /payments/{paymentPspReference} > 200 pspReference amount#', '/pspReference'],
  ['GET /pods/{name} > 200 metadata:name uid; spec:image', '/metadata/name'],
  ['GET /bans/{user_id} > 200 user:id name; reason:text', '/user/id'],
  ['GET /repos/{repo} > 200 id# name', '/name'],
  ['GET /repos/{repo_id} > 200 id# name', '/id'],
  ['GET /users/{username} > 200 id# login name', '/login'],
  ['GET /flags/{key} > 200 value on?', undefined],
  ['GET /Groups/{team_id_or_slug} > 200 id displayName', '/id'],
  ['GET /teams/{team_id_or_slug} > 200 id slug', '/slug'],
  ['GET /users/{user_name} > 200 id email', undefined],
  ['POST /orders < name > 201 id name', '/id'],
  ['POST /orders < name > 201 order_id name', '/order_id'],
];

test.each(ids)('%s', async (operation, id) => {
  const [resource] = resourcesIn(await apiOfLines(operation)).all;
  expect(resource!.id).toBe(id);
});

test('a link tells which property is the id', async () => {
  const api = await apiOf(`openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /orders:
    post:
      responses:
        '201':
          description: D
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}, handle: {type: string}}}
          links:
            read: {operationId: readOrder, parameters: {order: '$response.body#/handle'}}
  /orders/{order}:
    get:
      operationId: readOrder
      parameters: [{name: order, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: D
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}, handle: {type: string}}}
`);
  expect(resourcesIn(api).all[0]!.id).toBe('/handle');
});

/** A body, and the place of its item. */
const places: readonly (readonly [operation: string, place: unknown])[] = [
  ['GET /orders/{id} > 200 id name', { pointer: '', holds: 'item' }],
  ['GET /orders/{id} > 200 data:id name', { pointer: '/data', holds: 'item' }],
  ['GET /orders/{id} > 200 order:id name', { pointer: '/order', holds: 'item' }],
  ['GET /orders/{id} > 200 status ok?; result:id name', { pointer: '/result', holds: 'item' }],
  ['GET /orders/{id} > 200 name customer:id', { pointer: '', holds: 'item' }],
  [
    'POST /booking < first last > 201 bookingid#; booking:first last',
    { pointer: '/booking', holds: 'item', id: '/bookingid' },
  ],
  ['GET /orders > 200 [id name]', { pointer: '', holds: 'array' }],
  ['GET /orders > 200 orders:[id name]; total#', { pointer: '/orders', holds: 'array' }],
  ['GET /orders > 200 data:items:[id name]; total#', { pointer: '/data/items', holds: 'array' }],
  [
    'GET /orders > 200 _embedded:orders:[id name]',
    { pointer: '/_embedded/orders', holds: 'array' },
  ],
  ['GET /orders > 200 [id]', { pointer: '', holds: 'array' }],
  ['GET /orders > 200 names:[id]; total#', { pointer: '/names', holds: 'array' }],
];

test.each(places)('%s', async (operation, place) => {
  const api = await apiOfLines(operation);
  const role = resourcesIn(api).roleOf(api.operations[0]!);
  const media = api.operations[0]!.responses[0]!.content[0]!;
  expect(role.responseItem(media)).toEqual({ id: undefined, ...(place as object) });
});

test('errors show no item', async () => {
  const api = await apiOfLines('GET /orders/{id} > 200 id name > 404 id name');
  const [operation] = api.operations;
  const [, error] = operation!.responses;
  expect(resourcesIn(api).roleOf(operation!).responseItem(error!.content[0]!)).toBeUndefined();
});

test('parents, with the property that repeats their id', async () => {
  const api = await apiOfLines(
    `GET /customers/{customerId} > 200 id name
     GET /customers/{customerId}/orders > 200 [id customer_id]
     GET /orders/{orderId} > 200 id customer_id
     GET /repos/{owner}/{repo}/issues/{number} > 200 number# title`,
  );
  const { all, roleOf } = resourcesIn(api);
  const [customers, orders, issues] = all;
  expect(orders!.parents).toEqual([
    { name: 'customers', resource: customers, property: '/customer_id' },
  ]);
  expect(issues!.parents.map(({ name }) => name)).toEqual(['repos', '{repo}']);
  const keys = api.operations.map((one) =>
    roleOf(one).parents.map(({ parameter, parent }) => `${parameter.name} of ${parent.name}`),
  );
  expect(keys).toEqual([[], ['customerId of customers'], [], ['owner of repos', 'repo of {repo}']]);
});

test('references between resources', async () => {
  const api = await apiOfLines(
    `GET /customers/{id} > 200 id name
     GET /tags/{id} > 200 id label
     GET /orders/{id} > 200 id customerId tagIds[] note`,
  );
  const orders = resourcesIn(api).all.find(({ name }) => name === 'orders');
  expect(
    orders!.references.map(({ property, resource, many }) => [property, resource.name, many]),
  ).toEqual([
    ['/customerId', 'customers', false],
    ['/tagIds', 'tags', true],
  ]);
});

/** The properties of a creation, the description of its 409, and the unique properties. */
const conflicts: readonly (readonly [properties: string, said: string, keys: readonly string[]])[] =
  [
    ['name slug', 'The slug is taken.', ['/slug']],
    ['name taxNumber', 'A customer with this tax number exists.', ['/taxNumber']],
    ['name email', 'Conflict', ['/email']],
    ['name slug externalCustomerId', 'The slug is taken.', ['/slug', '/externalCustomerId']],
    ['name age', 'Conflict', []],
  ];

test.each(conflicts)('%s, "%s"', async (properties, said, keys) => {
  const api = await apiOf(`openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /customers:
    post:
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}
      responses:
        '201':
          description: D
          content: {application/json: {schema: {$ref: '#/components/schemas/Customer'}}}
        '409': {description: '${said}'}
components:
  schemas:
    Customer:
      properties:
        id: {type: string}
${properties.replace(/(\S+) ?/g, '        $1: {type: string}\n')}`);
  expect(resourcesIn(api).all[0]!.naturalKeys).toEqual(keys);
});
