import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMock, type Mock, type StatefulOptions } from '../../../src/index.ts';
import { apiOf } from '../api.ts';
import { type Call, callerOf, library } from './library.ts';
import { noRedis, type RedisServer, redisServer } from './redis-server.ts';

const book = { title: 'Ada', author: 'Kim', pages: 3 };

describe.skipIf(noRedis !== undefined)('with a shared store', () => {
  let redis: RedisServer;
  const mocks: Mock[] = [];
  let session: Readonly<Record<string, string>> = {};
  let count = 0;

  beforeAll(async () => {
    redis = await redisServer();
  });
  beforeEach(() => {
    count += 1;
    session = { 'specwright-session': `test ${count}` };
  });
  afterAll(async () => {
    await Promise.all(mocks.map((mock) => mock.close()));
    await redis?.remove();
  });

  async function replica(options: StatefulOptions = {}): Promise<Call> {
    const stateful = { store: redis.url, ...options };
    const mock = createMock([await apiOf(library, 'library')], { stateful });
    mocks.push(mock);
    const call = callerOf(mock);
    return (method, path, body, headers) => call(method, path, body, { ...session, ...headers });
  }

  test('two mocks give the same answers', async () => {
    const [one, two] = [await replica(), await replica()];
    expect((await one('PUT', '/shelves/a', { room: 'red' })).status).toBe(201);
    expect((await two('GET', '/shelves')).body).toEqual([{ id: 'a', room: 'red' }]);
    const made = await two('POST', '/shelves/a/books', book);
    expect((await one('GET', `/shelves/a/books/${made.body.id}`)).body).toEqual(made.body);
    expect((await one('DELETE', '/shelves/a')).status).toBe(204);
    expect((await two('GET', '/shelves')).body).toEqual([]);
    expect((await two('GET', `/shelves/a/books/${made.body.id}`)).status).toBe(404);
  });

  test('large integers keep their digits, and unusual names stay unchanged', async () => {
    const [one, two] = [await replica(), await replica()];
    const path = '/shelves/__proto__/books';
    await one('PUT', '/shelves/__proto__', { room: '\ud800 ä' });
    const text = '{"title":"\\ud83d","author":"constructor","pages":12345678901234567891}';
    const made = await one('POST', path, text);
    expect(made.status).toBe(201);
    const { items } = { items: await two('GET', '/__specwright/state') };
    expect(JSON.stringify(items.body)).toContain('__proto__');
    expect((await two('GET', '/shelves')).body[0].id).toBe('__proto__');
  });

  test('simultaneous creations at two mocks get distinct ids, and no update is lost', async () => {
    const calls = [await replica(), await replica()];
    await calls[0]!('PUT', '/shelves/a', { room: 'red' });
    const fifty = Array.from({ length: 50 }, (_, index) => index);
    const made = await Promise.all(
      fifty.map((index) => calls[index % 2]!('POST', '/shelves/a/books', book)),
    );
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(50);
    const path = `/shelves/a/books/${made[0]!.body.id}`;
    await Promise.all(
      fifty.map((index) => calls[index % 2]!('PATCH', path, { marks: { [`m${index}`]: index } })),
    );
    const { body } = await calls[1]!('GET', path);
    expect(Object.keys(body.marks)).toHaveLength(50);
    expect((await calls[0]!('GET', '/shelves/a/books')).body.total).toBe(50);
  });

  test('reset and restore apply to both', async () => {
    const options = { seedData: { shelves: [{ id: 's', room: 'red' }] } };
    const [one, two] = [await replica(options), await replica(options)];
    await one('PUT', '/shelves/a', { room: 'red' });
    const { body } = await two('GET', '/__specwright/state');
    expect((await two('POST', '/__specwright/reset')).status).toBe(204);
    expect((await one('GET', '/shelves')).body).toEqual([{ id: 's', room: 'red' }]);
    expect((await one('PUT', '/__specwright/state', body)).status).toBe(204);
    expect((await two('GET', '/shelves')).body.map(({ id }: { id: string }) => id)).toEqual([
      's',
      'a',
    ]);
  });

  test('the least recently used sessions are removed first', async () => {
    const call = await replica({ sessions: 2 });
    for (const name of ['one', 'two', 'three']) {
      await call('PUT', '/shelves/a', { room: 'red' }, { 'specwright-session': name });
    }
    const there = async (name: string) =>
      (await call('GET', '/shelves', undefined, { 'specwright-session': name })).body.length;
    expect(await there('three')).toBe(1);
    expect(await there('one')).toBe(0);
  });

  test('during an outage of the store, requests wait, then are refused; afterwards they work again', async () => {
    const call = await replica();
    await call('PUT', '/shelves/a', { room: 'red' });
    await redis.kill();
    const waiting = call('POST', '/shelves/a/books', book);
    await redis.start();
    expect((await waiting).status).toBe(201);
    await redis.kill();
    const refused = await call('POST', '/shelves/a/books', book);
    expect([refused.status, refused.body.detail]).toEqual([
      503,
      `the store "${redis.url}" cannot be used: nothing listens there`,
    ]);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await call('POST', '/__specwright/reset')).status).toBe(503);
    await redis.start();
    expect((await call('GET', '/shelves/a/books')).body.total).toBe(1);
  });

  test('a command that a hung store has executed is not executed twice', async () => {
    const call = await replica();
    await call('PUT', '/shelves/a', { room: 'red' });
    await call('GET', '/shelves');
    redis.pause();
    const waiting = Array.from({ length: 5 }, () => call('POST', '/shelves/a/books', book));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    redis.resume();
    const made = (await Promise.all(waiting)).filter(({ status }) => status === 201);
    const { body } = await call('GET', '/shelves/a/books?limit=10');
    expect(body.total).toBe(made.length);
    expect(new Set(made.map((one) => one.body.id)).size).toBe(made.length);
  });
});
