import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMock, type ListenOptions, listen } from '../../src/index.ts';
import { selfSigned } from '../../src/mock/tls.ts';
import { apiOf } from './api.ts';

const spec = (text: string) => `
openapi: 3.1.0
info: { title: It, version: '1' }
paths:
  /word:
    post:
      requestBody: { content: { text/plain: { schema: { type: string } } } }
      responses:
        '200': { description: A word., content: { text/plain: { example: ${text} } } }
`;
const mockOf = async (text: string) => createMock([await apiOf(spec(text))]);

async function served(text: string, options: ListenOptions = {}) {
  const listening = await listen(await mockOf(text), { port: 0, ...options });
  if (!listening.ok) throw new Error(listening.reason);
  onTestFinished(() => listening.close());
  return listening;
}

const textOf = async (message: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

describe('a server', () => {
  it('answers with another mock from the next request on, on the same connection', async () => {
    const server = await served('old');
    const socket = connect(server.port, '127.0.0.1');
    const ask = () =>
      new Promise<string>((resolve) => {
        socket.once('data', (data) => resolve(data.toString().split('\r\n\r\n')[1]!));
        socket.write('POST /word HTTP/1.1\r\nHost: it\r\n\r\n');
      });
    expect(await ask()).toBe('old');
    server.use(await mockOf('new'));
    expect(await ask()).toBe('new');
    socket.destroy();
  });

  it('answers a request that is under way before it closes, and closes its connection', async () => {
    const server = await served('late');
    const sending = httpRequest(`${server.url}/word`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'content-length': '2' },
    });
    const answered = new Promise<IncomingMessage>((resolve) => sending.once('response', resolve));
    await new Promise<void>((resolve) => sending.write('a', () => resolve()));
    await expect.poll(() => sending.socket?.bytesWritten).toBeGreaterThan(0);
    // After the answer to another request, the server has received this one.
    await fetch(`${server.url}/__specwright/health`);
    const closed = server.close();
    sending.end('b');
    expect(await textOf(await answered)).toBe('late');
    await closed;
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('answers requests that come all at once, in their order', async () => {
    const { port } = await served('word');
    const count = 100;
    const heads = Array.from({ length: count }, (_, index) =>
      index % 2 === 0
        ? 'POST /word HTTP/1.1\r\nHost: it\r\n\r\n'
        : `POST /word?__code=${100 + index} HTTP/1.1\r\nHost: it\r\n\r\n`,
    );
    const socket = connect(port, '127.0.0.1', () => socket.write(heads.join('')));
    let received = '';
    socket.on('data', (data) => (received += data));
    const told = () => [...received.matchAll(/"the status (\d+) is not|\r\n\r\n(word)/g)];
    await expect.poll(() => told().length).toBe(count);
    socket.destroy();
    expect(told().map(([, status, word]) => status ?? word)).toEqual(
      Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 'word' : `${100 + index}`)),
    );
  });

  it('serves HTTPS with a certificate made on the spot, which holds for the names it was made for', async () => {
    const tls = selfSigned(['localhost', '127.0.0.1', '::1']);
    const server = await served('safe', { tls });
    expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
    const ask = (ca: string, servername: string) =>
      new Promise<string>((resolve, reject) => {
        const options = { method: 'POST', ca, servername, agent: false } as const;
        httpsRequest(`${server.url}/word`, options, (message) => resolve(textOf(message)))
          .once('error', reject)
          .end();
      });
    expect(await ask(tls.cert, 'localhost')).toBe('safe');
    await expect(ask(tls.cert, 'example.com')).rejects.toThrow(/altnames/);
    await expect(ask(selfSigned(['localhost']).cert, 'localhost')).rejects.toThrow();
  });

  it.each<[ListenOptions, RegExp]>([
    [{ tls: { cert: 'none', key: 'none' } }, /certificate and the key cannot be used/],
    [{ port: 65_536 }, /no port 65536/],
    [{ host: '192.0.2.1' }, /no address 192\.0\.2\.1/],
  ])('says why it cannot listen: %j', async (options, reason) => {
    const listening = await listen(await mockOf('it'), { port: 0, ...options });
    expect(listening).toEqual({
      ok: false,
      code: expect.any(String),
      reason: expect.stringMatching(reason),
    });
  });
});

it('stands in for the fetch of a client', async () => {
  const { mockFetch } = await mockOf('word');
  const response = await mockFetch('https://api.example.com/word', { method: 'POST' });
  expect(await response.text()).toBe('word');
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(mockFetch('https://api.example.com/word', { signal })).rejects.toThrow('enough');
});
