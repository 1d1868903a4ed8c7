import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Handler, listen, raw, stand } from './standing.ts';

const json =
  (value: unknown, status = 200): Handler =>
  (_, outgoing) => {
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(value));
  };

test('a request reaches the provider unchanged, except for the fields of the connection', async () => {
  let got: IncomingMessage | undefined;
  let content = '';
  const { port, provider } = await stand(
    (incoming, outgoing) => {
      got = incoming;
      incoming.on('data', (bytes) => {
        content += bytes;
      });
      incoming.on('end', () => outgoing.end('ok'));
    },
    { base: '/v1' },
  );
  await raw(
    port,
    [
      'POST /notes?a=%7B1%7D&a=2 HTTP/1.1',
      'Host: front.test',
      'X-Twice: one',
      'X-Twice: two',
      'Keep-Alive: timeout=5',
      'X-Secret-Hop: mine',
      'Connection: close, X-Secret-Hop',
      'Transfer-Encoding: chunked',
      'Content-Type: text/plain',
      '',
      '5\r\nhello\r\n0\r\n\r\n',
    ].join('\r\n'),
  );
  expect(content).toBe('hello');
  expect(got!.url).toBe('/v1/notes?a=%7B1%7D&a=2');
  const { headers } = got!;
  expect(headers['x-twice']).toBe('one, two');
  expect(headers['x-secret-hop']).toBeUndefined();
  expect(headers['keep-alive']).toBeUndefined();
  expect(headers.host).toBe(`127.0.0.1:${provider}`);
  expect(headers.via).toBe('1.1 specwright');
  expect(headers['x-forwarded-host']).toBe('front.test');
  expect(headers['x-forwarded-proto']).toBe('http');
});

test('an answer reaches the client unchanged: status, fields, compressed content, trailers', async () => {
  const zipped = gzipSync('{"id":1,"text":"x"}');
  const { port, seen } = await stand((_, outgoing) => {
    outgoing.writeHead(200, 'Quite fine', {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      trailer: 'x-sum',
      'set-cookie': ['a=1; Path=/', 'b=2'],
    });
    outgoing.write(zipped);
    outgoing.addTrailers({ 'x-sum': 'abc' });
    outgoing.end();
  });
  const answer = await new Promise<IncomingMessage & { content: Buffer }>((resolve) => {
    request({ port, path: '/notes/1' }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve(Object.assign(incoming, { content: Buffer.concat(chunks) })),
      );
    }).end();
  });
  expect(answer.statusMessage).toBe('Quite fine');
  expect(answer.headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2']);
  expect(answer.content.equals(zipped)).toBe(true);
  expect(answer.trailers).toEqual({ 'x-sum': 'abc' });
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(Buffer.from(seen[0]!.recorded.responseBody!).equals(zipped)).toBe(true);
});

test('interim answers reach the client, unless Node cannot send their Link', async () => {
  const { port } = await stand((incoming, outgoing) => {
    const { socket } = outgoing;
    socket!.write('HTTP/1.1 103 Early Hints\r\nLink: nonsense\r\n\r\n');
    socket!.write('HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nX-Part: one\r\n\r\n');
    outgoing.writeProcessing();
    json({ method: incoming.method })(incoming, outgoing);
  });
  const interim: unknown[] = [];
  const status = await new Promise((resolve) => {
    request({ port, path: '/notes/1' }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode);
    })
      .on('information', ({ statusCode, headers }) => interim.push([statusCode, headers]))
      .end();
  });
  expect(interim).toEqual([
    [103, { link: '</a.css>; rel=preload', 'x-part': 'one' }],
    [102, {}],
  ]);
  expect(status).toBe(200);
});

test('OPTIONS asks the provider about the server as a whole (RFC 9112 section 3.2.4)', async () => {
  let url: string | undefined;
  const { port } = await stand((incoming, outgoing) => {
    ({ url } = incoming);
    outgoing.end();
  });
  await raw(port, 'OPTIONS * HTTP/1.1\r\nHost: front.test\r\nConnection: close\r\n\r\n');
  expect(url).toBe('*');
});

test('redirects and cookies of the provider are rewritten for the proxy', async () => {
  let provider = 0;
  const standing = await stand(
    ({ url }, outgoing) => {
      const where = url!.endsWith('/absolute')
        ? `http://127.0.0.1:${provider}/v1/notes?x=1`
        : '/v1/notes';
      outgoing.writeHead(302, {
        location: url!.endsWith('/away') ? 'https://other.test/v1' : where,
      });
      outgoing.end();
    },
    { base: '/v1' },
  );
  provider = standing.provider;
  const { port } = standing;
  const to = async (path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).headers.get(
      'location',
    );
  expect(await to('/absolute')).toBe(`http://127.0.0.1:${port}/notes?x=1`);
  expect(await to('/relative')).toBe('/notes');
  expect(await to('/away')).toBe('https://other.test/v1');
});

