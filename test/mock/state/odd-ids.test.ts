import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf, mockLibrary } from './library.ts';

/** Ids as they appear in a path. */
const odd: readonly (readonly [id: string, written: string])[] = [
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['toString', 'toString'],
  ['..', '%2E%2E'],
  ['../x', '..%2Fx'],
  ['a/b', 'a%2Fb'],
  ['\0', '%00'],
  ['%00', '%2500'],
  ['%', '%25'],
  [' ', '%20'],
  ['?x=1&y', '%3Fx%3D1%26y'],
  ['#', '%23'],
  ['"]', '%22%5D'],
  ['ünï🎈', encodeURIComponent('ünï🎈')],
  ['1e3', '1e3'],
  ['n'.repeat(5_000), 'n'.repeat(5_000)],
];

describe('an item is kept under the id', () => {
  test.each(odd)('%j', async (id, written) => {
    const { mock } = await mockLibrary();
    const handle = async (method: string, target: string, value?: unknown) => {
      const response = await mock.handle({
        method,
        target,
        headers: value === undefined ? {} : { 'content-type': 'application/json' },
        body: new TextEncoder().encode(value === undefined ? '' : JSON.stringify(value)),
      });
      const text = new TextDecoder().decode(response.body);
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    };
    const shelf = `/shelves/${written}`;
    const answers = [
      await handle('GET', shelf),
      await handle('PUT', shelf, { room: 'red' }),
      await handle('GET', shelf),
      await handle('POST', `${shelf}/books`, { title: 'A', author: 'B', pages: 1 }),
      await handle('GET', `${shelf}/books/1`),
      await handle('DELETE', shelf),
      await handle('GET', shelf),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 201, 200, 201, 200, 204, 404]);
    expect(answers[2]!.body).toEqual({ id, room: 'red' });
    expect(({} as Record<string, unknown>).room).toBeUndefined();
  });
});

test('members of any name are merged, and change no prototype', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  await call('POST', '/shelves/a/books', { title: 'A', author: 'B', pages: 1 });
  const marks = '{"marks": {"__proto__": 1, "constructor": 2}}';
  const { body } = await call('PATCH', '/shelves/a/books/1', marks);
  expect(Object.entries(body.marks)).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
  await call('PATCH', '/shelves/a/books/1', '{"marks": {"__proto__": null}}');
  expect(Object.entries((await call('GET', '/shelves/a/books/1')).body.marks)).toEqual([
    ['constructor', 2],
  ]);
  expect(Object.hasOwn(Object.prototype, 'marks')).toBe(false);
});

const keyed = `
openapi: 3.1.0
info: { title: Keyed, version: '1' }
paths:
  /things:
    get:
      responses:
        '200':
          description: By their ids.
          content:
            application/json:
              schema: { type: object, additionalProperties: { $ref: '#/components/schemas/Thing' } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { $ref: '#/components/responses/Thing' }, '404': { description: No. } } }
    put:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '201': { $ref: '#/components/responses/Thing' }, '200': { $ref: '#/components/responses/Thing' } }
components:
  responses:
    Thing: { description: A thing., content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
  schemas: { Thing: { type: object, required: [id], properties: { id: { type: string }, size: { type: integer } } } }
`;

test('a list by id shows an item that is called __proto__', async () => {
  const call = callerOf(createMock([await apiOf(keyed)], { stateful: { seedData: {} } }));
  await call('PUT', '/things/__proto__', { id: '__proto__', size: 4 });
  expect((await call('GET', '/things/__proto__')).body).toEqual({ id: '__proto__', size: 4 });
  const { status, body } = await call('GET', '/things');
  expect([status, Object.keys(body)]).toEqual([200, ['__proto__']]);
});
