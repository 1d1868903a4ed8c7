import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/index.ts';
import { apiOf } from './api.ts';

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

describe('a path belongs to', () => {
  const nobody = [undefined, undefined] as const;
  const v1 = [{ url: 'https://example.com/v1' }];
  const cases: readonly (readonly [
    name: string,
    names: readonly string[],
    paths: readonly string[],
    servers: readonly object[],
    asked: string,
    want: readonly [api: string | undefined, path: string | undefined],
  ])[] = [
    ['the API whose name it starts with', ['a', 'b'], ['/pets'], [], '/b/pets', ['b', '/pets']],
    ['no API without a name', ['a', 'b'], ['/pets'], [], '/pets', nobody],
    ['no API if only a part of a name matches', ['a', 'b'], ['/pets'], [], '/ab/pets', nobody],
    [
      'an API even where it has no such path',
      ['a', 'b'],
      ['/pets'],
      [],
      '/a/cats',
      ['a', undefined],
    ],
    ['the root of an API', ['a', 'b'], ['/'], [], '/a', ['a', '/']],
    ['the only API, without its name', ['a'], ['/pets'], [], '/pets', ['a', '/pets']],
    ['the only API, with its name', ['a'], ['/pets'], [], '/a/pets', ['a', '/pets']],
    [
      'a concrete path below the name of the API, which is the name of its path, too',
      ['pets'],
      ['/pets', '/pets/{id}'],
      [],
      '/pets/pets',
      ['pets', '/pets'],
    ],
    [
      'a template at the root, as good as one below the name of the API',
      ['pets'],
      ['/pets/{id}', '/{shop}'],
      [],
      '/pets/5',
      ['pets', '/pets/{id}'],
    ],
    ['a path below the base path', ['a', 'b'], ['/pets'], v1, '/a/v1/pets', ['a', '/pets']],
    ['a path without the base path', ['a', 'b'], ['/pets'], v1, '/a/pets', ['a', '/pets']],
    [
      'a path that starts like the base path',
      ['a'],
      ['/v1/pets'],
      v1,
      '/v1/pets',
      ['a', '/v1/pets'],
    ],
    ['a base path before a template', ['a'], ['/{x}/{y}', '/pets'], v1, '/v1/pets', ['a', '/pets']],
    ['a base path in capitals only as it is', ['a'], ['/pets'], v1, '/V1/pets', ['a', undefined]],
  ];
  it.each(cases)('%s', async (_, names, paths, servers, asked, want) => {
    const described = await api(paths, servers);
    const mock = createMock(
      names.map((name) => ({ name, api: described })),
      { onAnswer: ({ api, operation }) => answers.push([api, operation?.path]) },
    );
    const answers: (readonly [api: string | undefined, path: string | undefined])[] = [];
    await mock.fetch(new Request(`http://mock.test${asked}`));
    expect(answers).toEqual([want]);
  });
});
