import { expect, test } from 'vitest';
import { folderOf, specwright } from './run.ts';

const document = `openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {name: status, in: query, schema: {type: string}}
        - {name: page, in: query, schema: {type: integer}}
        - {name: near, in: query, schema: {type: string}}
      responses:
        '200':
          description: D
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Order'}}
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    get:
      operationId: readOrder
      responses:
        '200':
          description: D
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
  /orders/{orderId}/close:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    post:
      operationId: closeOrder
      responses: {'204': {description: D}}
components:
  schemas:
    Order:
      type: object
      properties: {id: {type: string}, number: {type: string}, status: {type: string}}
`;

test('prints a line for each operation, and how a list uses its query', async () => {
  const folder = await folderOf({ 'shop.yaml': document });
  const { code, stdout, stderr } = await specwright(['mock', 'shop.yaml', '--explain'], folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`shop: 3 of 3 operations are stateful
  list    GET /orders                   orders  its answer holds an array of items (shop.yaml:5)
          filtered by status; paged by page; left alone: near
  read    GET /orders/{orderId}         orders  its path ends in the id of an item, {orderId} (shop.yaml:19)
  action  POST /orders/{orderId}/close  orders  "close" is done to the item that {orderId} names (shop.yaml:27)
`);
});

test('the configuration overrides it', async () => {
  const config = {
    apis: {
      shop: {
        roles: {
          closeOrder: { role: 'delete' },
          'GET /orders': { role: 'none' },
          readOrder: { id: 'number' },
        },
      },
    },
  };
  const folder = await folderOf({
    'shop.yaml': document,
    'specwright.config.json': JSON.stringify(config),
  });
  const run = await specwright(['mock', 'shop.yaml', '--explain', '--json'], folder);
  const { apis } = JSON.parse(run.stdout) as {
    apis: [{ operations: Record<string, unknown>[]; resources: Record<string, unknown>[] }];
  };
  const [{ operations, resources }] = apis;
  expect(operations.map(({ operation, role }) => `${operation}: ${role}`)).toEqual([
    'listOrders: null',
    'readOrder: read',
    'closeOrder: delete',
  ]);
  expect(operations[2]).toMatchObject({ resource: 'orders', key: 'orderId' });
  expect(resources).toMatchObject([{ name: 'orders', id: '/number' }]);
});

test.each([
  [{ closeOrdr: { role: 'action' } }, /has no operation "closeOrdr"; did you mean "closeOrder"\?/],
  [
    { closeOrder: { key: 'orderID' } },
    /"closeOrder" has no parameter "orderID"; did you mean "orderId"\?/,
  ],
  [
    { readOrder: { id: 'nummer' } },
    /items of "orders" have no property "nummer"; did you mean "number"\?/,
  ],
  [
    { readOrder: { role: 'reed' } },
    /"apis\.shop\.roles\.readOrder\.role" is "reed", but must be one of/,
  ],
  [
    { readOrder: { rol: 'read' } },
    /"apis\.shop\.roles\.readOrder\.rol" is not known; did you mean "role"\?/,
  ],
  [{ listOrders: { role: 'read' } }, /say with "key" which of its parameters names the item/],
])('%j is refused', async (roles, message) => {
  const folder = await folderOf({
    'shop.yaml': document,
    'specwright.config.json': JSON.stringify({ apis: { shop: { roles } } }),
  });
  const { code, stdout, stderr } = await specwright(['mock', 'shop.yaml', '--explain'], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
