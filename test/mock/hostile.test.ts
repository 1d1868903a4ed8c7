import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock, type Listening, listen } from '../../src/index.ts';
import { apiOf } from './api.ts';

const spec = `
openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      responses: { '200': { description: All., content: { application/json: { example: [] } } } }
    post:
      requestBody:
        required: true
        content:
          application/json: { schema: { type: object } }
          application/xml: { schema: { type: object } }
          multipart/form-data: { schema: { type: object } }
          text/plain: { schema: { type: string } }
      responses: { '201': { description: Written. } }
  /header:
    get:
      responses:
        '200': { description: 'Odd.', headers: { X-Name: { schema: { type: string }, example: "a\\r\\nb: c" } } }
  /name:
    get:
      responses:
        '200': { description: 'Odd.', headers: { X-Name: { schema: { type: string }, example: "жук" } } }
`;

let server: Extract<Listening, { ok: true }>;

beforeAll(async () => {
  const api = await apiOf(spec);
  const mock = createMock([{ name: 'notes', api }], { bodyLimit: 1_000_000 });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  server = listening;
});

afterAll(() => server.close());

/** Writes bytes to the server and reads until it closes the connection. */
function exchange(text: string | Buffer, then?: (write: (chunk: string) => void) => void) {
  return new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const finish = () => resolve(Buffer.concat(chunks).toString('latin1'));
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(text);
      then?.((chunk) => socket.write(chunk));
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', finish);
    // A server that has answered may close while the client is still writing.
    socket.on('error', (error) => (chunks.length > 0 ? finish() : reject(error)));
    socket.setTimeout(120_000, () => reject(new Error('the server does not answer')));
  });
}

async function stillAnswers(): Promise<void> {
  const response = await fetch(`${server.url}/notes`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual([]);
}

const head = (line: string, ...fields: string[]) =>
  `${[line, 'Host: mock.test', 'Connection: close', ...fields].join('\r\n')}\r\n\r\n`;
const post = (type: string, body: string, ...fields: string[]) =>
  `${head('POST /notes HTTP/1.1', `Content-Type: ${type}`, `Content-Length: ${body.length}`, ...fields)}${body}`;

const problem = 'application/problem+json';
const cases: readonly (readonly [
  name: string,
  sent: string,
  status: number,
  type: string | undefined,
])[] = [
  ['a path whose escape is cut', head('GET /notes/%E0%A4%A HTTP/1.1'), 400, problem],
  ['a path whose escapes are no UTF-8', head('GET /%ff HTTP/1.1'), 400, problem],
  ['a target that is an asterisk', head('OPTIONS * HTTP/1.1'), 400, problem],
  ['a path of dots', head('GET /../../etc/passwd HTTP/1.1'), 404, problem],
  ['a path that is two slashes', head('GET // HTTP/1.1'), 404, problem],
  ['a query of bad escapes', head('GET /notes?%=%&a=%E0 HTTP/1.1'), 200, 'application/json'],
  ['a preference with a bad escape', head('GET /notes?__code=%E0 HTTP/1.1'), 422, problem],
  ['an unreadable Accept', head('GET /notes HTTP/1.1', 'Accept: garbage'), 406, problem],
  ['an Accept of commas', head('GET /notes HTTP/1.1', 'Accept: ,,;q=,'), 406, problem],
  ['an unreadable Prefer', head('GET /notes HTTP/1.1', 'Prefer: code="'), 422, problem],
  ['a method that the path has not', head('DELETE /notes HTTP/1.1'), 405, problem],
  ['TRACE', head('TRACE /notes HTTP/1.1'), 405, problem],
  ['a method that HTTP has not', head('BREW /notes HTTP/1.1'), 400, problem],
  ['JSON that ends early', post('application/json', '{"a":'), 422, problem],
  ['JSON that is no UTF-8', post('application/json', '"\xff'), 422, problem],
  ['JSON nested deep', post('application/json', '['.repeat(100_000)), 422, problem],
  ['an empty body', post('application/json', ''), 422, problem],
  ['no Content-Type', head('POST /notes HTTP/1.1', 'Content-Length: 2').concat('{}'), 415, problem],
  ['an unreadable Content-Type', post('garbage', '{}'), 415, problem],
  ['XML that ends early', post('application/xml', '<a><b>'), 422, problem],
  [
    'XML with entities of entities',
    post('application/xml', '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
    422,
    problem,
  ],
  ['a multipart body without its boundary', post('multipart/form-data', 'x'), 422, problem],
  ['an unknown charset', post('text/plain; charset=klingon', 'x'), 422, problem],
  ['a field that would split the answer', head('GET /header HTTP/1.1'), 200, undefined],
  ['what is no HTTP at all', 'hello\r\n\r\n', 400, problem],
  [
    'a Content-Length that is not a number',
    head('GET /notes HTTP/1.1', 'Content-Length: x'),
    400,
    problem,
  ],
  [
    'two framings at once',
    head('POST /notes HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked').concat(
      '0\r\n\r\n',
    ),
    400,
    problem,
  ],
  ['fields without end', head('GET /notes HTTP/1.1', `X-A: ${'a'.repeat(100_000)}`), 431, problem],
  [
    'a field named __proto__',
    head('GET /notes HTTP/1.1', '__proto__: x', 'constructor: y'),
    200,
    'application/json',
  ],
  [
    'a body for a GET',
    head('GET /notes HTTP/1.1', 'Content-Length: 2').concat('{}'),
    200,
    'application/json',
  ],
];

describe('every request gets an answer, and the server stays up', () => {
  it.each(cases)('%s', async (_, sent, status, type) => {
    const received = await exchange(Buffer.from(sent, 'latin1'));
    expect(received.split('\r\n', 1)[0]).toContain(` ${status} `);
    expect(/^content-type: (.*)$/im.exec(received)?.[1]).toBe(type);
    if (type === problem) {
      const body = JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4));
      expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    }
    await stillAnswers();
  });
});

