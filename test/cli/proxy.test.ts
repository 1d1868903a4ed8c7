import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { selfSigned } from '../../src/mock/tls.ts';
import { folderOf, spawned, specwright } from './run.ts';

const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
security: [{ token: [] }]
paths:
  /notes/{id}:
    get:
      operationId: getNote
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: a note
          content:
            application/json:
              schema: { type: object, required: [text], properties: { text: { type: string } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`;

async function portOf(server: Server | TlsServer): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function providerAt(answers: Readonly<Record<string, unknown>>): Promise<string> {
  const server = createServer(({ url }, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(answers[url!]));
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

const recording = ['--record', 'seen.ndjson', '--report', 'json=report.json'];

/** The proxy as its own process, in a folder with the contract. */
async function startProxy(folder: string, provider: string, flags: readonly string[]) {
  const args = [path.resolve('bin/specwright.js'), 'proxy', provider, 'notes.yaml', '--port', '0'];
  const child = spawn(process.execPath, [...args, ...flags], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { out: '', log: '' };
  child.stdout.on('data', (bytes) => {
    written.out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    written.log += bytes;
  });
  await vi.waitFor(() => expect(written.out).toContain('proxy listening on'), 60_000);
  return { child, written, url: /http:[^\s,]+/.exec(written.out)![0] };
}

test('the proxy prints each violation once, records without secrets, and exits with 1', async () => {
  const folder = await folderOf({ 'notes.yaml': contract });
  const provider = await providerAt({
    '/notes/1': { text: 'x' },
    '/notes/2': { text: 4 },
    '/other': {},
  });
  const { child, written, url } = await startProxy(folder, provider, recording);
  const headers = { authorization: 'Bearer hush-hush-1234' };
  for (const each of ['/notes/1', '/notes/2', '/notes/2', '/other']) {
    expect((await fetch(url + each, { headers })).status).toBe(200);
  }
  await vi.waitFor(
    () => expect(written.out).toContain('response body at /text must be string'),
    60_000,
  );
  child.kill('SIGINT');
  const code = await new Promise((done) => child.on('close', done));
  expect(code).toBe(1);
  expect(written.out.match(/must be string/g)).toHaveLength(1);
  expect(written.log).toContain('1 of 4 requests are in no contract:');
  expect(written.log).toContain('1 exchanges passed, 2 failed, 0 inconclusive');
  const recorded = await readFile(path.join(folder, 'seen.ndjson'), 'utf8');
  expect(recorded).not.toContain('hush-hush');
  expect(recorded.trim().split('\n')).toHaveLength(3);
  const report = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'));
  expect(report.verdict).toBe('failed');
  // The recording can be judged again.
  const again = await specwright(['traffic', 'seen.ndjson', 'notes.yaml'], folder);
  expect(again).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('1 exchanges passed, 2 failed'),
  });
});

test('an exchange whose client leaves is listed as skipped, and fails nothing', async () => {
  const folder = await folderOf({ 'notes.yaml': contract });
  const server = createServer(({ url }, outgoing) => {
    if (url === '/notes/1') {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"x"}');
    } else if (url === '/notes/3') {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).write('{"te');
    }
  });
  const provider = `http://127.0.0.1:${await portOf(server)}`;
  const { child, written, url } = await startProxy(folder, provider, recording);
  const headers = { authorization: 'Bearer hush-hush-1234' };
  await (await fetch(`${url}/notes/1`, { headers })).text();
  for (const each of ['/notes/2', '/notes/3']) {
    const signal = AbortSignal.timeout(500);
    await expect(
      fetch(url + each, { headers, signal }).then((came) => came.text()),
    ).rejects.toThrow();
  }
  const journal = `${url}/__specwright/journal?verdict=skipped`;
  await vi.waitFor(async () => {
    const { entries } = await (await fetch(journal)).json();
    expect(entries).toMatchObject([
      { verdict: 'skipped', operation: 'getNote', response: { status: 200 }, findings: [] },
      { verdict: 'skipped', operation: 'getNote', response: { status: 0 }, findings: [] },
    ]);
    expect(JSON.stringify(entries)).toContain('the client closed the connection before the answer');
  }, 60_000);
  child.kill('SIGINT');
  expect(await new Promise((done) => child.on('close', done))).toBe(0);
  expect(written.log).toContain('1 exchanges passed, 0 failed, 0 inconclusive, 2 skipped');
  expect(written.log).toContain(
    'skipped 1 × the client closed the connection in the middle of the answer',
  );
  const recorded = await readFile(path.join(folder, 'seen.ndjson'), 'utf8');
  expect(recorded.trim().split('\n')).toHaveLength(1);
  const report = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ verdict: 'passed', counts: { cases: { passed: 1, skipped: 2 } } });
});

const putting = contract.replace(
  '    get:',
  `    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses: { '204': { description: kept } }
    get:`,
);

