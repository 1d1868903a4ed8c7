import { describe, expect, test } from 'vitest';
import { basePaths } from '../../src/api/base-path.ts';
import { createLocator } from '../../src/api/locate.ts';
import { apiOf } from './source.ts';

const api = (paths: readonly string[], servers: readonly object[] = []) =>
  apiOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'It', version: '1' },
      ...(servers.length > 0 && { servers }),
      paths: Object.fromEntries(
        paths.map((path) => [path, { get: { responses: { 200: { description: 'Fine.' } } } }]),
      ),
    }),
  );

const v1 = [{ url: 'https://example.com/v1' }];

describe('a target belongs to', () => {
  test.each<
    [
      what: string,
      paths: readonly string[],
      servers: readonly object[],
      asked: string,
      want: string,
    ]
  >([
    ['a path below a base path', ['/pets'], v1, '/v1/pets?a=b', 'GET /pets: /v1 + /pets?a=b'],
    ['a path without the base path', ['/pets'], v1, '/pets', 'GET /pets:  + /pets'],
    ['the root below a base path', ['/'], v1, '/v1?a=b', 'GET /: /v1 + /?a=b'],
    [
      'a path that starts like the base path',
      ['/v1/pets'],
      v1,
      '/v1/pets',
      'GET /v1/pets:  + /v1/pets',
    ],
    [
      'a concrete path before a template that is shorter by the base path',
      ['/{id}', '/v1/pets'],
      v1,
      '/v1/pets',
      'GET /v1/pets:  + /v1/pets',
    ],
    [
      'a concrete path below the base path before a template',
      ['/{x}/{y}', '/pets'],
      v1,
      '/v1/pets',
      'GET /pets: /v1 + /pets',
    ],
    [
      'a template below the base path before one of the whole path',
      ['/{x}/{y}', '/{x}'],
      v1,
      '/v1/7',
      'GET /{x}: /v1 + /7',
    ],
    [
      'a base path in capitals only as it is',
      ['/pets'],
      v1,
      '/V1/pets',
      'path-unknown:  + /V1/pets',
    ],
    ['nothing, with nothing left out', ['/pets'], v1, '/v1/cats', 'path-unknown:  + /v1/cats'],
  ])('%s', async (_, paths, servers, asked, want) => {
    const { route, base, target } = createLocator(await api(paths, servers)).locate('GET', asked);
    const what = route.kind === 'operation' ? `GET ${route.operation.path}` : route.kind;
    expect(`${what}: ${base} + ${target}`).toBe(want);
  });

  test('a concrete path rather than a template, where neither has the method', async () => {
    const locator = createLocator(await api(['/{id}', '/v1/pets'], v1));
    expect(locator.locate('PUT', '/v1/pets')).toEqual({
      route: { kind: 'method-unknown', path: '/v1/pets', allowed: ['GET'] },
      base: '',
      target: '/v1/pets',
    });
  });

  test('a path below the base path of a URL, which no server declares', async () => {
    const locator = createLocator(await api(['/pets'], v1), 'http://localhost/api');
    expect(locator.locate('GET', '/api/pets')).toMatchObject({ base: '/api', target: '/pets' });
    expect(locator.locate('GET', '/v2/pets', '/v2/')).toMatchObject({ base: '/v2' });
  });

  test('a path below one of the prefixes, or to nothing', async () => {
    const locator = createLocator(await api(['/pets', '/notes/{id}'], v1));
    const locate = (target: string) => locator.locateBelow(['/notes', '/a'], 'GET', target);
    expect(locate('/a/v1/pets')).toMatchObject({ base: '/a/v1', target: '/pets' });
    expect(locate('/notes?a=b')).toMatchObject({ base: '/notes', target: '/?a=b' });
    expect(locate('/ab/pets')).toBeUndefined();
  });
});

describe('base paths', () => {
  test.each<[servers: readonly object[], want: readonly string[]]>([
    [[], []],
    [[{ url: 'https://example.com' }], []],
    [[{ url: 'https://example.com/' }], []],
    [
      [{ url: 'https://example.com/v1/' }, { url: '/beta/v2' }],
      ['/beta/v2', '/v1'],
    ],
    [[{ url: 'v1' }], ['/v1']],
    [
      [
        {
          url: 'https://{host}/{v}',
          variables: { host: { default: 'h' }, v: { default: 'v1', enum: ['v1', 'v2'] } },
        },
      ],
      ['/v1', '/v2'],
    ],
    [[{ url: 'https://{host}.example.com/v1' }], ['/v1']],
    [[{ url: 'https://exa mple.com/v1' }], []],
  ])('%j', async (servers, want) => {
    expect(basePaths(await api(['/pets'], servers))).toEqual(want);
  });
});
