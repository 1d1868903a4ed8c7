import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { type Call, mockLibrary, mockShelvesOfRooms } from './library.ts';
import { noRedis, redisServer } from './redis-server.ts';

interface Book {
  readonly title: string;
  readonly author: string;
  readonly pages: number;
  readonly marks?: Readonly<Record<string, number>>;
}

type Books = Map<number, Book>;

/** The expected state of a session: its shelves and books, and all ids that it ever gave. */
interface Session {
  readonly shelves: Map<string, { room: string; readonly books: Books }>;
  readonly given: Set<number>;
}

// One shelf has most of the books, so that filters, sorting and paging have an effect.
const shelf = fc.constantFrom('a', 'a', 'a', 'a', '__proto__', 'ä/%?');
const session = fc.constantFrom('', '', '', 'one', 'two');
const title = fc.constantFrom('Ada', 'ada', 'Bø', '__proto__', 'constructor', 'z & =?');
const author = fc.constantFrom('Kim', 'Lee', 'hasOwnProperty');
const pages = fc.integer({ min: 1, max: 4 });
const book: fc.Arbitrary<Book> = fc.record(
  { title, author, pages, marks: fc.dictionary(fc.constantFrom('x', 'y'), pages) },
  { requiredKeys: ['title', 'author', 'pages'] },
);
/** Null removes a member that may be missing (RFC 7396 section 2). */
const patch = fc.record(
  {
    title,
    pages,
    marks: fc.option(fc.dictionary(fc.constantFrom('x', 'y'), fc.option(pages))),
  },
  { requiredKeys: [] },
);
const query = fc.record(
  {
    author,
    pages_gte: pages,
    sort: fc.constantFrom('title', '-title', 'pages', '-pages'),
    limit: fc.integer({ min: 1, max: 10 }),
    offset: fc.integer({ min: 0, max: 8 }),
  },
  { requiredKeys: [] },
);
/** The index of an id that the session gave, possibly to a deleted book. */
const nth = fc.nat(20);

type Step = (call: Call, own: Session) => Promise<void>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ shelf, room: title }).map(putShelf) },
  { weight: 1, arbitrary: fc.constantFrom('a', '__proto__', 'ä/%?', 'b').map(deleteShelf) },
  { weight: 1, arbitrary: fc.constant(listShelves) },
  { weight: 10, arbitrary: fc.record({ shelf, book }).map(create) },
  { weight: 3, arbitrary: fc.record({ shelf, nth }).map(read) },
  { weight: 2, arbitrary: fc.record({ shelf, nth, book }).map(replace) },
  { weight: 3, arbitrary: fc.record({ shelf, nth, patch }).map(update) },
  { weight: 2, arbitrary: fc.record({ shelf, nth }).map(remove) },
  { weight: 4, arbitrary: fc.record({ shelf, query }).map(list) },
);

const pathOf = (name: string) => `/shelves/${encodeURIComponent(name)}`;

function memberOf(own: Session, name: string, index: number) {
  const ids = [...own.given];
  const id = ids[index % Math.max(1, ids.length)] ?? 4;
  const books = own.shelves.get(name)?.books;
  return { id, books, known: books?.get(id), path: `${pathOf(name)}/books/${id}` };
}

function putShelf({ shelf: name, room }: { shelf: string; room: string }): Step {
  return async (call, { shelves }) => {
    const known = shelves.get(name);
    const { status, body } = await call('PUT', pathOf(name), { room });
    expect([status, body]).toEqual([known ? 200 : 201, { id: name, room }]);
    if (known) known.room = room;
    else shelves.set(name, { room, books: new Map() });
  };
}

function deleteShelf(name: string): Step {
  return async (call, { shelves }) => {
    const { status } = await call('DELETE', pathOf(name));
    expect(status).toBe(shelves.delete(name) ? 204 : 404);
  };
}

async function listShelves(call: Call, { shelves }: Session) {
  const { status, body } = await call('GET', '/shelves');
  const all = [...shelves].map(([id, { room }]) => ({ id, room }));
  expect([status, body]).toEqual([200, all]);
}

function create({ shelf: name, book: sent }: { shelf: string; book: Book }): Step {
  return async (call, { shelves, given }) => {
    const { status, body } = await call('POST', `${pathOf(name)}/books`, sent);
    const books = shelves.get(name)?.books;
    if (books === undefined) return expect(status).toBe(404);
    expect([status, body]).toEqual([201, { id: expect.any(Number), ...sent }]);
    expect(given).not.toContain(body.id);
    given.add(body.id);
    books.set(body.id, sent);
  };
}

