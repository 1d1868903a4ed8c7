import { request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock, listen, type MockOptions } from '../../../src/index.ts';
import { apiOf } from '../api.ts';

const spec = `
openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes: { get: { operationId: listNotes, responses: { '204': { description: None. } } } }
`;

const paths = ['journal', 'faults', 'scenario', 'webhooks', 'state', 'reset', 'nothing', ''];

async function serve(options: MockOptions = {}) {
  const api = await apiOf(spec);
  const mock = createMock([{ name: 'notes', api }], { stateful: true, ...options });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  onTestFinished(() => listening.close());
  const { port } = listening;
  /** With fields that `fetch` does not let a program set. */
  return (target: string, method: string, headers: Record<string, string>) =>
    new Promise<{ status: number; allowed: string | undefined }>((resolve, reject) => {
      const own = { ...headers, host: (headers.host ?? 'localhost').replace('PORT', `${port}`) };
      const origin = headers.origin?.replace('PORT', String(port));
      const fields = { ...own, ...(origin !== undefined && { origin }) };
      const asking = request({ port, path: target, method, headers: fields }, (answered) => {
        answered.resume();
        const allowed = answered.headers['access-control-allow-origin'];
        answered.on('end', () => resolve({ status: answered.statusCode!, allowed }));
      });
      asking.on('error', reject).end();
    });
}

describe('over the network, the data of the mock', () => {
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['another name of this machine', { origin: 'http://127.0.0.1:PORT', host: 'localhost:PORT' }],
    ['a sandbox', { origin: 'null' }],
    ['no origin that can be read', { origin: '://' }],
    ['a picture elsewhere', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a script of another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
    ['a name that was made to lead here', { host: 'evil.example:PORT' }],
    ['the same with its own origin', { host: 'evil.lan', origin: 'http://evil.lan' }],
    ['a name without a dot', { host: 'evil' }],
    ['an invalid host', { host: 'a b' }],
  ])('is closed to pages of %s: %j', async (_, headers) => {
    const ask = await serve();
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
        const { status, allowed } = await ask(`/__specwright/${path}`, method, headers);
        expect([path, method, status, allowed]).toEqual([path, method, 403, undefined]);
      }
      const preflight = { ...headers, 'access-control-request-method': 'DELETE' };
      const { status, allowed } = await ask(`/__specwright/${path}`, 'OPTIONS', preflight);
      expect([path, status, allowed]).toEqual([path, 403, undefined]);
    }
  });

  test.each([
    ['programs', {}],
    ['the console', { host: 'localhost:PORT', origin: 'http://localhost:PORT' }],
    ['the same behind HTTPS', { host: 'localhost', origin: 'https://localhost' }],
    ['an address', { host: '[::1]:PORT', 'sec-fetch-site': 'same-origin' }],
  ])('is open to %s: %j', async (_, headers) => {
    const ask = await serve();
    expect((await ask('/__specwright/journal', 'GET', headers)).status).toBe(200);
    expect((await ask('/__specwright/faults', 'DELETE', headers)).status).toBe(204);
    expect((await ask('/__specwright/', 'GET', headers)).status).toBe(200);
  });

  test('is open to allowed names and origins, which may also read it', async () => {
    const ask = await serve({ allowAdmin: ['http://localhost:5173', 'mock.example'] });
    const origin = 'http://localhost:5173';
    const page = { origin, 'sec-fetch-site': 'same-site' };
    expect(await ask('/__specwright/journal', 'GET', page)).toEqual({
      status: 200,
      allowed: origin,
    });
    expect(await ask('/__specwright/journal', 'GET', { host: 'mock.example' })).toEqual({
      status: 200,
      allowed: undefined,
    });
    const other = { origin: 'http://localhost:5174' };
    expect((await ask('/__specwright/journal', 'GET', other)).status).toBe(403);
  });

  test('is never read by CORS, though the mock is, and links lead to its page alone', async () => {
    const ask = await serve();
    const origin = 'http://localhost:5173';
    expect((await ask('/notes', 'GET', { origin })).allowed).toBe(origin);
    expect((await ask('/__specwright/health', 'GET', { origin })).allowed).toBeUndefined();
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask('/__specwright/', 'GET', link)).status).toBe(200);
    expect((await ask('/__specwright/journal', 'GET', link)).status).toBe(403);
    expect((await ask('/__specwright/', 'POST', link)).status).toBe(403);
  });
});
