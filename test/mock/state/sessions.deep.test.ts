import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../../src/mock/state/memory-store.ts';
import type { Buckets } from '../../../src/mock/state/store.ts';
import { type Call, mockLibrary } from './library.ts';

const inSession = (name: string) => ({ 'specwright-session': name });
const inCookie = (text: string) => ({ cookie: text });

async function shelvesOf(call: Call, headers: Readonly<Record<string, string>> = {}) {
  const { body } = await call('GET', '/shelves', undefined, headers);
  return body.map(({ id }: { id: string }) => id);
}

describe('a session', () => {
  test('has a separate state, and requests without a name share one', async () => {
    const { call } = await mockLibrary();
    await call('PUT', '/shelves/x', { room: 'red' }, inSession('one'));
    await call('PUT', '/shelves/y', { room: 'red' }, inSession('One'));
    await call('PUT', '/shelves/z', { room: 'red' });
    expect(await shelvesOf(call, inSession('one'))).toEqual(['x']);
    expect(await shelvesOf(call, inSession('One'))).toEqual(['y']);
    expect(await shelvesOf(call, inSession('two'))).toEqual([]);
    expect(await shelvesOf(call)).toEqual(['z']);
    expect(await shelvesOf(call, inSession(''))).toEqual(['z']);
  });

  test('can be named by a cookie as well, and the field overrides it', async () => {
    const { call } = await mockLibrary();
    const cookie = inCookie('theme=dark; Specwright-Session=one');
    await call('PUT', '/shelves/x', { room: 'red' }, cookie);
    expect(await shelvesOf(call, inSession('one'))).toEqual(['x']);
    expect(await shelvesOf(call, inCookie('specwright-session=one'))).toEqual(['x']);
    expect(await shelvesOf(call, { ...cookie, ...inSession('two') })).toEqual([]);
  });

  test.each(['__proto__', 'constructor', '../one', '%00', 'a b', 'ü'])(
    'may have the name %j',
    async (name) => {
      const { call } = await mockLibrary();
      const headers = inSession(encodeURIComponent(name));
      await call('PUT', '/shelves/x', { room: 'red' }, headers);
      expect(await shelvesOf(call, headers)).toEqual(['x']);
      expect(await shelvesOf(call)).toEqual([]);
    },
  );

  test('with a name of 10 kB is refused with 400 and the maximum length', async () => {
    const { call } = await mockLibrary();
    const refusals = await Promise.all(
      [inSession('n'.repeat(10_000)), inCookie(`specwright-session=${'n'.repeat(10_000)}`)].flatMap(
        (headers) => [
          call('GET', '/shelves', undefined, headers),
          call('GET', '/__specwright/state', undefined, headers),
          call('POST', '/__specwright/reset', undefined, headers),
        ],
      ),
    );
    for (const { status, body } of refusals) {
      expect([status, body.detail]).toEqual([
        400,
        'the name of a session has at most 200 characters, and this one has 10000',
      ]);
    }
    expect((await call('GET', '/shelves', undefined, inSession('n'.repeat(200)))).status).toBe(200);
  });

  test('is removed if there are too many, the least recently used first', async () => {
    const { call } = await mockLibrary({ sessions: 2 });
    await call('PUT', '/shelves/x', { room: 'red' }, inSession('one'));
    await call('PUT', '/shelves/x', { room: 'red' }, inSession('two'));
    expect(await shelvesOf(call, inSession('one'))).toEqual(['x']);
    await call('PUT', '/shelves/x', { room: 'red' }, inSession('three'));
    expect(await shelvesOf(call, inSession('one'))).toEqual(['x']);
    expect(await shelvesOf(call, inSession('two'))).toEqual([]);
  });

  test('stays among 10,000 others as long as it is used', async () => {
    const { call } = await mockLibrary();
    await call('PUT', '/shelves/x', { room: 'red' }, inSession('mine'));
    for (let index = 0; index < 10_000; index += 1) {
      if (index % 500 === 0) expect(await shelvesOf(call, inSession('mine'))).toEqual(['x']);
      await call('GET', '/shelves', undefined, inSession(`other ${index}`));
    }
    expect(await shelvesOf(call, inSession('mine'))).toEqual(['x']);
  });
});

describe('a session that is not used for its maximum age', () => {
  const item = { id: '1', parents: new Map(), value: { id: 1 }, changed: 0 };
  const edit = { kind: 'put', resource: 'books', key: '1', item } as const;
  const put = () => ({ result: undefined, edits: [edit] });
  const count = (buckets: Buckets) => ({ result: buckets('books').items.size, edits: [] });

  test('begins again with the initial content, even if it is the only one', () => {
    let time = 0;
    const store = createMemoryStore(new Map(), { sessionAge: 100 }, () => time);
    void store.transact('one', put);
    time = 100;
    expect(store.transact('one', count)).toBe(1);
    time = 201;
    expect(store.transact('one', count)).toBe(0);
  });

  test('is removed while others stay', () => {
    let time = 0;
    const store = createMemoryStore(new Map(), { sessionAge: 100 }, () => time);
    void store.transact('one', put);
    time = 60;
    void store.transact('two', put);
    time = 120;
    expect(store.transact('two', count)).toBe(1);
    expect(store.transact('one', count)).toBe(0);
  });

  test('stays if it has no name, even among more sessions than the limit', () => {
    let time = 0;
    const store = createMemoryStore(new Map(), { sessionAge: 100, sessions: 1 }, () => time);
    void store.transact('', put);
    void store.transact('one', put);
    void store.transact('two', put);
    time = 500;
    expect(store.transact('', count)).toBe(1);
    expect(store.transact('one', count)).toBe(0);
  });
});
