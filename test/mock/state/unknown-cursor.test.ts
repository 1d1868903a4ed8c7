import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf } from './library.ts';

/** Buoys in pages, with the refusals that the list describes. */
const sea = (refusals: string) => `
openapi: 3.1.0
info: { title: Sea, version: '1' }
paths:
  /buoys:
    get:
      parameters:
        - { name: cursor, in: query, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer, default: 2 } }
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [buoys]
                properties:
                  buoys: { type: array, items: { $ref: '#/components/schemas/Buoy' } }
                  nextCursor: { type: [string, 'null'] }
                  total: { type: integer }
        ${refusals}
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Buoy' } } } }
      responses: { '201': { description: New., content: { application/json: { schema: { $ref: '#/components/schemas/Buoy' } } } } }
components:
  schemas:
    Buoy: { type: object, properties: { id: { type: string }, light: { type: string } } }
`;

const seedData = { buoys: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };

async function answer(refusals: string) {
  const mock = createMock([await apiOf(sea(refusals), 'sea')], { stateful: { seedData } });
  const call = callerOf(mock);
  const first = await call('GET', '/buoys');
  const second = await call('GET', `/buoys?cursor=${first.body.nextCursor}`);
  expect(second.body.buoys).toEqual([{ id: 'c' }]);
  return call('GET', '/buoys?cursor=nowhere');
}

test.each([
  ['the described 400', "'400': { description: Bad. }", 400],
  ['the described 422', "'422': { description: Bad., content: {} }", 422],
  ['the described 404', "'404': { description: No such cursor. }", 404],
  ['400 of its range', "'4XX': { description: Bad. }", 400],
])('a cursor that no item has gets %s', async (_, refusals, status) => {
  expect((await answer(refusals)).status).toBe(status);
});

test('without one, it gets the empty page after the last item', async () => {
  const { status, body } = await answer("'500': { description: Broken. }");
  expect(status).toBe(200);
  expect(body).toEqual({ buoys: [], nextCursor: null, total: 3 });
});

test('a cursor that the contract shows begins the list, because clients send the example', async () => {
  const shown = sea("'400': { description: Bad. }").replace(
    'in: query, schema: { type: string }',
    'in: query, schema: { type: string }, example: bm93aGVyZQ',
  );
  const mock = createMock([await apiOf(shown, 'sea')], { stateful: { seedData } });
  const call = callerOf(mock);
  const { status, body } = await call('GET', '/buoys?cursor=bm93aGVyZQ');
  expect(status).toBe(200);
  expect(body.buoys).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect((await call('GET', '/buoys?cursor=bm93aGVyZR')).status).toBe(400);
});

test('the id of an item stays one, although the contract shows it as a cursor', async () => {
  const shown = sea('').replace(
    'in: query, schema: { type: string }',
    'in: query, schema: { type: string }, example: a',
  );
  const mock = createMock([await apiOf(shown, 'sea')], { stateful: { seedData } });
  const { body } = await callerOf(mock)('GET', '/buoys?cursor=a');
  expect(body.buoys).toEqual([{ id: 'b' }, { id: 'c' }]);
});
