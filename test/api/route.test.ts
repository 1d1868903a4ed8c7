import { describe, expect, test } from 'vitest';
import { createRouter } from '../../src/api/route.ts';
import { apiWithPaths } from './source.ts';

const api = await apiWithPaths(
  [
    '/pets: {get: R, post: R}',
    '/pets/{id}: {get: R, delete: R}',
    '/pets/mine: {get: R}',
    '/pets/{id}/toys/{toy}: {get: R}',
    '/pets/{id}.json: {get: R}',
    '/reports/{from}-{to}: {get: R}',
    '"/sets(\'{key}\')": {get: R}',
    '/größe-{size}: {get: R}',
    '/: {get: R}',
    '/a b/c: {get: R}',
  ]
    .join('\n')
    .replaceAll(' R', " {responses: {'200': {description: d}}}"),
);
const router = createRouter(api);

describe('createRouter() matches paths (OpenAPI 3.1 section 4.8.8.1)', () => {
  test.each<[string, string, string, Record<string, string>]>([
    ['GET', '/pets', '/pets', {}],
    ['GET', '/pets/7', '/pets/{id}', { id: '7' }],
    // Concrete paths come before their templated counterparts.
    ['GET', '/pets/mine', '/pets/mine', {}],
    // A method that only the templated path has belongs to that path.
    ['DELETE', '/pets/mine', '/pets/{id}', { id: 'mine' }],
    ['GET', '/pets/7/toys/ball', '/pets/{id}/toys/{toy}', { id: '7', toy: 'ball' }],
    ['GET', '/pets/7.json', '/pets/{id}.json', { id: '7' }],
    ['GET', '/reports/2024-2025', '/reports/{from}-{to}', { from: '2024', to: '2025' }],
    // Values stay encoded, so that a style can split them before it decodes them.
    ['GET', '/pets/a%2Fb', '/pets/{id}', { id: 'a%2Fb' }],
    // Literal segments are compared after decoding.
    ['GET', '/%70ets', '/pets', {}],
    ['GET', '/a%20b/c', '/a b/c', {}],
    // Literal text beside parameters as well (RFC 3986 section 6.2.2).
    ['GET', '/reports/2024%2D2025', '/reports/{from}-{to}', { from: '2024', to: '2025' }],
    ['GET', '/pets/7%2ejson', '/pets/{id}.json', { id: '7' }],
    ['GET', "/sets('a%2Fb')", "/sets('{key}')", { key: 'a%2Fb' }],
    ['GET', '/sets(%27a%27)', "/sets('{key}')", { key: 'a' }],
    ['GET', '/gr%C3%B6%c3%9Fe-7', '/größe-{size}', { size: '7' }],
    ['GET', '/', '/', {}],
  ])('%s %s is %s', (method, path, template, values) => {
    const route = router.match(method, path);
    expect(route).toMatchObject({ kind: 'operation', operation: { path: template } });
    expect(route.kind === 'operation' && Object.fromEntries(route.pathParameters)).toEqual(values);
  });

  describe('a path with a query', async () => {
    const withQueries = createRouter(
      await apiWithPaths(
        [
          '/answers/{id}: {get: R}',
          '/answers/{id}#share: {get: R, put: R}',
          '/answers/{id}?beta=true: {get: R, patch: R}',
          '/answers/{id}?beta=true&full=1: {get: R}',
          '"/search?q={term}": {get: R}',
        ]
          .join('\n')
          .replaceAll(' R', " {responses: {'200': {description: d}}}"),
      ),
    );

    test.each<[string, string, string, Record<string, string>]>([
      ['GET', '/answers/7', '/answers/{id}', { id: '7' }],
      ['GET', '/answers/7?beta=false', '/answers/{id}', { id: '7' }],
      ['GET', '/answers/7?limit=2&beta=%74rue', '/answers/{id}?beta=true', { id: '7' }],
      ['GET', '/answers/7?full=1&beta=true', '/answers/{id}?beta=true&full=1', { id: '7' }],
      ['PUT', '/answers/7', '/answers/{id}#share', { id: '7' }],
      ['GET', '/search?q=a+b', '/search?q={term}', { term: 'a%20b' }],
    ])('%s %s is %s', (method, target, template, values) => {
      const [path = '', query = ''] = target.split('?');
      const route = withQueries.match(method, path, query);
      expect(route).toMatchObject({ kind: 'operation', operation: { path: template } });
      expect(route.kind === 'operation' && Object.fromEntries(route.pathParameters)).toEqual(
        values,
      );
    });

    test('matches if the query is unknown, and matches no other query', () => {
      const allowed = ['GET', 'PATCH', 'PUT'];
      const known = withQueries.match('', '/answers/7');
      expect(known.kind === 'method-unknown' && [...known.allowed].sort()).toEqual(allowed);
      expect(withQueries.match('GET', '/search', 'p=1')).toEqual({ kind: 'path-unknown' });
    });
  });

  test.each([
    ['/dogs'],
    ['/pets/'],
    ['/pets/7/toys'],
    ['/pets/7/toys/'],
    ['/pets/7/toys/ball/more'],
    ['/Pets'],
    ['/constructor'],
  ])('GET %s is unknown', (path) => {
    expect(router.match('GET', path)).toEqual({ kind: 'path-unknown' });
  });

  test.each([
    ['PUT', '/pets', ['GET', 'POST']],
    ['PATCH', '/pets/mine', ['GET', 'DELETE']],
    ['get', '/pets', ['GET', 'POST']],
  ])('%s %s is a known path with other methods', (method, path, allowed) => {
    expect(router.match(method, path)).toMatchObject({ kind: 'method-unknown', allowed });
  });
});
