import { expect, test } from 'vitest';
import { createJudge, createMock, loadApi } from '../../src/index.ts';
import { resourcesOf } from '../../src/resources/resources.ts';

/** Paths with a query in them, which OpenAPI has no place for, and some contracts have. */
async function apiWith(paths: Readonly<Record<string, readonly string[]>>) {
  const content = (schema: object) => ({ content: { 'application/json': { schema } } });
  const order = {
    type: 'object',
    required: ['id', 'status'],
    properties: { id: { type: 'integer', readOnly: true }, status: { type: 'string' } },
  };
  const operation = (path: string, method: string) => ({
    ...(/post|put/.test(method) && { requestBody: content(order) }),
    parameters: path.includes('{id}')
      ? [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }]
      : [],
    responses: {
      200: {
        description: 'Done.',
        ...content(
          path.includes('{id}') || method === 'post' ? order : { type: 'array', items: order },
        ),
      },
    },
  });
  const document = {
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1' },
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, methods]) => [
        path,
        Object.fromEntries(methods.map((method) => [method, operation(path, method)])),
      ]),
    ),
  };
  const read = async () => JSON.stringify(document);
  return (await loadApi('https://example.com/orders.json', { name: 'orders', read })).api!;
}

async function rolesWith(paths: Readonly<Record<string, readonly string[]>>) {
  const api = await apiWith(paths);
  const { roleOf } = resourcesOf(api, createJudge(api).schemas);
  return api.operations.map((operation) => {
    const { role, resource } = roleOf(operation);
    return `${operation.method} ${operation.path} ${role ?? '-'} ${resource?.name ?? ''}`.trim();
  });
}

test('a query in a path that selects a representation keeps the resource', async () => {
  expect(
    await rolesWith({
      '/orders': ['get', 'post'],
      '/orders?beta=true': ['post'],
      '/orders/{id}': ['get'],
      '/orders/{id}?beta=true': ['get', 'put'],
    }),
  ).toEqual([
    'GET /orders list orders',
    'POST /orders create orders',
    'POST /orders?beta=true create orders',
    'GET /orders/{id} read orders',
    'GET /orders/{id}?beta=true read orders',
    'PUT /orders/{id}?beta=true replace orders',
  ]);
  const versioned = await rolesWith({
    '/orders?api-version=2024-10-01': ['get'],
    '/orders/{id}?api-version=2024-10-01': ['get', 'put'],
  });
  expect(versioned).toEqual([
    'GET /orders?api-version=2024-10-01 list orders',
    'GET /orders/{id}?api-version=2024-10-01 read orders',
    'PUT /orders/{id}?api-version=2024-10-01 replace orders',
  ]);
});

test('a query in a path that names a part, or an operation, is about something else', async () => {
  const roles = await rolesWith({
    '/orders/{id}': ['get', 'put'],
    '/orders/{id}?history': ['get'],
    '/?Action=Stop': ['post'],
    '/?Action=Start': ['post'],
  });
  expect(roles.slice(0, 2)).toEqual([
    'GET /orders/{id} read orders',
    'PUT /orders/{id} replace orders',
  ]);
  expect(roles.slice(2)).not.toContainEqual(expect.stringMatching(/ orders$/));
});

test('a stateful mock shows an item under both paths if it was created under one', async () => {
  const api = await apiWith({
    '/orders': ['get', 'post'],
    '/orders?beta=true': ['post'],
    '/orders/{id}': ['get'],
    '/orders/{id}?beta=true': ['get'],
  });
  const mock = createMock([api], { stateful: { seedData: {} } });
  const send = async (path: string, status?: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ status });
    const init = status === undefined ? {} : { method: 'POST', headers, body };
    return (await mock.fetch(new Request(`http://mock.test${path}`, init))).json();
  };
  expect(await send('/orders?beta=true', 'new')).toEqual({ id: 1, status: 'new' });
  expect(await send('/orders', 'old')).toEqual({ id: 2, status: 'old' });
  for (const query of ['', '?beta=true']) {
    expect(await send(`/orders/1${query}`)).toEqual({ id: 1, status: 'new' });
    expect(await send(`/orders/2${query}`)).toEqual({ id: 2, status: 'old' });
  }
});
