import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../../src/index.ts';
import { readAddress } from '../../../src/mock/state/redis/address.ts';
import { apiOf } from '../api.ts';
import { library } from './library.ts';
import { noRedis, redisServer } from './redis-server.ts';

const local = { username: undefined, password: undefined, database: 0, prefix: 'specwright' };

test.each([
  ['redis://localhost', { socket: { host: 'localhost', port: 6379, tls: false } }],
  ['valkey://[::1]:7000/3', { socket: { host: '::1', port: 7000, tls: false }, database: 3 }],
  ['valkeys://r.example', { socket: { host: 'r.example', port: 6379, tls: true } }],
  [
    'unix:///run/my%20redis.sock?database=2',
    { socket: { path: '/run/my redis.sock' }, database: 2 },
  ],
  [
    'redis://localhost?prefix=team',
    { socket: { host: 'localhost', port: 6379, tls: false }, prefix: 'team' },
  ],
])('%s is a valid address of a store', (url, expected) => {
  expect(readAddress(url)).toMatchObject({ ok: true, address: { ...local, ...expected } });
});

test('secrets in a URL are used and never shown', () => {
  const read = readAddress('rediss://ada:a%40b%2Fc@r.example/1');
  expect(read).toMatchObject({
    address: { username: 'ada', password: 'a@b/c', shown: 'rediss://…@r.example/1' },
  });
});

test.each([
  ['http://ada:secret@r.example', 'must begin with one of redis://'],
  ['redis://:sec/ret@r.example', 'it is not a URL'],
  ['secret@r.example', 'it is not a URL'],
  ['redis://:secret%@r.example', 'escapes nothing'],
  ['redis://:secret@r.example/all', 'its database "all" is not a number'],
  ['redis://r.example?password=secret', 'it has "password" in its query'],
  ['unix://', 'it names no socket'],
  ['unix:///run/100%.sock', 'the path of its socket has a "%" that escapes nothing'],
  ['unix:///run/%ff.sock', 'the path of its socket has a "%" that escapes nothing'],
  ['unix:///run/a%00.sock', 'the path of its socket has a "%" that escapes nothing'],
])('%s is refused with a reason', (url, why) => {
  const read = readAddress(url);
  expect(read).toEqual({ ok: false, reason: expect.stringContaining(why) });
  expect(JSON.stringify(read)).not.toMatch(/sec\/?ret/);
});

describe.skipIf(noRedis !== undefined)('a store with a password', () => {
  test.each([
    ['without one', '', 'it needs a password'],
    ['with a wrong one', ':wrong@', 'it refuses the user name or the password'],
  ])('is refused %s, at once', async (_, secrets, why) => {
    const redis = await redisServer('--requirepass', 'right/one');
    onTestFinished(() => redis.remove());
    const api = await apiOf(library, 'library');
    const store = redis.url.replace('redis://', `redis://${secrets}`);
    const mock = createMock([api], { stateful: { store } });
    onTestFinished(() => mock.close());
    await expect(mock.warm()).rejects.toThrow(why);
  });

  test('accepts the right one', async () => {
    const redis = await redisServer('--requirepass', 'right/one');
    onTestFinished(() => redis.remove());
    const api = await apiOf(library, 'library');
    const store = redis.url.replace('redis://', 'redis://:right%2Fone@');
    const mock = createMock([api], { stateful: { store } });
    onTestFinished(() => mock.close());
    await mock.warm();
  });
});
