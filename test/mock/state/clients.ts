import { expect } from 'vitest';
import { randomOf } from '../../../src/random.ts';
import type { Answered, Call } from './library.ts';

interface Book {
  readonly title: string;
  readonly author: string;
  readonly pages: number;
  readonly marks?: Readonly<Record<string, number>>;
}

/** The changes of a client to its own books, and to a book that all clients share. */
export interface Client {
  readonly name: string;
  readonly books: ReadonlyMap<number, Book>;
  /** All ids that the mock gave to the client. */
  readonly given: ReadonlySet<number>;
  readonly marks: ReadonlyMap<string, number>;
  /** The number of 503 answers. After each, the client reads what the mock has done. */
  readonly unsure: number;
}

export interface Work {
  /** The replicas; each request goes to a random one. */
  readonly calls: readonly Call[];
  readonly operations: number;
  /** The book that all clients share. */
  readonly shared: string;
  readonly seed: string;
  /** Called after each operation. */
  readonly onDone?: () => void;
}

const shelf = '/shelves/a/books';

/**
 * One of many clients. It creates, reads, replaces, updates, lists and removes books under its own
 * name, in random order. It compares each answer with its own record.
 */
export async function clientAtWork(name: string, work: Work): Promise<Client> {
  const random = randomOf(`${work.seed} ${name}`);
  const books = new Map<number, Book>();
  const given = new Set<number>();
  const marks = new Map<string, number>();
  let unsure = 0;
  let count = 0;

  const below = (end: number) => Math.floor(random() * end);
  /** Sends a request to a replica. After a 503, its effect is unknown. */
  const ask: Call = async (method, path, body) => {
    const answer = await work.calls[below(work.calls.length)]!(method, path, body);
    if (answer.status === 503) unsure += 1;
    return answer;
  };
  /** Repeats a GET until its answer is not 503. */
  async function see(path: string): Promise<Answered> {
    for (;;) {
      const answer = await ask('GET', path);
      if (answer.status !== 503) return answer;
    }
  }

  async function create(): Promise<void> {
    const book = { title: `${name}-${count}`, author: name, pages: below(5) };
    const { status, body } = await ask('POST', shelf, book);
    if (status === 503) {
      const known = await listed();
      const found = known.filter(({ id }) => !given.has(id));
      expect(found.length, 'one creation makes at most one book').toBeLessThan(2);
      for (const { id, ...made } of found) {
        expect(made).toEqual(book);
        keep(id, book);
      }
      return;
    }
    expect([status, body]).toEqual([201, { id: expect.any(Number), ...book }]);
    keep(body.id, book);
  }

  function keep(id: number, book: Book): void {
    expect(given).not.toContain(id);
    given.add(id);
    books.set(id, book);
  }

  async function read(id: number, known: Book | undefined): Promise<void> {
    const { status, body } = await see(`${shelf}/${id}`);
    if (known === undefined) expect(status).toBe(404);
    else expect([status, body]).toEqual([200, { id, ...known }]);
  }

  async function change(method: 'PUT' | 'PATCH', id: number, sent: object, wanted: Book) {
    const known = books.get(id);
    const { status, body } = await ask(method, `${shelf}/${id}`, sent);
    if (known === undefined && status !== 503) return expect(status).toBe(404);
    if (status === 503) {
      if (known === undefined) return read(id, undefined);
      const now = await see(`${shelf}/${id}`);
      expect([
        { id, ...known },
        { id, ...wanted },
      ]).toContainEqual(now.body);
      const { id: _, ...book } = now.body;
      books.set(id, book);
      return;
    }
    expect([status, body]).toEqual([200, { id, ...wanted }]);
    books.set(id, wanted);
  }

  async function remove(id: number): Promise<void> {
    const { status } = await ask('DELETE', `${shelf}/${id}`);
    if (status === 503) {
      const now = await see(`${shelf}/${id}`);
      if (now.status === 404) books.delete(id);
      return;
    }
    expect(status).toBe(books.delete(id) ? 204 : 404);
  }

  /** Lists all books of the client, page by page. No other client changes them. */
  async function listed(): Promise<readonly (Book & { readonly id: number })[]> {
    const all = [];
    for (let offset = 0; ; offset += 10) {
      const { body } = await see(`${shelf}?author=${name}&limit=10&offset=${offset}`);
      all.push(...body.books);
      if (all.length >= body.total) return all;
    }
  }

  async function list(): Promise<void> {
    const [limit, offset, least] = [1 + below(10), below(4), below(5)];
    const query = `author=${name}&pages_gte=${least}&limit=${limit}&offset=${offset}`;
    const { status, body } = await see(`${shelf}?${query}`);
    const all = [...books].map(([id, book]) => ({ id, ...book }));
    const wanted = all.filter(({ pages }) => pages >= least);
    expect([status, body]).toEqual([
      200,
      { books: wanted.slice(offset, offset + limit), total: wanted.length },
    ]);
  }

  async function mark(): Promise<void> {
    const [key, value] = [`${name}-${below(3)}`, count];
    const { status } = await ask('PATCH', work.shared, { marks: { [key]: value } });
    const { body } = await see(work.shared);
    const before = marks.get(key);
    if (status === 503) expect([before, value]).toContain(body.marks?.[key]);
    else expect([status, body.marks[key]]).toEqual([200, value]);
    const now = body.marks?.[key];
    if (now !== undefined) marks.set(key, now);
    for (const [own, known] of marks) expect(body.marks[own]).toBe(known);
  }

  for (; count < work.operations; count += 1) {
    const id = [...given][below(given.size)];
    const known = id === undefined ? undefined : books.get(id);
    const kind = id === undefined ? 0 : below(20);
    if (kind < 6) await create();
    else if (kind < 9) await read(id!, known);
    else if (kind < 11) {
      const book = { title: `${name}-${count}`, author: name, pages: below(5) };
      await change('PUT', id!, book, book);
    } else if (kind < 14) {
      const changes = { pages: below(5), marks: { [`m${below(3)}`]: count } };
      const merged = { ...known?.marks, ...changes.marks };
      const wanted = { ...known, ...changes, marks: merged } as Book;
      await change('PATCH', id!, changes, wanted);
    } else if (kind < 16) await remove(id!);
    else if (kind < 19) await list();
    else await mark();
    work.onDone?.();
  }
  return { name, books, given, marks, unsure };
}

