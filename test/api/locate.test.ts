import { describe, expect, test } from 'vitest';
import { basePathsOf } from '../../src/api/base-path.ts';
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

  test('a concrete path rather than a template, if neither has the method', async () => {
    const locator = createLocator(await api(['/{id}', '/v1/pets'], v1));
    expect(locator.locate('PUT', '/v1/pets')).toEqual({
      route: { kind: 'method-unknown', path: '/v1/pets', allowed: ['GET'] },
      base: '',
      target: '/v1/pets',
    });
  });

  test('a path below the base path of a URL that no server declares', async () => {
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

describe('a server variable without an enum', async () => {
  const variables = { tenant: { default: 'acme' }, n: { default: '1' } };
  const of = async (paths: readonly string[]) =>
    createLocator(await api(paths, [{ url: 'https://x.example/{tenant}/v{n}', variables }]));

  test.each([
    ['its default', ['/a'], '/acme/v1/a', 'GET /a: /acme/v1'],
    ['another value', ['/a'], '/globex/v2/a', 'GET /a: /globex/v2'],
    ['a value with an escape', ['/a'], '/glo%20bex/v2/a', 'GET /a: /glo%20bex/v2'],
    ['nothing', ['/a'], '//v2/a', 'path-unknown: '],
    ['two segments', ['/a'], '/globex/eu/v2/a', 'path-unknown: '],
    [
      'no more than what any path of the document may be',
      ['/{x}/{y}/{z}', '/a'],
      '/globex/v2/a',
      'GET /{x}/{y}/{z}: ',
    ],
  ])('%s', async (_, paths, asked, want) => {
    const { route, base } = (await of(paths)).locate('GET', asked);
    const what = route.kind === 'operation' ? `GET ${route.operation.path}` : route.kind;
    expect(`${what}: ${base}`).toBe(want);
  });
});

describe('an operation with servers of its own', async () => {
  const answered = { responses: { 200: { description: 'Fine.' } } };
  const made = await apiOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'It', version: '1' },
      servers: [{ url: 'https://api.example/v1' }],
      paths: {
        '/{file}': { put: { ...answered, servers: [{ url: 'https://up.example/up' }] } },
        '/up/{file}': { put: answered },
        '/list': { servers: [{ url: '/lists' }], put: answered },
      },
    }),
  );
  const locator = createLocator(made);

  test.each([
    ['is below their paths', '/up/a', '/{file}: /up'],
    ['and not below those of others where these have it', '/v1/up/a', '/up/{file}: /v1'],
    ['has those of its path item', '/lists/list', '/list: /lists'],
    [
      'is found below others, where nothing else is: a client may have one base URL for all',
      '/v1/b',
      '/{file}: /v1',
    ],
  ])('%s', (_, asked, want) => {
    const { route, base } = locator.locate('PUT', asked);
    expect(route.kind === 'operation' && `${route.operation.path}: ${base}`).toBe(want);
  });

  test('is found at their hosts only', () => {
    const [put] = made.operations;
    const at = (host: string) => [locator.isServedAt(host, put!), locator.knowsHost(host)];
    expect(at('up.example')).toEqual([true, true]);
    expect(at('api.example')).toEqual([false, true]);
    expect(at('other.example')).toEqual([false, false]);
  });
});

describe('the host of a server', () => {
  test.each([
    ['https://{tenant}.example.com', 'globex.example.com', true],
    ['https://{tenant}.example.com', 'a.globex.example.com', true],
    ['https://{tenant}.example.com', 'example.com', false],
    ['https://example.com:443/v1', 'example.com', true],
    ['{scheme}://example.com', 'example.com', true],
    ['https://{tenant}', 'acme', true],
    ['https://{tenant}', 'any.example.com', false],
    ['/v1', 'example.com', false],
  ])('%s and %s', async (url, host, want) => {
    const variables = { tenant: { default: 'acme' }, scheme: { default: 'https' } };
    const used = Object.entries(variables).filter(([name]) => url.includes(`{${name}}`));
    const made = await api(['/a'], [{ url, variables: Object.fromEntries(used) }]);
    expect(createLocator(made).knowsHost(host)).toBe(want);
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
    const { named } = basePathsOf(await api(['/pets'], servers));
    expect(named.map(({ path }) => path)).toEqual(want);
  });
});
