import { createServer as createTlsServer, Agent as TlsAgent } from 'node:https';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { selfSigned } from '../../src/mock/tls.ts';
import { decodedRecording } from '../../src/recording/decoded.ts';
import { stand } from './standing.ts';

/** A provider that runs `behave` on a connection after it has read the head of a request. */
async function wildProvider(behave: (socket: Socket) => void) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.once('data', () => behave(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, open };
}

/** With streamed bodies, and with buffered ones. */
const ways = [
  ['streaming', {}],
  ['holding', { onViolation: 'header' }],
] as const;

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

const failures: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
  ['resets the connection', (socket) => socket.resetAndDestroy(), /closed the connection/],
  ['ends the connection', (socket) => socket.end(), /closed the connection/],
  ['sends garbage', (socket) => socket.end('\0\u0016 no HTTP\r\n\r\n'), /does not speak HTTP/],
  [
    'sends half a head',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nConte'),
    /closed the connection|does not speak HTTP/,
  ],
  [
    'sends a head without end',
    (socket) => socket.end(`${head}X-Long: ${'a'.repeat(200_000)}`),
    /fields of its answer are too large/,
  ],
  [
    'sends two framings',
    (socket) => socket.end(`${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n[]`),
    /does not speak HTTP/,
  ],
];