test('a content of any length streams through, and only a short one is stored', async () => {
  const size = 30_000_000;
  const { port, seen } = await stand(
    (incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/octet-stream' });
      incoming.pipe(outgoing);
    },
    { bodyLimit: 1000 },
  );
  const body = Buffer.alloc(size, 7);
  const answer = await fetch(`http://127.0.0.1:${port}/notes/1`, { method: 'POST', body });
  const came = Buffer.from(await answer.arrayBuffer());
  expect(came.equals(body)).toBe(true);
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]!.recorded).toMatchObject({
    requestBody: undefined,
    responseBody: undefined,
    status: 200,
  });
});

test('an unreachable provider causes 502 with the reason, or an answer of the mock if configured', async () => {
  const { port: free, server } = await listen(() => {});
  await new Promise((done) => server.close(done));
  const told = await stand(() => {}, { port: free });
  const refused = await fetch(`http://127.0.0.1:${told.port}/notes/1`);
  expect(refused.status).toBe(502);
  expect((await refused.json()).detail).toBe(
    `cannot reach the provider at http://127.0.0.1:${free}: nothing listens there`,
  );
  const mocked = await stand(() => {}, { port: free, missing: [404] });
  const answer = await fetch(`http://127.0.0.1:${mocked.port}/notes/1`);
  expect(await answer.json()).toEqual({ id: 1, text: 'from the contract' });
  expect(mocked.seen[0]).toMatchObject({
    by: 'mock',
    trouble: expect.stringContaining('nothing listens'),
  });
});

test('a provider that answers before it has read the request, and resets, gives a whole answer', async () => {
  const provider: Socket[] = [];
  const { server, port: at } = await listen(() => {});
  server.removeAllListeners('connection').on('connection', (socket: Socket) => {
    provider.push(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.pause();
      socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\n\r\ntoo long');
    });
  });
  const { port, seen, agent } = await stand(() => {}, { port: at });
  const keeping = new Agent({ keepAlive: true });
  const client = request({ port, method: 'POST', path: '/notes/1', agent: keeping });
  client.on('error', () => {});
  onTestFinished(() => void client.destroy());
  client.write(Buffer.alloc(10_000_000));
  const answer = await new Promise<IncomingMessage>((resolve) => client.on('response', resolve));
  expect(answer.statusCode).toBe(413);
  expect(await answer.toArray()).toEqual([Buffer.from('too long')]);
  expect(seen).toMatchObject([{ recorded: { status: 413 } }]);
  for (const socket of provider) socket.resetAndDestroy();
  await vi.waitFor(() => expect(Object.keys(agent.sockets)).toEqual([]));
  expect(seen).toHaveLength(1);
});

