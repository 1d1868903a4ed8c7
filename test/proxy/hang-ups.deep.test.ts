import { createServer as createTlsServer, Agent as TlsAgent } from 'node:https';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { selfSigned } from '../../src/mock/tls.ts';
import { raw, stand } from './standing.ts';

/** A server of bytes, and its open connections. */
async function wire(behave: (socket: Socket, count: number) => void) {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    const own = count;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    behave(socket, own);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, open };
}

const ways = [
  ['streaming', {}],
  ['holding', { onViolation: 'header' }],
] as const;

const answerHead = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const whole = `${answerHead}Content-Length: 2\r\n\r\n{}`;
const get = 'GET /notes/1 HTTP/1.1\r\nHost: a\r\n\r\n';
const put = 'PUT /notes/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

/** The bytes from the client, and from the provider, before the client closes its connection. */
const stages: readonly (readonly [string, string, string])[] = [
  ['before a request', '', whole],
  ['in the request line', 'GET /no', whole],
  ['in the header fields', 'GET /notes/1 HTTP/1.1\r\nHos', whole],
  ['before the content', `${put}Content-Length: 20\r\n\r\n`, whole],
  ['in the content', `${put}Content-Length: 20\r\n\r\n{"text"`, whole],
  ['in a chunk', `${put}Transfer-Encoding: chunked\r\n\r\nff\r\n{"text"`, whole],
  ['between chunks', `${put}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`, whole],
  ['before the answer', get, ''],
  ['in the head of the answer', get, 'HTTP/1.1 200 OK\r\nContent'],
  ['in the content of the answer', get, `${answerHead}Content-Length: 99\r\n\r\n{"id"`],
  ['in a chunk of the answer', get, `${answerHead}Transfer-Encoding: chunked\r\n\r\nff\r\n{"id"`],
  ['after the answer', get, whole],
  ['in the second request of a connection', `${get}${put}Content-Length: 20\r\n\r\n{"te`, whole],
];

describe.each(ways)('a client of a %s proxy that goes away', (_, options) => {
  test.each(stages)('%s leaves no connection open', async (_, sent, answer) => {
    const { port, open } = await wire((socket) => socket.on('data', () => socket.write(answer)));
    const standing = await stand(() => {}, { ...options, port });
    for (const leave of ['end', 'destroy', 'resetAndDestroy'] as const) {
      const clients = Array.from({ length: 4 }, () => {
        const socket = connect(standing.port, '127.0.0.1', () => socket.write(sent));
        return socket.on('error', () => {}).resume();
      });
      await vi.waitFor(async () => expect(await standing.connections()).toBe(4), 30_000);
      // Long enough for the bytes to be under way.
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const client of clients) client[leave]();
      await vi.waitFor(async () => expect(await standing.connections()).toBe(0), 30_000);
    }
    // Only the agent keeps connections open.
    standing.agent.destroy();
    await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
  });
});

describe.each(ways)('behind a %s proxy', (_, options) => {
  test('a connection that the provider has closed meanwhile costs no request', async () => {
    // The first request of a connection gets an answer; the second one finds it closed.
    const { port } = await wire((socket) => {
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write(whole);
        else socket.destroy();
      });
    });
    const standing = await stand(() => {}, { ...options, port });
    for (let count = 0; count < 5; count += 1) {
      const answer = await fetch(`http://127.0.0.1:${standing.port}/notes/1`);
      expect([answer.status, await answer.text()]).toEqual([200, '{}']);
    }
  });

  test('a request that may change something is not sent twice', async () => {
    const { port } = await wire((socket) => {
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write(whole);
        else socket.destroy();
      });
    });
    const standing = await stand(() => {}, { ...options, port });
    const post = async () =>
      (await fetch(`http://127.0.0.1:${standing.port}/notes`, { method: 'POST' })).status;
    expect([await post(), await post()]).toEqual([200, 502]);
  });

  test.each([
    ['does not answer', '', 'it did not answer within 0.3 s', { head: 300 }],
    ['stops in the head', 'HTTP/1.1 200 OK\r\nConte', 'it did not answer within', { head: 300 }],
    ['never moves', '', 'nothing came or went within 0.3 s', { idle: 300 }],
  ])('a provider that %s gets 504 to the client, and goes', async (_, answer, reason, limits) => {
    const { port, open } = await wire((socket) => socket.on('data', () => socket.write(answer)));
    const standing = await stand(() => {}, { ...options, port, limits });
    const came = await fetch(`http://127.0.0.1:${standing.port}/notes/1`);
    expect(came.status).toBe(504);
    expect(await came.json()).toMatchObject({
      title: 'Gateway Timeout',
      detail: expect.stringContaining(reason),
    });
    await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
  });

  test('a provider that does not finish its handshake gets 504 to the client', async () => {
    const { port, open } = await wire((socket) => socket.resume());
    const target = new URL(`https://127.0.0.1:${port}`);
    const agent = new TlsAgent({ keepAlive: true });
    const standing = await stand(() => {}, { ...options, target, agent, limits: { connect: 300 } });
    const came = await fetch(`http://127.0.0.1:${standing.port}/notes/1`);
    expect(came.status).toBe(504);
    expect((await came.json()).detail).toContain('did not accept a connection within 0.3 s');
    await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
  });

  test('a provider that stops in the middle of its answer is let go, with the reason', async () => {
    const begun = `${answerHead}Content-Length: 99\r\n\r\n{"id"`;
    const { port, open } = await wire((socket) => socket.on('data', () => socket.write(begun)));
    const standing = await stand(() => {}, { ...options, port, limits: { idle: 300 } });
    await raw(standing.port, get);
    await vi.waitFor(() =>
      expect(standing.seen).toMatchObject([
        { trouble: expect.stringContaining('stopped in the middle of its answer: nothing came') },
      ]),
    );
    await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
  });
});

describe('a certificate', () => {
  async function secure(pair: { readonly cert: string | Buffer; readonly key: string | Buffer }) {
    const server = createTlsServer(pair, (_, outgoing) => outgoing.end('secure'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  async function through(target: string, tls: ConstructorParameters<typeof TlsAgent>[0]) {
    const standing = await stand(() => {}, { target: new URL(target), agent: new TlsAgent(tls) });
    return (await fetch(`http://127.0.0.1:${standing.port}/notes/1`)).text();
  }

  test('for another host is refused, and taken with --insecure', async () => {
    const pair = selfSigned(['other.test']);
    const target = `https://127.0.0.1:${await secure(pair)}`;
    expect(await through(target, { ca: pair.cert })).toContain(
      'its certificate is for another host',
    );
    expect(await through(target, { rejectUnauthorized: false })).toBe('secure');
  });

  test('that has expired is refused, and taken with --insecure', async () => {
    const pair = selfSigned(['127.0.0.1'], new Date('2001-01-01'));
    const target = `https://127.0.0.1:${await secure(pair)}`;
    expect(await through(target, { ca: pair.cert })).toContain('its certificate has expired');
    expect(await through(target, { rejectUnauthorized: false })).toBe('secure');
  });
});
