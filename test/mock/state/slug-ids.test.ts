import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

const choir = `
openapi: 3.1.0
info: { title: Choir, version: '1' }
paths:
  /songs:
    get: { responses: { '200': { description: All., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Song' } } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { title: { type: string }, key: { type: string } } } } } }
      responses: { '201': { description: New., content: { application/json: { schema: { $ref: '#/components/schemas/Song' } } } } }
  /songs/{slug}:
    parameters: [{ name: slug, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Song' } } } }
        '404': { description: No. }
components:
  schemas:
    Song:
      type: object
      required: [slug]
      properties: { slug: { type: string, readOnly: true }, title: { type: string }, key: { type: string } }
`;

test('an id that is a slug comes from the title, with a number if another item has it', async () => {
  const call = callerOf(createMock([await apiOf(choir, 'choir')], { stateful: true }));
  const slugs = [];
  for (const song of [{ title: 'Evening Prayer!' }, { title: 'Évening  prayer' }]) {
    slugs.push((await call('POST', '/songs', song)).body.slug);
  }
  expect(slugs).toEqual(['evening-prayer', 'evening-prayer-2']);
  expect((await call('GET', '/songs/evening-prayer-2')).body.title).toBe('Évening  prayer');
});

test('an item without a title gets a slug of its kind', async () => {
  const call = callerOf(createMock([await apiOf(choir, 'choir')], { stateful: true }));
  expect((await call('POST', '/songs', { key: 'A minor' })).body.slug).toBe('song');
  expect((await call('POST', '/songs', { title: '夕方' })).body.slug).toBe('song-2');
});

test('records without a slug get one in the first content', async () => {
  const seedData = { songs: [{ title: 'Evening Prayer' }] };
  const call = callerOf(createMock([await apiOf(choir, 'choir')], { stateful: { seedData } }));
  expect((await call('GET', '/songs')).body).toEqual([
    { slug: 'evening-prayer', title: 'Evening Prayer' },
  ]);
});
