import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen, type MockOptions } from '../../../src/index.ts';
import { createFaults } from '../../../src/mock/faults/engine.ts';
import { readFault } from '../../../src/mock/faults/fault.ts';
import { apiOf } from '../api.ts';
import { asking, pets, petsMock, read } from '../journal/pets.ts';

const none = Number.POSITIVE_INFINITY;

test.each([
  ['reset', { kind: 'reset' }, undefined, 1, none],
  ['getPet: cut 10%', { kind: 'cut' }, 'getPet', 0.1, none],
  ['GET /pets/{id}: stall 2.5% x3', { kind: 'stall' }, 'GET /pets/{id}', 0.025, 3],
  ['*: truncate x1 50%', { kind: 'truncate' }, undefined, 0.5, 1],
  ['latency 1.5s', { kind: 'latency', least: 1500, most: 1500 }, undefined, 1, none],
  ['latency 100ms-1s', { kind: 'latency', least: 100, most: 1000 }, undefined, 1, none],
  ['latency 200ms p99 900ms', { kind: 'latency', median: 200, p99: 900 }, undefined, 1, none],
  ['throttle 10kb/s', { kind: 'throttle', bytesPerSecond: 10_000 }, undefined, 1, none],
  ['slow-head 2s', { kind: 'slow-head', milliseconds: 2000 }, undefined, 1, none],
  ['429 retry 30s', { kind: 'status', status: 429, retryAfter: 30 }, undefined, 1, none],
  ['a: 503', { kind: 'status', status: 503, retryAfter: 1 }, 'a', 1, none],
  ['503 5 of 20', { kind: 'window', length: 5, of: 20 }, undefined, 1, none],
])('%s is read', (text, effect, operation, rate, count) => {
  expect(readFault(text)).toEqual({ ok: true, fault: { text, effect, operation, rate, count } });
});

test.each([
  ...['', 'crash', 'reset 200%', 'latency', 'latency 300ms-100ms', 'latency 200ms p99 100ms'],
  ...['latency 11m', 'throttle 0b/s', '503 6 of 5', '418', 'slow-head 2h'],
])('"%s" is not a fault', (text) => {
  expect(readFault(text)).toMatchObject({ ok: false });
});

describe('which requests meet a fault', () => {
  const run = async (texts: readonly string[], seed: string, times = 200) => {
    const [getPet] = (await apiOf(pets, 'pets')).operations;
    const read = texts.map(readFault).map((one) => (one.ok ? one.fault : undefined!));
    const faults = createFaults(read, seed);
    return Array.from({ length: times }, () => faults.strike(getPet!));
  };

  test('are the same in each run, and differ with another seed', async () => {
    const texts = ['getPet: reset 10%', 'latency 200ms p99 900ms'];
    const first = await run(texts, 'a');
    expect(await run(texts, 'a')).toEqual(first);
    expect(await run(texts, 'b')).not.toEqual(first);
    const reset = first.filter((struck) => struck?.effect !== undefined).length;
    expect(reset).toBeGreaterThan(8);
    expect(reset).toBeLessThan(40);
  });

  test('follow the count, the window and the operation', async () => {
    expect((await run(['reset x3'], '')).filter(Boolean)).toHaveLength(3);
    expect((await run(['addPet: reset'], '')).filter(Boolean)).toHaveLength(0);
    const windows = await run(['503 1 of 4'], '', 8);
    expect(windows.map((struck) => struck !== undefined)).toEqual([
      ...[false, false, false, true],
      ...[false, false, false, true],
    ]);
  });

  test('has latencies with this median and 99th percentile', async () => {
    const delays = (await run(['latency 200ms p99 900ms'], 'a', 20_000)).map(
      (struck) => struck!.delay,
    );
    const sorted = delays.toSorted((a, b) => a - b);
    expect(sorted[10_000]).toBeCloseTo(200, -1);
    expect(Math.abs(sorted[19_800]! - 900)).toBeLessThan(80);
  });
});