function read({ shelf: name, nth: index }: { shelf: string; nth: number }): Step {
  return async (call, own) => {
    const { id, known, path } = memberOf(own, name, index);
    const { status, body } = await call('GET', path);
    if (known === undefined) expect(status).toBe(404);
    else expect([status, body]).toEqual([200, { id, ...known }]);
  };
}

function replace(given: { shelf: string; nth: number; book: Book }): Step {
  return async (call, own) => {
    const { id, books, known, path } = memberOf(own, given.shelf, given.nth);
    const { status, body } = await call('PUT', path, given.book);
    if (known === undefined) return expect(status).toBe(404);
    expect([status, body]).toEqual([200, { id, ...given.book }]);
    books!.set(id, given.book);
  };
}

function update(given: { shelf: string; nth: number; patch: object }): Step {
  return async (call, own) => {
    const { id, books, known, path } = memberOf(own, given.shelf, given.nth);
    const { status, body } = await call('PATCH', path, given.patch);
    if (known === undefined) return expect(status).toBe(404);
    const merged = merge(known, given.patch) as Book;
    expect([status, body]).toEqual([200, { id, ...merged }]);
    books!.set(id, merged);
  };
}

/** The algorithm of RFC 7396 section 2. */
function merge(target: unknown, changes: unknown): unknown {
  if (typeof changes !== 'object' || changes === null) return changes;
  const merged = { ...(typeof target === 'object' ? target : {}) } as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  }
  return merged;
}

function remove({ shelf: name, nth: index }: { shelf: string; nth: number }): Step {
  return async (call, own) => {
    const { id, books, path } = memberOf(own, name, index);
    const { status } = await call('DELETE', path);
    expect(status).toBe(books?.delete(id) ? 204 : 404);
  };
}

interface Query {
  readonly author?: string;
  readonly pages_gte?: number;
  readonly sort?: string;
  readonly limit?: number;
  readonly offset?: number;
}

function list({ shelf: name, query: asked }: { shelf: string; query: Query }): Step {
  return async (call, { shelves }) => {
    const text = new URLSearchParams(
      Object.entries(asked).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const { status, body } = await call('GET', `${pathOf(name)}/books?${text}`);
    const books = shelves.get(name)?.books;
    if (books === undefined) return expect(status).toBe(404);
    const { limit = 5, offset = 0 } = asked;
    const all = [...books]
      .map(([id, one]) => ({ id, ...one }))
      .filter((one) => asked.author === undefined || one.author === asked.author)
      .filter((one) => one.pages >= (asked.pages_gte ?? 0));
    const key = asked.sort?.replace('-', '') as 'title' | 'pages' | undefined;
    if (key !== undefined) {
      const sign = asked.sort?.startsWith('-') ? -1 : 1;
      all.sort((a, b) => sign * (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0));
    }
    const page = all.slice(offset, offset + limit);
    expect([status, body]).toEqual([200, { books: page, total: all.length }]);
  };
}

const steps = fc.array(fc.tuple(session, step), { minLength: 60, maxLength: 120 });

/** Performs a sequence, and compares each answer with the model of its session. */
async function take(sequence: readonly (readonly [name: string, step: Step])[], call: Call) {
  const sessions = new Map<string, Session>();
  for (const [name, one] of sequence) {
    const own = sessions.get(name) ?? { shelves: new Map(), given: new Set() };
    sessions.set(name, own);
    await one(within(call, name), own);
  }
}

test('random requests in three sessions get the answers of a simple model', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const { call } = await mockLibrary();
      await take(sequence, call);
    }),
    { seed: 20_261_128, numRuns: 20 },
  );
});

test.skipIf(noRedis !== undefined)(
  'random requests to two mocks of one store get the answers of a simple model',
  async () => {
    const redis = await redisServer();
    onTestFinished(() => redis.remove());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.boolean()), async (sequence, turns) => {
        run += 1;
        const store = `${redis.url}?prefix=run-${run}`;
        const mocks = [await mockLibrary({ store }), await mockLibrary({ store })];
        await take(sequence, (...request) => mocks[turns.next().value ? 0 : 1]!.call(...request));
        await Promise.all(mocks.map(({ mock }) => mock.close()));
      }),
      { seed: 20_261_128, numRuns: 5 },
    );
  },
);

function within(call: Call, name: string): Call {
  const session = name === '' ? {} : { 'specwright-session': name };
  return (method, path, body, headers) => call(method, path, body, { ...session, ...headers });
}

const novel: Book = { title: 'Ada', author: 'Kim', pages: 3 };
const fifty = Array.from({ length: 50 }, (_, index) => index);

