import { createHmac } from 'node:crypto';
import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Provider, planCases, runCases } from '../../src/index.ts';
import { selfSigned } from '../../src/mock/tls.ts';
import { judgeOf } from './planned.ts';

const judge = await judgeOf(`
  /bell:
    get:
      operationId: ring
      parameters: [{name: times, in: query, schema: {type: integer}, example: 2}]
      responses: {'200': {description: rung}, '429': {description: not so often}}`);

/** The outcome of the example case. */
async function ringAt(baseUrl: string, provider: Partial<Provider> = {}) {
  const cases = planCases(judge, { only: (id) => id === 'ring/example' });
  for await (const one of runCases(cases, judge, { ...provider, baseUrl })) {
    return 'reason' in one ? `${one.kind}: ${one.reason}` : one.kind;
  }
  return 'no case';
}

const pair = selfSigned(['127.0.0.1']);
const client = selfSigned(['client.example']);

async function listen(server: ReturnType<typeof createPlain>, scheme: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const rung: RequestListener = (_, response) => {
  response.end();
};

describe('a secure provider', () => {
  test('with an unknown certificate is not trusted, and the message tells the remedy', async () => {
    const url = await listen(createServer({ ...pair }, rung), 'https');
    expect(await ringAt(url)).toBe(
      'inconclusive: its certificate is self-signed; trust it with --ca FILE, or use --insecure',
    );
    expect(await ringAt(url, { tls: { ca: pair.cert } })).toBe('passed');
    expect(await ringAt(url, { tls: { insecure: true } })).toBe('passed');
  });

  test('may request a certificate of the client', async () => {
    const asking = { ...pair, ca: client.cert, requestCert: true };
    const strict = await listen(createServer(asking, rung), 'https');
    const tls = { ca: pair.cert };
    expect(await ringAt(strict, { tls })).toMatch(/--cert FILE and --key FILE/);
    const shown: string[] = [];
    const seeing = createServer({ ...asking, rejectUnauthorized: false }, (request, response) => {
      shown.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN?.toString() ?? '');
      response.end();
    });
    const url = await listen(seeing, 'https');
    expect(await ringAt(url, { tls: { ...tls, ...client } })).toBe('passed');
    expect(shown).toEqual(['specwright mock']);
  });

  test('may be none', async () => {
    const url = await listen(createPlain(rung), 'https');
    expect(await ringAt(url)).toMatch(/does not speak TLS; try http:\/\//);
  });
});

describe('an answer that asks to wait (Retry-After)', () => {
  const busy = (times: number, field: string) => {
    let left = times;
    const asked: number[] = [];
    const listener: RequestListener = (_, response) => {
      left -= 1;
      if (left >= 0) response.writeHead(429, { 'retry-after': field });
      response.end();
    };
    return { listener, asked, onWait: (wait: number) => asked.push(wait) };
  };

  test.each([
    ['delays the request, which is sent again', 2, '0', 'passed', 2],
    ['delays the request twice', 3, '0', 'inconclusive', 2],
    ['for a long time ends the case', 1, '3600', 'inconclusive', 0],
    ['without a readable time ends the case', 1, 'soon', 'inconclusive', 0],
  ])('%s', async (_, times, field, want, waits) => {
    const { listener, asked, onWait } = busy(times, field);
    const url = await listen(createPlain(listener), 'http');
    expect(await ringAt(url, { onWait })).toMatch(new RegExp(`^${want}`));
    expect(asked).toHaveLength(waits);
  });
});

test('a hook signs each request as it is sent', async () => {
  const hash = (method = '', url = '') =>
    createHmac('sha256', 'key').update(`${method} ${url}`).digest('hex');
  const url = await listen(
    createPlain((request, response) => {
      const want = hash(request.method, request.url);
      response.writeHead(request.headers['x-signature'] === want ? 200 : 401).end();
    }),
    'http',
  );
  const seen: string[] = [];
  const passed = await ringAt(`${url}/v1/`, {
    sign({ method, url: target }) {
      seen.push(target);
      return { 'X-Signature': hash(method, target.slice(url.length)) };
    },
  });
  expect(passed).toBe('passed');
  expect(seen[0]).toBe(`${url}/v1/bell?times=2`);
});

test('an answer that redirects to the same path elsewhere names the other base URL', async () => {
  const told: string[] = [];
  const at = async (location: string, path = '') => {
    told.length = 0;
    const server = createPlain((_, response) => {
      response.writeHead(308, { location }).end();
    });
    const url = await listen(server, 'http');
    await ringAt(url + path, { onRedirect: (base) => told.push(base) });
    return [...new Set(told)];
  };
  expect(await at('https://bells.example/bell?times=2')).toEqual(['https://bells.example']);
  expect(await at('/v2/bell?times=2', '/v1')).toEqual([expect.stringMatching(/:\d+\/v2$/)]);
  expect(await at('/login')).toEqual([]);
  expect(await at('bell?times=2', '/v1')).toEqual([]);
});

test('an operation may have a rate of its own', async () => {
  const two = await judgeOf(`
  /slow:
    get: {operationId: slow, responses: {'200': {description: d}}}
  /fast:
    get: {operationId: fast, responses: {'200': {description: d}}}`);
  const came: string[] = [];
  const url = await listen(
    createPlain((request, response) => {
      came.push(request.url ?? '');
      response.end();
    }),
    'http',
  );
  const rates = { 'GET /slow': 1 };
  const cases = () => planCases(two, { groups: ['example'] });
  const many = [...cases(), ...cases()];
  for await (const one of runCases(many, two, { baseUrl: url, rates, concurrency: 8 })) {
    expect(one.kind).toBe('passed');
  }
  // The other operation does not wait for the slow one.
  expect(came.at(-1)).toBe('/slow');
  expect(came).toHaveLength(4);
});

test('an answer later than the limit breaks it, and an operation without a limit cannot', async () => {
  const url = await listen(
    createPlain((_, response) => {
      setTimeout(() => response.end(), 30);
    }),
    'http',
  );
  expect(await ringAt(url)).toBe('passed');
  expect(await ringAt(url, { maximumTime: 60_000 })).toBe('passed');
  expect(await ringAt(url, { maximumTime: 5 })).toBe('failed');
});