test.each([
  ['log', 'seen.ndjson'],
  ['header', 'seen.har'],
])(
  'contents beyond the limit are listed with their size, and not judged: %s, %s',
  async (onViolation, file) => {
    const folder = await folderOf({ 'notes.yaml': putting });
    const long = JSON.stringify({ text: 'x'.repeat(300_000) });
    const server = createServer((incoming, outgoing) => {
      // The size of a request is known when the whole has come.
      if (incoming.method === 'PUT')
        return incoming.resume().on('end', () => outgoing.writeHead(204).end());
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.write(long.slice(0, 9));
      return setTimeout(() => outgoing.end(long.slice(9)), 50);
    });
    const provider = `http://127.0.0.1:${await portOf(server)}`;
    const flags = ['--body-limit', '200kb', '--on-violation', onViolation, '--record', file];
    const { child, written, url } = await startProxy(folder, provider, flags);
    const headers = { authorization: 'Bearer hush-hush-1234', 'content-type': 'application/json' };
    const note = `${url}/notes/1`;
    expect(await (await fetch(note, { headers })).text()).toBe(long);
    expect((await fetch(note, { method: 'PUT', headers, body: long })).status).toBe(204);
    await vi.waitFor(async () => {
      const { entries } = await (await fetch(`${url}/__specwright/journal`)).json();
      const [put, get] = entries;
      expect(get).toMatchObject({
        verdict: 'skipped',
        findings: [],
        response: { size: long.length, isCut: true },
      });
      expect(put).toMatchObject({
        verdict: 'skipped',
        findings: [],
        request: { size: long.length, isCut: true },
      });
      const steps = JSON.stringify([put.trail, get.trail]);
      for (const what of ['request', 'answer'])
        expect(steps).toContain(`the content of the ${what} was too long to judge`);
    }, 60_000);
    child.kill('SIGINT');
    expect(await new Promise((done) => child.on('close', done))).toBe(2);
    expect(written.log).toContain('0 exchanges passed, 0 failed, 2 inconclusive');
    const again = await specwright(['traffic', file, 'notes.yaml'], folder);
    expect(again.stderr).toContain('0 exchanges passed, 0 failed, 2 inconclusive');
  },
);

test('compressed answers of an HTTPS provider are judged, recorded and replayed decoded', async () => {
  const pair = selfSigned(['127.0.0.1']);
  const server = createTlsServer(pair, ({ headers }, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    outgoing.end(gzipSync(JSON.stringify({ text: `by ${headers.authorization}` })));
  });
  const provider = `https://127.0.0.1:${await portOf(server)}`;
  const client = `const answer = await fetch(process.argv[2] + '/notes/1', { headers: { authorization: 'Bearer hush-hush-1234' } });
    console.log(await answer.text());`;
  const files = { 'notes.yaml': contract, 'ca.pem': pair.cert, 'client.mjs': client };
  const folder = await folderOf(files);
  const through = async (...flags: string[]) => {
    const { child, url } = await startProxy(folder, provider, flags);
    const headers = { authorization: 'Bearer hush-hush-1234' };
    const answer = await fetch(`${url}/notes/1`, { headers });
    const text = await answer.text();
    child.kill('SIGINT');
    return [await new Promise((done) => child.on('close', done)), answer.status, text] as const;
  };
  expect(await through()).toEqual([2, 502, expect.stringContaining('--ca FILE')]);
  expect((await through('--insecure')).slice(0, 2)).toEqual([0, 200]);
  const blocking = await through(
    '--ca',
    'ca.pem',
    '--on-violation',
    'block',
    '--record',
    'all.ndjson',
  );
  expect(blocking).toEqual([0, 200, '{"text":"by Bearer hush-hush-1234"}']);
  const recorded = JSON.parse(await readFile(path.join(folder, 'all.ndjson'), 'utf8'));
  expect(recorded.response.body).toBe('{"text":"by Bearer REDACTED_AUTHORIZATION"}');

  // Other recorders keep the bytes of the wire.
  const { body, ...response } = recorded.response;
  const bodyBase64 = gzipSync(body).toString('base64');
  const raw = JSON.stringify({ ...recorded, response: { ...response, bodyBase64 } });
  await writeFile(path.join(folder, 'raw.ndjson'), raw);
  for (const file of ['all.ndjson', 'raw.ndjson']) {
    expect((await specwright(['traffic', file, 'notes.yaml'], folder)).code).toBe(0);
    const command = `process.argv[2] = process.env.SPECWRIGHT_URL; await import('./client.mjs');`;
    await writeFile(path.join(folder, 'ask.mjs'), command);
    const flags = ['-p', '0', '--replay', file, '--', process.execPath, 'ask.mjs'];
    const replayed = await spawned(['mock', 'notes.yaml', ...flags], folder);
    expect(replayed.stdout).toContain(body);
  }
});

test.each([
  [['proxy', 'ftp://x', 'notes.yaml'], 'ftp://x'],
  [
    ['proxy', 'http://127.0.0.1:9', 'notes.yaml', '--mock', 'getNotes'],
    'there is no operation "getNotes"; did you mean "getNote"?',
  ],
  [
    ['proxy', 'http://127.0.0.1:9', 'notes.yaml', '--mock-missing', '200'],
    '"200" is not an error status',
  ],
  [['proxy', 'https://127.0.0.1:9', 'notes.yaml', '--ca', 'none.pem'], 'none.pem'],
])('%j is refused', async (args, reason) => {
  const folder = await folderOf({ 'notes.yaml': contract });
  expect(await specwright(args, folder)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(reason),
  });
});
