import { request } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test, vi } from 'vitest';
import { stand } from './standing.ts';

const gibibyte = 2 ** 30;
const block = Buffer.alloc(65_536, 7);

/** A content of one GiB, which is made while it is read. */
function content(): Readable {
  let left = gibibyte;
  return new Readable({
    read() {
      left -= block.length;
      this.push(block);
      if (left === 0) this.push(null);
    },
  });
}

/** Counts the bytes that it receives, more slowly than they are sent. */
function counter() {
  const seen = { bytes: 0 };
  const sink = new Writable({
    write(chunk, _, done) {
      seen.bytes += chunk.length;
      setImmediate(done);
    },
  });
  return { seen, sink };
}

test.each([
  ['streams', {}],
  ['holds what is short', { onViolation: 'header' }],
] as const)('a proxy that %s passes one GiB each way in little memory', async (_, options) => {
  const sent = counter();
  const standing = await stand(
    async (incoming, outgoing) => {
      await pipeline(incoming, sent.sink);
      outgoing.writeHead(200, { 'content-type': 'application/octet-stream' });
      await pipeline(content(), outgoing);
    },
    { ...options, bodyLimit: 1_000_000 },
  );
  const came = counter();
  const before = process.memoryUsage().rss;
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await new Promise<void>((resolve, reject) => {
    const headers = { 'content-length': gibibyte };
    const asking = request(
      { port: standing.port, method: 'POST', path: '/notes/1', headers, agent: false },
      (answer) => pipeline(answer, came.sink).then(resolve, reject),
    );
    pipeline(content(), asking).catch(reject);
  });
  clearInterval(timer);
  expect([sent.seen.bytes, came.seen.bytes]).toEqual([gibibyte, gibibyte]);
  expect((most - before) / 2 ** 20).toBeLessThan(200);
  await vi.waitFor(() =>
    expect(standing.seen).toMatchObject([
      { recorded: { requestBody: undefined, responseBody: undefined, status: 200 } },
    ]),
  );
  await vi.waitFor(async () => expect(await standing.connections()).toBe(0));
});