describe('a body that is too large', () => {
  const want = (received: string) => {
    expect(received).toContain('HTTP/1.1 413 ');
    expect(received).toContain('Connection: close'.toLowerCase());
    expect(received).toContain(problem);
    expect(received).toContain('vary: Origin');
  };

  it('is answered if its length is declared', async () => {
    const response = await fetch(`${server.url}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: new Uint8Array(50_000_000),
    });
    expect(response.status).toBe(413);
    expect(response.headers.get('content-type')).toBe(problem);
    await stillAnswers();
  });

  it('is answered if it comes in chunks', async () => {
    const start = head('POST /notes HTTP/1.1', 'Transfer-Encoding: chunked');
    const chunk = `186a0\r\n${'a'.repeat(100_000)}\r\n`;
    const received = exchange(start, (write) => {
      for (let count = 0; count < 50; count += 1) write(chunk);
      write('0\r\n\r\n');
    });
    want(await received);
    await stillAnswers();
  });

  it('is refused before 100 Continue', async () => {
    const received = await exchange(
      head('POST /notes HTTP/1.1', 'Content-Length: 50000000', 'Expect: 100-continue'),
    );
    want(received);
    expect(received).not.toContain('100 Continue');
  });

  it('gets 100 Continue if it is small enough', async () => {
    const received = await exchange(post('text/plain', 'hello', 'Expect: 100-continue'));
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 Created/);
  });
});

describe('a client that disconnects', () => {
  it.each([
    ['in the middle of its body', head('POST /notes HTTP/1.1', 'Content-Length: 100').concat('{')],
    ['in the middle of its fields', 'GET /notes HTTP/1.1\r\nHost'],
    ['before its answer', head('GET /notes HTTP/1.1')],
  ])('%s does no harm', async (_, sent) => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(sent, () => setTimeout(() => socket.resetAndDestroy(), 20));
      });
      socket.on('close', () => resolve());
    });
    await stillAnswers();
  });
});

it('writes field values beyond ASCII as UTF-8', async () => {
  const received = await exchange(head('GET /name HTTP/1.1'));
  const value = /^x-name: (.*)$/im.exec(received)?.[1] ?? '';
  expect(Buffer.from(value, 'latin1').toString('utf8')).toBe('жук');
});

describe('listening', () => {
  it('reports that a port is taken instead of throwing', async () => {
    const mock = createMock([]);
    const again = await listen(mock, { port: server.port });
    expect(again).toEqual({
      ok: false,
      code: 'EADDRINUSE',
      reason: `port ${server.port} on 127.0.0.1 is in use; choose another, or 0 for any that is free`,
    });
  });

  it('ends when it is closed, and frees its port', async () => {
    const first = await listen(createMock([]), { port: 0 });
    if (!first.ok) throw new Error(first.reason);
    expect((await fetch(`${first.url}/__specwright/health`)).status).toBe(200);
    await first.close();
    const second = await listen(createMock([]), { port: first.port });
    expect(second.ok).toBe(true);
    if (second.ok) await second.close();
  });
});