test('a long content for a provider that is not there gets 502, and the connection stays usable', async () => {
  const { port: free, server } = await listen(() => {});
  await new Promise((done) => server.close(done));
  const { port } = await stand(() => {}, { port: free });
  const answers = await raw(
    port,
    `POST /notes/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n${'a'.repeat(3_000_000)}` +
      'GET /notes/2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  );
  expect(answers.match(/HTTP\/1\.1 502/g)).toHaveLength(2);
});

test.each([
  ['an event stream', { onViolation: 'header' }, 'text/event-stream'],
  ['an answer that the provider has', { missing: [404] }, 'application/json'],
] as const)('%s is not held until it is complete', async (_, options, type) => {
  const { port } = await stand((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': type });
    outgoing.write('data: 1\n\n');
  }, options);
  const answer = await fetch(`http://127.0.0.1:${port}/notes/1`);
  const reader = answer.body!.getReader();
  onTestFinished(() => reader.cancel());
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('data: 1\n\n');
});

test('an answer that is held keeps its reason phrase and its trailers', async () => {
  const { port } = await stand(
    (_, outgoing) => {
      outgoing.writeHead(200, 'Quite fine', {
        'content-type': 'application/json',
        trailer: 'x-sum',
      });
      outgoing.write('{"id":1,"text":"x"}');
      outgoing.addTrailers({ 'x-sum': 'abc' });
      outgoing.end();
    },
    { onViolation: 'block' },
  );
  const get = 'GET /notes/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const answer = await raw(port, get);
  expect(answer).toContain('HTTP/1.1 200 Quite fine\r\n');
  expect(answer).toContain('0\r\nx-sum: abc\r\n');
});

test('a request for a whole URL is judged, too', async () => {
  const { port } = await stand(json({ id: 1, text: 'x' }), { onViolation: 'block' });
  const get =
    'GET http://api.test/notes/seven HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\n\r\n';
  expect(await raw(port, get)).toContain('HTTP/1.1 422');
});

test('what was judged before it was forwarded is not judged again', async () => {
  const { port, seen } = await stand(json({ id: 1, text: 'x' }), { onViolation: 'block' });
  await fetch(`http://127.0.0.1:${port}/notes/1`);
  await fetch(`http://127.0.0.1:${port}/notes/seven`);
  const [passed, blocked] = seen.map(({ judged }) => judged);
  expect(passed).toMatchObject({ request: { findings: [] }, response: { findings: [] } });
  expect(blocked!.request!.findings).toHaveLength(1);
  expect(blocked!.response).toBeUndefined();
});

test('an aborted answer of a provider does not look complete', async () => {
  const { port } = await stand((_, outgoing) => {
    outgoing.writeHead(200, { 'content-length': '100' });
    outgoing.write('half');
    setImmediate(() => outgoing.destroy());
  });
  const answer = await fetch(`http://127.0.0.1:${port}/notes/1`);
  await expect(answer.text()).rejects.toThrow();
});

test('a client that disconnects ends the request at the provider', async () => {
  let closed = false;
  let begun = false;
  const { port } = await stand((incoming) => {
    begun = true;
    incoming.on('close', () => {
      closed = true;
    });
  });
  const socket: Socket = connect(port, '127.0.0.1', () =>
    socket.write('GET /notes/1 HTTP/1.1\r\nHost: a\r\n\r\n'),
  );
  await vi.waitFor(() => expect(begun).toBe(true));
  socket.destroy();
  await vi.waitFor(() => expect(closed).toBe(true));
});

test('the mock answers unimplemented operations; a described 404 is an answer', async () => {
  const bare: Handler = (_, outgoing) => {
    outgoing.statusCode = 404;
    outgoing.end('Cannot GET /notes/1');
  };
  const missing = await stand(bare, { missing: [404] });
  const mocked = await fetch(`http://127.0.0.1:${missing.port}/notes/1`);
  expect(await mocked.json()).toEqual({ id: 1, text: 'from the contract' });

  const passed = await stand(bare, { missing: [404], passed: true });
  expect((await fetch(`http://127.0.0.1:${passed.port}/notes/1`)).status).toBe(404);

  const described = await stand(
    (_, outgoing) => {
      outgoing.writeHead(404, { 'content-type': 'application/problem+json' });
      outgoing.end('{"title":"no such note"}');
    },
    { missing: [404] },
  );
  const answer = await fetch(`http://127.0.0.1:${described.port}/notes/9`);
  expect([answer.status, await answer.json()]).toEqual([404, { title: 'no such note' }]);
});

test('an operation can always be mocked', async () => {
  const { port, seen } = await stand(json({ id: 1, text: 'from the provider' }), { mocked: true });
  const answer = await fetch(`http://127.0.0.1:${port}/notes/1`);
  expect((await answer.json()).text).toBe('from the contract');
  expect(seen[0]!.by).toBe('mock');
});

test.each([
  ['log', 200, null],
  ['header', 200, 'text'],
  ['block', 500, null],
] as const)('an answer that breaks the contract: %s', async (onViolation, status, said) => {
  const { port } = await stand(json({ id: 1 }), { onViolation });
  const answer = await fetch(`http://127.0.0.1:${port}/notes/1`);
  expect(answer.status).toBe(status);
  const field = answer.headers.get('sl-violations');
  if (said === null) expect(field).toBe(null);
  else expect(field).toContain(said);
  if (onViolation === 'block') {
    const problem = await answer.json();
    expect(problem.detail).toContain(
      'the answer breaks the contract: response body must have the property "text"',
    );
  }
});

test('an invalid request is blocked before the provider sees it', async () => {
  let asked = 0;
  const { port } = await stand(
    (_, outgoing) => {
      asked += 1;
      outgoing.end();
    },
    { onViolation: 'block' },
  );
  const answer = await fetch(`http://127.0.0.1:${port}/notes/seven`);
  expect(answer.status).toBe(422);
  expect((await answer.json()).detail).toContain('the request breaks the contract: ');
  expect(asked).toBe(0);
});

test('WebSocket and other protocols pass through', async () => {
  const { server, port: provider } = await listen(() => {});
  server.on('upgrade', (_, socket) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n',
    );
    socket.pipe(socket);
  });
  const { port } = await stand(() => {}, { port: provider });
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let got = '';
  socket.on('data', (bytes) => {
    got += bytes;
  });
  socket.write('GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  await vi.waitFor(() => expect(got).toContain('101 Switching Protocols'));
  socket.write('ping');
  await vi.waitFor(() => expect(got).toContain('ping'));
});

test('no connection stays open when clients and providers are done', async () => {
  const { port, agent } = await stand(json({ id: 1, text: 'x' }));
  await Promise.all(
    Array.from({ length: 50 }, async () =>
      (await fetch(`http://127.0.0.1:${port}/notes/1`)).text(),
    ),
  );
  await vi.waitFor(() => expect(Object.keys(agent.sockets)).toEqual([]));
});

test.each([{}, { onViolation: 'header' } as const])(
  'fields beyond ASCII pass unchanged and are read as UTF-8: %j',
  async (options) => {
    const bytes = Buffer.from('Größe 日本').toString('latin1');
    const standing = await stand((_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'x-hall': bytes });
      outgoing.end('{"id":1,"text":"x"}');
    }, options);
    const answer = await fetch(`http://127.0.0.1:${standing.port}/v1/notes/1`);
    expect(answer.headers.get('x-hall')).toBe(bytes);
    await answer.arrayBuffer();
    await vi.waitFor(() =>
      expect(standing.seen[0]?.recorded.responseHeaders['x-hall']).toBe('Größe 日本'),
    );
  },
);
