import { expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { carryState } from '../../../src/mock/state/carry.ts';
import { apiOf } from '../api.ts';
import { callerOf, library } from './library.ts';

const mockOf = async (text: string, seedData = {}) =>
  createMock([await apiOf(text, 'library')], { stateful: { seedData } });
const one = { 'specwright-session': 'one' };
const book = { title: 'Ada', author: 'Kim', pages: 3 };

/** The library, with rooms in capitals only. */
const capitals = library.replaceAll(
  'room: { type: string }',
  "room: { type: string, pattern: '^[A-Z]{2}' }",
);

test('a changed contract keeps the state of each session, and continues the ids', async () => {
  const before = await mockOf(library);
  const call = callerOf(before);
  await call('PUT', '/shelves/a', { room: 'RED' });
  await call('POST', '/shelves/a/books', book);
  await call('DELETE', '/shelves/a/books/1');
  await call('PUT', '/shelves/b', { room: 'BLUE' }, one);
  const after = await mockOf(capitals, { shelves: [{ id: 's', room: 'SEED' }] });
  const dropped = await carryState(before.apis, after.apis);
  expect(dropped).toEqual([]);
  const callAfter = callerOf(after);
  expect((await callAfter('GET', '/shelves')).body).toEqual([{ id: 'a', room: 'RED' }]);
  expect((await callAfter('POST', '/shelves/a/books', book)).body.id).toBe(2);
  expect((await callAfter('GET', '/shelves', undefined, one)).body).toEqual([
    { id: 'b', room: 'BLUE' },
  ]);
  const other = { 'specwright-session': 'new' };
  const seeded = [{ id: 's', room: 'SEED' }];
  expect((await callAfter('GET', '/shelves', undefined, other)).body).toEqual(seeded);
});

test('items that break the changed contract are dropped, with a line for each resource', async () => {
  const before = await mockOf(library);
  const call = callerOf(before);
  await call('PUT', '/shelves/a', { room: 'red' });
  await call('PUT', '/shelves/b', { room: 'BLUE' });
  await call('PUT', '/shelves/a', { room: 'green' }, one);
  const after = await mockOf(capitals);
  expect(await carryState(before.apis, after.apis)).toEqual([
    expect.stringMatching(
      /^library: dropped 2 items of "shelves" after the change of the contract: item "a" breaks its schema: \/room .*\^\[A-Z\]\{2\}/,
    ),
  ]);
  expect((await callerOf(after)('GET', '/shelves')).body).toEqual([{ id: 'b', room: 'BLUE' }]);
});

test('items of a resource that is gone are dropped, and of an API that is gone without a line', async () => {
  const before = await mockOf(library);
  const call = callerOf(before);
  await call('PUT', '/shelves/a', { room: 'red' });
  await call('POST', '/shelves/a/books', book);
  const without =
    library.slice(0, library.indexOf('  /shelves/{shelfId}/books:')) +
    library.slice(library.indexOf('components:'));
  const after = await mockOf(without);
  expect(await carryState(before.apis, after.apis)).toEqual([
    'library: dropped 1 item of "shelves/books" after the change of the contract: the contract no longer has this resource',
  ]);
  const renamed = createMock([await apiOf(library, 'other')], { stateful: true });
  expect(await carryState(after.apis, renamed.apis)).toEqual([]);
});

test('requests during the change are not lost', async () => {
  const before = await mockOf(library);
  const call = callerOf(before);
  await call('PUT', '/shelves/a', { room: 'red' });
  const after = await mockOf(library);
  const made = Array.from({ length: 40 }, async (_, turns) => {
    for (let turn = 0; turn < turns; turn += 1) await undefined;
    return call('POST', '/shelves/a/books', book);
  });
  await carryState(before.apis, after.apis);
  const ids = (await Promise.all(made)).map(({ body }) => body.id);
  expect(new Set(ids).size).toBe(40);
  const next = callerOf(after);
  for (const id of ids) expect((await next('GET', `/shelves/a/books/${id}`)).status).toBe(200);
});
