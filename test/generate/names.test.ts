import { expect, test } from 'vitest';
import { textsOf } from '../../src/generate/texts.ts';
import { loadApi } from '../../src/index.ts';
import { namedOperations, renamedOperations } from '../../src/typescript/operation-names.ts';

async function apiOf(ids: readonly (string | undefined)[], name = 'pets') {
  const paths = Object.fromEntries(
    ids.map((operationId, index) => [
      `/p${index}`,
      {
        get: {
          ...(operationId !== undefined && { operationId }),
          responses: { 204: { description: 'fine' } },
        },
      },
    ]),
  );
  const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths });
  const { api } = await loadApi('/pets.json', { name, read: async () => text });
  return api!;
}

test.each([
  ['an id that is a name', ['listPets'], ['listPets']],
  ['an id of several words', ['customers/create', 'list pets'], ['customersCreate', 'listPets']],
  [
    'names in any script',
    ['取得ユーザー', 'größe ändern', 'список'],
    ['取得ユーザー', 'größeÄndern', 'список'],
  ],
  [
    'an id that is a name, also after one that becomes it',
    ['get-foo', 'getFoo'],
    ['getFoo2', 'getFoo'],
  ],
  ['the same id twice', ['a b', 'a-b'], ['aB', 'aB2']],
  ['a method that every client has', ['GET'], ['GET2']],
  ['no id', [undefined, 'getP0'], ['getP02', 'getP0']],
  ['an id that starts with a digit', ['2fa'], ['_2fa']],
  ['an id without a letter', ['--'], ['operation']],
])('%s', async (_, ids, keys) => {
  expect(namedOperations(await apiOf(ids)).map(({ key }) => key)).toEqual(keys);
});

test('a renamed operation names the operation that has its name', async () => {
  const renamed = renamedOperations(await apiOf(['get-foo', 'getFoo', 'then']));
  expect(renamed.map(({ key, wanted, isTaken }) => [key, wanted, isTaken])).toEqual([
    ['getFoo2', 'getFoo', true],
    ['then2', 'then', false],
  ]);
});

test.each(['client', 'call', 'class', 'new', '取得'])('an API called %s', async (name) => {
  const client = textsOf(await apiOf(['listPets'], name), { dates: 'string', brands: false }).get(
    'client.ts',
  );
  expect(client).toMatch(/export function create[\p{L}]+Client\(/u);
  expect(client).not.toMatch(/export (?:interface|type) (?:Client|Call)\b/);
});
