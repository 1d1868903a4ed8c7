import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { callerOf, library, mockLibrary } from './library.ts';

const state = '/__specwright/state';
const shelf = (id: string, room = 'red') => ({ id, value: { id, room } });
const seedData = { shelves: [{ id: 's', room: 'red' }] };

async function twoLibraries() {
  const apis = [await apiOf(library, 'north'), await apiOf(library, 'south')];
  const stateful = { seedData: { north: seedData, south: seedData } };
  return callerOf(createMock(apis, { stateful }));
}

describe('the state of a session', () => {
  test('is shown, and restored in another session and another mock', async () => {
    const { call } = await mockLibrary({ seedData });
    await call('POST', '/shelves/s/books', { title: 'A', author: 'B', pages: 3 });
    const { status, headers, body } = await call('GET', state);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    const book = { id: 1, title: 'A', author: 'B', pages: 3 };
    expect(body).toEqual({
      library: {
        shelves: [shelf('s')],
        'shelves/books': [{ id: '1', parents: { shelves: 's' }, value: book }],
      },
    });
    for (const other of [call, (await mockLibrary()).call]) {
      const there = { 'specwright-session': 'other' };
      expect((await other('PUT', state, body, there)).status).toBe(204);
      expect((await other('GET', state, undefined, there)).body).toEqual(body);
      expect((await other('GET', '/shelves/s/books/1', undefined, there)).body).toEqual(book);
      const next = await other('POST', '/shelves/s/books', book, there);
      expect(next.body.id).toBe(2);
    }
  });

  test('returns to the initial content after a reset, and other sessions keep theirs', async () => {
    const { call } = await mockLibrary({ seedData });
    const one = { 'specwright-session': 'one' };
    await call('DELETE', '/shelves/s');
    await call('DELETE', '/shelves/s', undefined, one);
    expect((await call('POST', '/__specwright/reset')).status).toBe(204);
    expect((await call('GET', '/shelves/s')).status).toBe(200);
    expect((await call('GET', '/shelves/s', undefined, one)).status).toBe(404);
  });

  test('is limited to one API if the query names one', async () => {
    const call = await twoLibraries();
    await call('PUT', '/north/shelves/n', { room: 'blue' });
    await call('PUT', '/south/shelves/n', { room: 'blue' });
    const { body } = await call('GET', `${state}?api=north`);
    expect(body).toEqual({
      north: { shelves: [shelf('s'), shelf('n', 'blue')], 'shelves/books': [] },
    });
    expect((await call('POST', '/__specwright/reset?api=north')).status).toBe(204);
    expect((await call('GET', '/north/shelves/n')).status).toBe(404);
    expect((await call('GET', '/south/shelves/n')).status).toBe(200);
    expect((await call('PUT', `${state}?api=south`, { south: { shelves: [] } })).status).toBe(204);
    expect((await call('GET', '/south/shelves')).body).toEqual([]);
    expect((await call('GET', '/north/shelves')).body).toEqual([shelf('s').value]);
    expect((await call('GET', `${state}?api=norht`)).body).toMatchObject({
      status: 404,
      detail: 'there is no API "norht"; did you mean "north"?',
    });
    expect((await call('PUT', `${state}?api=south`, { north: {} })).status).toBe(422);
  });

  test('is unchanged if one of several APIs cannot be restored', async () => {
    const call = await twoLibraries();
    const sent = { north: { shelves: [] }, south: { shelves: [{ id: 's', value: { id: 's' } }] } };
    const { body } = await call('PUT', state, sent);
    expect(body).toMatchObject({ status: 422, detail: expect.stringMatching(/^south: /) });
    expect((await call('GET', '/north/shelves')).body).toEqual([shelf('s').value]);
  });

  test.each([
    ['https://evil.example', 403],
    ['http://localhost.evil.example', 403],
    ['null', 403],
    ['not a URL', 403],
    ['http://localhost:3000', 403],
    ['http://127.0.0.1', 403],
    ['http://127.0.0.1:4010', undefined],
  ])('is answered to a page of %s with %s', async (origin, refused) => {
    const { call } = await mockLibrary({ seedData });
    const headers = { origin, host: '127.0.0.1:4010' };
    expect((await call('POST', '/__specwright/reset', undefined, headers)).status).toBe(
      refused ?? 204,
    );
    expect((await call('GET', state, undefined, headers)).status).toBe(refused ?? 200);
    expect((await call('PUT', state, { library: {} }, headers)).status).toBe(refused ?? 204);
    expect((await call('GET', '/shelves')).body).toHaveLength(refused === undefined ? 0 : 1);
  });

  test.each([
    ['{', 400, /^the content is not JSON: /],
    ['[]', 422, /^the content must be an object$/],
    [{ libary: {} }, 422, /^there is no API "libary"; did you mean "library"\?$/],
    [{ library: [] }, 422, /^library: its resources must be an object$/],
    [
      { library: { shelfs: [] } },
      422,
      /^library: there is no resource "shelfs"; did you mean "shelves"\?$/,
    ],
    ['{"library": {"__proto__": []}}', 422, /^library: there is no resource "__proto__"/],
    [{ library: { shelves: {} } }, 422, /^library: "shelves" must be a list of items$/],
    [
      { library: { shelves: [shelf('a'), null] } },
      422,
      /^library: item 1 of "shelves" must have an "id" and a "value"$/,
    ],
    [
      { library: { shelves: [{ id: 1, value: {} }] } },
      422,
      /^library: item 0 of "shelves" must have an "id"/,
    ],
    [
      { library: { shelves: [shelf('a'), { id: 'b', value: { id: 'b', room: 4 } }] } },
      422,
      /^library: item 1 of "shelves" breaks its schema: \/room .*string/,
    ],
    [
      { library: { shelves: [shelf('a'), shelf('a', 'blue')] } },
      422,
      /^library: item 1 of "shelves" has the id of another, "a"$/,
    ],
    [
      { library: { 'shelves/books': [{ id: '1', parents: { shelves: 4 }, value: {} }] } },
      422,
      /^library: item 0 of "shelves\/books" has a parent "shelves" whose id is not a text$/,
    ],
    [
      { library: { 'shelves/books': [{ id: '1', parents: { shelfs: 'a' }, value: {} }] } },
      422,
      /^library: item 0 of "shelves\/books" has an unknown parent "shelfs"; did you mean "shelves"\?$/,
    ],
    [
      { library: { shelves: [{ ...shelf('a'), parents: [] }] } },
      422,
      /^library: item 0 of "shelves" has "parents" that are not an object$/,
    ],
  ])('is not restored from %j: %i', async (sent, status, detail) => {
    const { call } = await mockLibrary({ seedData });
    const { body } = await call('PUT', state, sent);
    expect(body).toMatchObject({ status, detail: expect.stringMatching(detail) });
    expect((await call('GET', '/shelves')).body).toEqual([shelf('s').value]);
  });

  test('can be read and changed with the methods of its paths', async () => {
    const { call } = await mockLibrary();
    const wrong = [await call('GET', '/__specwright/reset'), await call('DELETE', state)];
    expect(wrong.map(({ status, headers }) => [status, headers.get('allow')])).toEqual([
      [405, 'POST'],
      [405, 'GET, HEAD, PUT'],
    ]);
    expect((await call('HEAD', state)).status).toBe(200);
  });

  test('is missing if the mock is stateless', async () => {
    const call = callerOf(createMock([await apiOf(library)]));
    expect((await call('GET', state)).body).toMatchObject({
      status: 404,
      detail: 'the mock keeps no state; it does when it is started with --stateful',
    });
  });
});