/** Expects that, after the last request, all replicas show each book once, and each mark. */
export async function expectAllKept(clients: readonly Client[], { calls, shared }: Work) {
  const given = clients.flatMap((client) => [...client.given]);
  expect(new Set(given).size, 'no id is given twice').toBe(given.length);
  const books = clients.flatMap((client) => [...client.books]);
  for (const call of calls) {
    const all = new Map<number, Book>();
    const { body: first } = await call('GET', `${shelf}?limit=1`);
    for (let offset = 0; offset < first.total; offset += 10) {
      const { body } = await call('GET', `${shelf}?limit=10&offset=${offset}`);
      for (const { id, ...book } of body.books) all.set(id, book);
    }
    const { body: book } = await call('GET', shared);
    all.delete(book.id);
    expect(all.size).toBe(first.total - 1);
    expect(all).toEqual(new Map(books));
    expect(book.marks ?? {}).toEqual(
      Object.fromEntries(clients.flatMap((client) => [...client.marks])),
    );
  }
}

/** Runs many clients at the same time at the replicas of one mock. */
export async function clientsAtWork(
  count: number,
  { calls, ...work }: Omit<Work, 'shared'>,
): Promise<readonly Client[]> {
  const [first] = calls;
  expect((await first!('PUT', '/shelves/a', { room: 'red' })).status).toBe(201);
  const book = { title: 'shared', author: 'all', pages: 1 };
  const { body } = await first!('POST', shelf, book);
  const whole = { ...work, calls, shared: `${shelf}/${body.id}` };
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  const clients = await Promise.all(names.map((name) => clientAtWork(name, whole)));
  await expectAllKept(clients, whole);
  return clients;
}