/** The view of a raw client: the bytes, and the end of the connection. */
async function rawAnswer(options: MockOptions, wait = 2000) {
  const listening = await listen(await petsMock(options), { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  onTestFinished(() => listening.close());
  return new Promise<{ text: string; end: string }>((resolve) => {
    const socket = connect(listening.port, '127.0.0.1');
    let text = '';
    const done = (end: string) => {
      socket.destroy();
      resolve({ text, end });
    };
    socket.write('GET /pets/2 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (text.endsWith('}')) done('whole');
    });
    socket.on('end', () => done('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? ''));
    setTimeout(() => done('open'), wait).unref();
  });
}

describe('over a socket', () => {
  const body = '{"id":2,"name":"Rex"}';

  test.each([
    ['reset', /^$/, 'ECONNRESET'],
    ['garbage', /^\0.*not HTTP/s, 'end'],
    ['cut', /content-length: 21.*\r\n\r\n\{"id":2,"n$/is, 'ECONNRESET'],
    ['truncate', /content-length: 21.*\r\n\r\n\{"id":2,"n$/is, 'end'],
    ['slow-head 20ms', /^HTTP\/1\.1 200 .*"Rex"\}$/s, 'whole'],
    ['throttle 100b/s', /"Rex"\}$/s, 'whole'],
  ])('%s', async (fault, text, end) => {
    expect(await rawAnswer({ faults: [`getPet: ${fault}`] })).toEqual({
      text: expect.stringMatching(text),
      end,
    });
  });

  test('stall', async () => {
    const { text, end } = await rawAnswer({ faults: ['stall'] }, 300);
    expect([text.endsWith(body.slice(0, 10)), end]).toEqual([true, 'open']);
  });
});

describe('through fetch', () => {
  test.each(['reset', 'garbage'])('%s rejects', async (fault) => {
    await expect(asking(await petsMock({ faults: [fault] }))('/pets/1')).rejects.toThrow('failed');
  });

  test.each(['cut', 'truncate'])('%s breaks the body', async (fault) => {
    const response = await asking(await petsMock({ faults: [fault] }))('/pets/1');
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('429 has Retry-After, and 503 has its described content', async () => {
    const limited = await asking(await petsMock({ faults: ['429 retry 7s'] }))('/pets/1');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(limited.headers.get('ratelimit-remaining')).toBe('0');
  });

  test('the answer confirms an applied preference to wait', async () => {
    const response = await asking(await petsMock())('/pets/1', {
      headers: { prefer: 'wait=0.01' },
    });
    expect(response.headers.get('preference-applied')).toBe('wait=0.01');
  });

  test('faults can be set while the mock runs, and appear in the journal', async () => {
    const mock = await petsMock();
    const ask = asking(mock);
    const set = (faults: unknown) =>
      ask('/__specwright/faults', { method: 'PUT', body: JSON.stringify({ faults }) });
    expect(await read(await set(['getPet: 503 x1']))).toEqual({ faults: ['getPet: 503 x1'] });
    expect((await ask('/pets/1')).status).toBe(503);
    expect((await ask('/pets/1')).status).toBe(200);
    const [first] = await mock.journal();
    expect(first!.trail.at(-1)!.text).toContain('a fault was asked for: getPet: 503 x1');
    const wrong = await set(['getPot: reset']);
    expect([wrong.status, (await read(wrong)).detail]).toEqual([
      422,
      'the fault "getPot: reset" is for no operation; did you mean "getPet"?',
    ]);
    expect((await set('reset')).status).toBe(422);
    expect((await ask('/__specwright/faults', { method: 'DELETE' })).status).toBe(204);
    expect(await read(await ask('/__specwright/faults'))).toEqual({ faults: [] });
    await expect(petsMock({ faults: ['crash'] })).rejects.toThrow('the fault "crash" cannot be');
  });
});
