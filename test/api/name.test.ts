import { expect, test } from 'vitest';
import { nameOfSource } from '../../src/api/name.ts';
import { loadApi } from '../../src/index.ts';

test.each([
  ['specs/kaiten/openapi.yaml', 'kaiten'],
  ['specs/pets/api.json', 'pets'],
  ['/specs/pets/api.json', 'pets'],
  ['file:///specs/my%20pets/index.yaml', 'my-pets'],
  ['C:\\specs\\pets\\openapi.yaml', 'pets'],
  ['/work/pets', 'pets'],
  ['openapi.yaml', 'api'],
  ['petstore.yaml', 'petstore'],
  ['petstore.openapi.json', 'petstore'],
  ['My Train Travel.yaml', 'My-Train-Travel'],
  ['https://example.com/apis/trains/openapi.json', 'trains'],
  ['https://example.com/openapi.json', 'example.com'],
  ['https://example.com/museum.yaml?v=2', 'museum'],
])('the document %s gets the name %s', (source, name) => {
  expect(nameOfSource(source)).toBe(name);
});

test('the library and the command line give a document the same name', async () => {
  const read = async () =>
    '{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}}';
  const { api } = await loadApi('specs/pets/api.json', { read });
  expect(api?.name).toBe('pets');
});
