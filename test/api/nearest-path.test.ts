import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/index.ts';
import { apiOf } from '../mock/api.ts';

const operation = { responses: { 204: { description: 'Done.' } } };

const shop = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example/v1' }],
  paths: {
    '/carts': { get: operation, post: operation },
    '/carts/{cart}': { get: operation, put: operation, delete: operation },
    '/carts/{cart}/entries': { get: operation },
    '/admin/users': { get: operation },
    '/{page}': { post: operation },
  },
};

const shopApi = await apiOf(JSON.stringify(shop), 'shop');
const barnApi = await apiOf(
  JSON.stringify({ ...shop, paths: { '/hens': { get: operation } } }),
  'barn',
);

async function detailOf(apis: Parameters<typeof createMock>[0], method: string, path: string) {
  const response = await createMock(apis).fetch(new Request(`http://mock.test${path}`, { method }));
  return ((await response.json()) as { detail: string }).detail;
}

describe('an unknown path', () => {
  it.each([
    ['/cart/7/entries', '/carts/7/entries'],
    ['/Carts/7', '/carts/7'],
    ['/v1/crats/7', '/v1/carts/7'],
    ['/v1/carts/7/', '/v1/carts/7'],
    ['/carts//7', '/carts/7'],
    ['/carts/7/entries/', '/carts/7/entries'],
    ['/v2/carts/7', '/v1/carts/7'],
    ['/shop/v2/carts/7', '/shop/v1/carts/7'],
    ['/shop/v1/carts/7/entrys', '/shop/v1/carts/7/entries'],
    ['/admin/user', '/admin/users'],
  ])('for %s, the suggestion is %s', async (path, meant) => {
    const said = `no operation has the path "${path}"; did you mean "${meant}"?`;
    expect(await detailOf([shopApi], 'GET', path)).toBe(said);
  });

  it.each(['/', '/a/b/c', '/carts/7/entries/9/more', `/carts/${'7'.repeat(400)}/entrie`])(
    'has no suggestion if no path is near: %s',
    async (path) => {
      expect(await detailOf([shopApi], 'DELETE', path)).toBe(`no operation has the path "${path}"`);
    },
  );

  it('may lack the name of its API', async () => {
    expect(await detailOf([shopApi, barnApi], 'GET', '/hens')).toBe(
      '"/hens" belongs to no API; there is /shop/, /barn/; did you mean "/barn/hens"?',
    );
    expect(await detailOf([shopApi, barnApi], 'GET', '/barn/hen')).toBe(
      'no operation has the path "/hen"; did you mean "/barn/hens"?',
    );
  });
});

it('for a method that the path lacks, the suggestion shows a path that has it', async () => {
  expect(await detailOf([shopApi], 'PUT', '/carts')).toBe(
    '"/carts" has no operation for PUT; it has GET, POST; "/carts/{cart}" has PUT',
  );
  expect(await detailOf([shopApi], 'POST', '/carts/7')).toBe(
    '"/carts/7" has no operation for POST; it has GET, PUT, DELETE; "/carts" has POST',
  );
  expect(await detailOf([shopApi], 'PATCH', '/carts')).toBe(
    '"/carts" has no operation for PATCH; it has GET, POST',
  );
});
