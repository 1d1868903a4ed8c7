import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { problemResponse } from '../../src/http/problem-details.ts';
import { send } from '../../src/proxy/answer.ts';
import { serveUpgrades } from '../../src/proxy/upgrade.ts';
import { listen, raw, stand } from './standing.ts';

const ask = 'Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

/** A provider that may change the protocol. */
async function provider(onUpgrade: (socket: Duplex) => void): Promise<number> {
  const { server, port } = await listen((_, outgoing) => void outgoing.end('not switched'));
  server.on('upgrade', (_, socket) => {
    socket
      .on('error', () => {})
      .on('end', () => socket.end())
      .resume();
    onUpgrade(socket);
  });
  return port;
}

function client(port: number, text: string): { socket: Socket; got: () => string } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  onTestFinished(() => void socket.destroy());
  let got = '';
  socket
    .on('error', () => {})
    .on('data', (bytes) => {
      got += bytes;
    });
  return { socket, got: () => got };
}

test('reports a WebSocket as soon as it is open, and makes its cookie one of the proxy', async () => {
  const port = await provider((socket) =>
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
        'set-cookie: a=1; Domain=127.0.0.1\r\n\r\nhello',
    ),
  );
  const standing = await stand(() => {}, { port });
  const { got } = client(standing.port, `GET /live?a=1 HTTP/1.1\r\n${ask}`);
  await vi.waitFor(() => expect(got()).toMatch(/\r\n\r\nhello$/), 30_000);
  expect(got()).toBe(
    'HTTP/1.1 101 Switching Protocols\r\nset-cookie: a=1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello',
  );
  expect(standing.seen).toMatchObject([
    {
      by: 'provider',
      target: '/live?a=1',
      recorded: { method: 'GET', status: 101, responseHeaders: { upgrade: 'websocket' } },
    },
  ]);
});

test.each(['log', 'header'] as const)(
  'passes the answer of a provider that refuses a WebSocket on: %s',
  async (onViolation) => {
    const port = await provider((socket) =>
      socket.end(
        'HTTP/1.1 403 Forbidden\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n2\r\nno\r\n0\r\n\r\n',
      ),
    );
    const standing = await stand(() => {}, { port, onViolation });
    const answer = await raw(standing.port, `GET /live HTTP/1.1\r\n${ask}`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toContain('\r\nTransfer-Encoding: chunked\r\n');
    expect(answer).toMatch(/\r\n\r\n2\r\nno\r\n0\r\n\r\n$/);
    expect(standing.seen).toMatchObject([{ by: 'provider', recorded: { status: 403 } }]);
  },
);

test('lists the violations of a refused WebSocket in a field of the answer', async () => {
  const port = await provider((socket) =>
    socket.end('HTTP/1.1 418 No\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno'),
  );
  const standing = await stand(() => {}, { port, onViolation: 'header' });
  const answer = await raw(standing.port, `GET /notes/seven HTTP/1.1\r\n${ask}`);
  expect(answer).toMatch(/^HTTP\/1\.1 418 No\r\n/);
  expect(answer).toMatch(/\r\nsl-violations: \[.*"path","id"/i);
  expect(answer).toMatch(/\r\n\r\nno$/);
  expect(standing.seen).toMatchObject([{ by: 'provider', recorded: { status: 418 } }]);
});

test('says why a provider of WebSockets cannot be reached', async () => {
  const { server, port } = await listen(() => {});
  server.close();
  const standing = await stand(() => {}, { port });
  const answer = await raw(standing.port, `GET /live HTTP/1.1\r\n${ask}`);
  expect(answer).toContain('nothing listens there');
  expect(standing.seen).toMatchObject([{ by: 'proxy', recorded: { status: 502 } }]);
});

test('reports a client that leaves before its WebSocket is open, once', async () => {
  const open = new Set<Duplex>();
  const port = await provider((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  const standing = await stand(() => {}, { port });
  const { socket } = client(standing.port, `GET /live HTTP/1.1\r\n${ask}`);
  await vi.waitFor(() => expect(open.size).toBe(1), 30_000);
  socket.destroy();
  await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
  await vi.waitFor(() => expect(standing.seen).toMatchObject([{ isAborted: true }]), 30_000);
});

test('leaves no connection open when a WebSocket ends on either side', async () => {
  const open: Duplex[] = [];
  const port = await provider((socket) => {
    open.push(socket);
    socket.write('HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  });
  const standing = await stand(() => {}, { port });
  const first = client(standing.port, `GET /live HTTP/1.1\r\n${ask}`);
  await vi.waitFor(() => expect(first.got()).toContain('101'), 30_000);
  first.socket.destroy();
  await vi.waitFor(() => expect(open[0]?.destroyed).toBe(true), 30_000);
  const second = client(standing.port, `GET /live HTTP/1.1\r\n${ask}`);
  await vi.waitFor(() => expect(second.got()).toContain('101'), 30_000);
  open[1]!.destroy();
  await vi.waitFor(() => expect(second.socket.destroyed).toBe(true), 30_000);
  await vi.waitFor(async () => expect(await standing.connections()).toBe(0), 30_000);
});

test('blocks a request for another protocol that breaks the contract', async () => {
  let asked = 0;
  const port = await provider(() => {
    asked += 1;
  });
  const standing = await stand(() => {}, { port, onViolation: 'block' });
  const answer = await raw(standing.port, `GET /notes/seven HTTP/1.1\r\n${ask}`);
  expect(answer).toMatch(/^HTTP\/1\.1 422 /);
  expect(asked).toBe(0);
  expect(standing.seen).toMatchObject([{ by: 'proxy', recorded: { status: 422 } }]);
});

const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n';

test.each([
  ['h2c', `GET /notes/1 HTTP/1.1\r\nHost: a\r\n${h2c}\r\n`, ''],
  [
    'h2c with a content',
    `PUT /notes/1 HTTP/1.1\r\nHost: a\r\n${h2c}Content-Length: 2\r\n\r\n{}`,
    '{}',
  ],
  [
    'a content',
    'PUT /notes/1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n' +
      'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    '{}',
  ],
  [
    'HTTP/1.0',
    'GET /notes/1 HTTP/1.0\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    '',
  ],
])('answers as if no other protocol was wanted: %s', async (_, text, content) => {
  let upgrade: string | undefined = '';
  let body = '';
  const standing = await stand(async (incoming, outgoing) => {
    upgrade = incoming.headers.upgrade ?? (incoming.headers['http2-settings'] as string);
    for await (const bytes of incoming) body += bytes;
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end('{"id":1,"text":"x"}');
  });
  const { got } = client(standing.port, text);
  await vi.waitFor(() => expect(got()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*"text":"x"/s), 30_000);
  expect({ upgrade, body }).toEqual({ upgrade: undefined, body: content });
  await vi.waitFor(() => expect(standing.seen).toHaveLength(1), 30_000);
  expect(standing.seen).toMatchObject([{ by: 'provider', recorded: { status: 200 } }]);
});

test('answers requests for its own pages without another protocol', async () => {
  const server = createServer((_, outgoing) =>
    send(problemResponse({ title: 'Own', status: 404, detail: 'own page' }), outgoing),
  );
  let switched = 0;
  serveUpgrades(
    server,
    () => {
      switched += 1;
    },
    (target) => target === '/own',
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { got } = client(port, `GET /own HTTP/1.1\r\n${ask}`);
  await vi.waitFor(() => expect(got()).toContain('own page'), 30_000);
  expect(switched).toBe(0);
});