test('50 simultaneous creations get 50 ids, and the list agrees with its items', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  const made = await Promise.all(
    fifty.map((pages) => call('POST', '/shelves/a/books', { ...novel, pages })),
  );
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(50);
  const pagesOfList = await Promise.all(
    [0, 10, 20, 30, 40].map((offset) => call('GET', `/shelves/a/books?limit=10&offset=${offset}`)),
  );
  const listed = pagesOfList.flatMap(({ body }) => body.books);
  expect(listed).toHaveLength(50);
  expect(pagesOfList.map(({ body }) => body.total)).toEqual([50, 50, 50, 50, 50]);
  const members = await Promise.all(listed.map(({ id }) => call('GET', `/shelves/a/books/${id}`)));
  expect(members.map(({ body }) => body)).toEqual(listed);
  expect(listed).toEqual(expect.arrayContaining(made.map(({ body }) => body)));
});

test('50 simultaneous updates of one item are all stored', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  const { body } = await call('POST', '/shelves/a/books', novel);
  const path = `/shelves/a/books/${body.id}`;
  await Promise.all(fifty.map((one) => call('PATCH', path, { marks: { [`m${one}`]: one } })));
  const marks = Object.fromEntries(fifty.map((one) => [`m${one}`, one]));
  expect((await call('GET', path)).body).toEqual({ ...body, marks });
});

test('of 50 simultaneous updates with the same ETag, one succeeds', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  const made = await call('POST', '/shelves/a/books', novel);
  const path = `/shelves/a/books/${made.body.id}`;
  const match = { 'if-match': made.headers.get('etag')! };
  const all = await Promise.all(
    fifty.map((one) => call('PATCH', path, { marks: { x: one } }, match)),
  );
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(all.filter(({ status }) => status === 412)).toHaveLength(49);
});

test('of 50 simultaneous removals of one item, one succeeds', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  const { body } = await call('POST', '/shelves/a/books', novel);
  const all = await Promise.all(fifty.map(() => call('DELETE', `/shelves/a/books/${body.id}`)));
  expect(all.map(({ status }) => status).sort()).toEqual([204, ...Array(49).fill(404)]);
});

test('an item that is created during the removal of its parent does not outlive the parent', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  await call('POST', '/shelves/a/books', novel);
  for (let round = 0; round < 5; round += 1) {
    await call('PUT', '/shelves/a', { room: 'red' });
    const removal = after(30, () => call('DELETE', '/shelves/a'));
    const created = fifty.map((turns) =>
      after(round * 20 + turns, () => call('POST', '/shelves/a/books', novel)),
    );
    const [{ status }] = await Promise.all([removal, ...created]);
    expect(status).toBe(204);
    await call('PUT', '/shelves/a', { room: 'red' });
    expect((await call('GET', '/shelves/a/books')).body).toEqual({ books: [], total: 0 });
    await call('DELETE', '/shelves/a');
  }
});

/** Waits for some turns of the microtask queue, so that requests overlap at every step. */
async function after<T>(turns: number, begin: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < turns; turn += 1) await undefined;
  return begin();
}

test('the removal of an item leaves the children of another item with the same id', async () => {
  const { call } = await mockShelvesOfRooms();
  for (const room of ['red', 'blue']) {
    expect((await call('PUT', `/rooms/${room}/shelves/1`, { name: room })).status).toBe(201);
    const { status } = await call('PUT', `/rooms/${room}/shelves/1/books/1`, { title: room });
    expect(status).toBe(201);
  }
  expect((await call('DELETE', '/rooms/red/shelves/1')).status).toBe(204);
  expect((await call('GET', '/rooms/red/shelves/1/books/1')).status).toBe(404);
  expect((await call('GET', '/rooms/blue/shelves/1/books/1')).body.title).toBe('blue');
});

test('after 50 simultaneous requests of many kinds, the state agrees with the answers', async () => {
  const { call } = await mockLibrary();
  await call('PUT', '/shelves/a', { room: 'red' });
  const first = await Promise.all(fifty.map(() => call('POST', '/shelves/a/books', novel)));
  const ids = first.map(({ body }) => body.id as number);
  const mixed = await Promise.all(
    fifty.map((index) => {
      const path = `/shelves/a/books/${ids[index]}`;
      if (index % 4 === 0) return call('DELETE', path);
      if (index % 4 === 1) return call('PUT', path, { ...novel, title: `t${index}` });
      if (index % 4 === 2) return call('POST', '/shelves/a/books', novel);
      return call('GET', '/shelves/a/books?limit=10&sort=-pages');
    }),
  );
  expect(mixed.filter(({ status }) => status >= 400)).toEqual([]);
  const total = 50 - 13 + 12;
  expect((await call('GET', '/shelves/a/books')).body.total).toBe(total);
  for (const index of fifty) {
    const { status, body } = await call('GET', `/shelves/a/books/${ids[index]}`);
    expect(status).toBe(index % 4 === 0 ? 404 : 200);
    if (index % 4 === 1) expect(body.title).toBe(`t${index}`);
  }
});