describe.each(ways)('a provider behind a %s proxy', (_, options) => {
  test.each(failures)('that %s causes 502 with the reason', async (_, behave, reason) => {
    const { port } = await wildProvider(behave);
    const standing = await stand(() => {}, { ...options, port });
    const answer = await fetch(`http://127.0.0.1:${standing.port}/notes/1`);
    expect(answer.status).toBe(502);
    expect((await answer.json()).detail).toMatch(reason);
    expect(standing.seen).toMatchObject([{ by: 'proxy', trouble: expect.stringMatching(reason) }]);
  });

  test.each<[string, (socket: Socket) => void]>([
    [
      'resets in the middle of a body',
      (socket) =>
        socket.write(`${head}Content-Length: 99\r\n\r\n{"id"`, () => socket.resetAndDestroy()),
    ],
    [
      'ends in the middle of a body',
      (socket) => socket.end(`${head}Content-Length: 99\r\n\r\n{"id"`),
    ],
    [
      'ends in the middle of a chunk',
      (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\nff\r\n{"id"`),
    ],
    [
      'ends before the last chunk',
      (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n`),
    ],
    [
      'sends an invalid chunk',
      (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\nzz\r\n`),
    ],
  ])('that %s sends an incomplete answer, which is reported', async (_, behave) => {
    const { port, open } = await wildProvider(behave);
    const standing = await stand(() => {}, { ...options, port });
    const ask = async () => (await fetch(`http://127.0.0.1:${standing.port}/notes/1`)).text();
    await expect(ask()).rejects.toThrow();
    await vi.waitFor(() =>
      expect(standing.seen).toMatchObject([
        {
          trouble: expect.stringContaining('in the middle of its answer'),
          recorded: { status: undefined },
        },
      ]),
    );
    await vi.waitFor(() => expect(open.size).toBe(0));
  });

  test.each<[string, (socket: Socket) => void]>([
    ['does not answer', () => {}],
    ['stops in its head', (socket) => void socket.write(head)],
    ['stops in its body', (socket) => void socket.write(`${head}Content-Length: 99\r\n\r\n{"id"`)],
  ])('that %s is disconnected when the client disconnects', async (_, behave) => {
    const { port, open } = await wildProvider(behave);
    const standing = await stand(() => {}, { ...options, port });
    const clients = Array.from({ length: 20 }, () => {
      const socket = connect(standing.port, '127.0.0.1', () =>
        socket.write('POST /notes/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}'),
      );
      return socket.on('error', () => {});
    });
    await vi.waitFor(() => expect(open.size).toBe(20), 30_000);
    for (const client of clients) client.destroy();
    await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
    await vi.waitFor(async () => expect(await standing.connections()).toBe(0), 30_000);
  });

  test('that waits for clients in the middle of their requests is disconnected, too', async () => {
    const { port, open } = await wildProvider(() => {});
    const standing = await stand(() => {}, { ...options, port, bodyLimit: 10 });
    const begin = 'POST /notes/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n';
    const clients = ['', '{', `{"text":"${'a'.repeat(30)}`].map((content) => {
      const socket = connect(standing.port, '127.0.0.1', () => socket.write(begin + content));
      return socket.on('error', () => {});
    });
    await vi.waitFor(() => expect(open.size).toBeGreaterThan(0), 30_000);
    for (const client of clients) client.resetAndDestroy();
    await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
    await vi.waitFor(async () => expect(await standing.connections()).toBe(0), 30_000);
  });

  test('that redirects is not followed', async () => {
    const asked: (string | undefined)[] = [];
    const standing = await stand(({ url }, outgoing) => {
      asked.push(url);
      outgoing.writeHead(307, { location: '/notes/2' }).end();
    }, options);
    const url = `http://127.0.0.1:${standing.port}/notes/1`;
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(307);
    expect(asked).toEqual(['/notes/1']);
  });

  test('with a self-signed certificate is trusted only if configured', async () => {
    const pair = selfSigned(['127.0.0.1']);
    const server = createTlsServer(pair, (_, outgoing) => outgoing.end('secure'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const target = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const ask = async (tls: ConstructorParameters<typeof TlsAgent>[0], to = target) => {
      const { port } = await stand(() => {}, { ...options, target: to, agent: new TlsAgent(tls) });
      return (await fetch(`http://127.0.0.1:${port}/notes/1`)).text();
    };
    expect(await ask({})).toContain('trust it with --ca FILE, or use --insecure');
    expect(await ask({ ca: selfSigned(['127.0.0.1']).cert })).toContain('--ca FILE');
    expect(await ask({ ca: pair.cert })).toBe('secure');
    expect(await ask({ rejectUnauthorized: false })).toBe('secure');
    const { port } = await wildProvider((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const plain = new URL(`https://127.0.0.1:${port}`);
    expect(await ask({}, plain)).toContain('does not speak TLS; try http:// instead');
  });
});

test('a WebSocket client that disconnects before the answer closes the connection to the provider', async () => {
  const { port, open } = await wildProvider(() => {});
  const standing = await stand(() => {}, { port });
  const socket = connect(standing.port, '127.0.0.1', () =>
    socket.write('GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'),
  );
  await vi.waitFor(() => expect(open.size).toBe(1), 30_000);
  socket.destroy();
  await vi.waitFor(() => expect(open.size).toBe(0), 30_000);
});

test.each(['header', 'block'] as const)(
  'compressed contents are judged decoded: %s',
  async (onViolation) => {
    const note = gzipSync('{"id":1,"text":"x"}');
    const standing = await stand(
      (_, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        outgoing.end(note);
      },
      { onViolation },
    );
    const answer = await fetch(`http://127.0.0.1:${standing.port}/notes/1`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('sl-violations')).toBe(null);
    expect(await answer.json()).toEqual({ id: 1, text: 'x' });
  },
);

test('a compressed content that is too long when decoded passes, and is not judged', async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_001));
  const standing = await stand(
    (_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      outgoing.end(bomb);
    },
    { onViolation: 'block' },
  );
  const socket = connect(standing.port, '127.0.0.1', () =>
    socket.write('GET /notes/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
  );
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await new Promise((done) => socket.on('close', done));
  const answer = Buffer.concat(chunks);
  expect(answer.subarray(0, 15).toString()).toBe('HTTP/1.1 200 OK');
  expect(answer.includes(bomb)).toBe(true);
  expect(decodedRecording(standing.seen[0]!.recorded).responseBody).toBeUndefined();
});

test('a compressed request is judged decoded', async () => {
  const standing = await stand(
    (_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end('{"id":1,"text":"x"}');
    },
    { onViolation: 'block' },
  );
  const answer = await fetch(`http://127.0.0.1:${standing.port}/notes/1`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync('{"text":"x"}')),
  });
  expect(answer.status).toBe(200);
  const wrong = await fetch(`http://127.0.0.1:${standing.port}/notes/1`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: new Uint8Array(gzipSync('{"text":5}')),
  });
  expect(wrong.status).toBe(422);
});
