import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '../../src/mock/tls.ts';
import { folderOf, specwright } from './run.ts';

const api = (example: string) => `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pet:
    get:
      responses:
        '200':
          description: A pet.
          content:
            application/json:
              schema: {type: object, properties: {id: {type: integer}}}
              example: ${example}
`;

/** The running program, and its output so far. */
function started(args: readonly string[], cwd: string) {
  const program = path.resolve('bin/specwright.js');
  const env = { ...process.env, NO_COLOR: '1' };
  const child = spawn(process.execPath, [program, 'mock', ...args], { cwd, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const says = (stream: 'out' | 'err', text: RegExp) =>
    expect.poll(() => said[stream], { timeout: 120_000 }).toMatch(text);
  return { child, said, says, ended };
}

const urlsIn = (text: string) => [...text.matchAll(/https?:\/\/\S+/g)].map(([url]) => url);

describe('specwright mock', () => {
  test("serves this repository's contracts with Prism, with one flag", async () => {
    const { said, says } = started(['--engine=prism', '--port=0'], process.cwd());
    await says('out', /listening on/);
    const [url] = urlsIn(said.out);
    const statuses = ['maiascore', 'kaiten', 'patascore', 'khoros'].map(async (api) => {
      const response = await fetch(`${url}/${api}/nowhere`);
      const { detail } = (await response.json()) as { detail: string };
      return detail;
    });
    const inPrismsWords = "The route /nowhere hasn't been found in the specification file";
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([inPrismsWords]));
    const made = await fetch(`${url}/kaiten/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"externalCustomerId":"external-customer-id-12345","name":"Awesome Customer"}',
    });
    expect(made.status).toBe(201);
  });

  test('follows a change, and keeps the last valid version of a broken file', async () => {
    const folder = await folderOf({ 'pets.yaml': api('{id: 1}') });
    const { said, says } = started(
      ['pets.yaml', '--port=0', '--watch', '--log-level=info'],
      folder,
    );
    await says('out', /listening on/);
    const [url] = urlsIn(said.out);
    const pet = async () => (await fetch(`${url}/pet`)).json();
    expect(await pet()).toEqual({ id: 1 });

    await writeFile(path.join(folder, 'pets.yaml'), api('{id: 2}'));
    await says('err', /pets was loaded again/);
    expect(await pet()).toEqual({ id: 2 });

    await writeFile(path.join(folder, 'pets.yaml'), `${api('{id: 3}')}  broken: [\n`);
    await says('err', /pets\.yaml:\d+:\d+: cannot read .*\n.*served as it was/);
    expect(await pet()).toEqual({ id: 2 });
  });

  test('follows redocly.yaml: APIs are added, moved to another file, and removed', async () => {
    const apis = (...names: string[]) =>
      `apis:\n${names.map((name) => `  ${name.split('.')[0]}: {root: ${name}}\n`).join('')}`;
    const folder = await folderOf({
      'redocly.yaml': apis('a.yaml'),
      'a.yaml': api('{id: 1}'),
      'b.yaml': api('{id: 2}'),
    });
    const write = (text: string) => writeFile(path.join(folder, 'redocly.yaml'), text);
    const { said, says } = started(['--port=0', '--watch', '--log-level=info'], folder);
    await says('out', /listening on/);
    const [url] = urlsIn(said.out);
    const answer = async (name: string) => (await fetch(`${url}/${name}/pet`)).json();
    expect(await answer('b')).toMatchObject({ status: 404 });

    await write(apis('a.yaml', 'b.yaml'));
    await says('err', /b was loaded again/);
    expect([await answer('a'), await answer('b')]).toEqual([{ id: 1 }, { id: 2 }]);

    await write('apis: [');
    await says('err', /redocly\.yaml:1:.*the mock serves the same APIs as before/);
    expect(await answer('b')).toEqual({ id: 2 });

    await write(apis('b.yaml'));
    await says('err', /a is no longer served/);
    expect(await answer('a')).toMatchObject({ status: 404 });
  });

  test('serves a new certificate when its files change, unless it is broken', async () => {
    const first = selfSigned(['127.0.0.1']);
    const folder = await folderOf({
      'pets.yaml': api('{id: 1}'),
      'cert.pem': first.cert,
      'key.pem': first.key,
    });
    const { said, says } = started(
      [
        'pets.yaml',
        '--port=0',
        '--watch',
        '--tls-cert=cert.pem',
        '--tls-key=key.pem',
        '--log-level=info',
      ],
      folder,
    );
    await says('out', /https:.*\n/);
    const [url] = urlsIn(said.out);
    const answers = (ca: string) =>
      new Promise<boolean>((resolve) => {
        get(`${url}/pet`, { ca, agent: false }, (message) => {
          message.resume();
          resolve(true);
        }).once('error', () => resolve(false));
      });
    expect(await answers(first.cert)).toBe(true);
    // Longer than a watcher needs to see a change.
    await wait(1_500);
    expect(said.err).not.toMatch(/certificate/);

    await writeFile(path.join(folder, 'cert.pem'), 'none');
    await says('err', /mock keeps the certificate from before the change/);
    expect(await answers(first.cert)).toBe(true);

    const second = selfSigned(['127.0.0.1']);
    await writeFile(path.join(folder, 'key.pem'), second.key);
    await writeFile(path.join(folder, 'cert.pem'), second.cert);
    await says('err', /certificate was loaded again/);
    await expect.poll(() => answers(second.cert)).toBe(true);
    expect(await answers(first.cert)).toBe(false);
  });

  test('lists an invalid example with its line, and serves all the same', async () => {
    const folder = await folderOf({ 'pets.yaml': api('{id: seven}') });
    const { said, says } = started(['pets.yaml', '--port=0', '--json'], folder);
    await says('out', /listening on/);
    await says('err', /\n/);
    expect(JSON.parse(said.err.split('\n')[0]!)).toEqual({
      time: expect.any(String),
      level: 'warn',
      message: 'the example must be integer, but is "seven"',
      api: 'pets',
      code: 'example-invalid',
      at: 'pets.yaml:12:25',
    });
  });

  test('--strict exits with 1 for an invalid example, and with 2 for a schema that does not compile', async () => {
    const folder = await folderOf({
      'misfit.yaml': api('{id: seven}'),
      'uncompilable.yaml': api('{id: 1}').replace('type: integer', 'type: int'),
    });
    const strict = (file: string) => specwright(['mock', file, '--port=0', '--strict'], folder);
    expect(await strict('misfit.yaml')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/misfit\.yaml:12:25: the example must be integer/),
    });
    expect(await strict('uncompilable.yaml')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/uncompilable\.yaml:11:\d+: .*cannot be compiled/),
    });
  });

  test('--port-per-api serves each API at the root of a separate port', async () => {
    const folder = await folderOf({ 'a.yaml': api('{id: 1}'), 'b.yaml': api('{id: 2}') });
    const { said, says } = started(['a.yaml', 'b.yaml', '--port=0', '--port-per-api'], folder);
    await says('out', /\(a\)\n.*\(b\)\n/);
    const answers = urlsIn(said.out).map(async (url) => (await fetch(`${url}/pet`)).json());
    expect(await Promise.all(answers)).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test.runIf(process.platform === 'linux')('--workers replaces a lost worker', async () => {
    const folder = await folderOf({ 'pets.yaml': api('{id: 1}') });
    const { child, said, says } = started(['pets.yaml', '--port=0', '--workers=2'], folder);
    await says('out', /listening on/);
    const [url] = urlsIn(said.out);
    const list = `/proc/${child.pid}/task/${child.pid}/children`;
    const workers = () => readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number);
    await expect.poll(() => workers().length).toBe(2);
    const [lost] = workers();
    process.kill(lost!, 'SIGKILL');
    await says('err', new RegExp(`the worker ${lost} is lost, it was ended by SIGKILL; another`));
    await expect.poll(() => workers().filter((pid) => pid !== lost).length).toBe(2);
    const pet = () =>
      fetch(`${url}/pet`).then(
        (response) => response.json(),
        () => 'none',
      );
    await expect.poll(pet, { timeout: 120_000 }).toEqual({ id: 1 });
  });

  test('a second signal ends the program even with a request in progress', async () => {
    const folder = await folderOf({ 'pets.yaml': api('{id: 1}') });
    const { child, said, says, ended } = started(['pets.yaml', '--port=0'], folder);
    await says('out', /listening on/);
    const { hostname, port } = new URL(urlsIn(said.out)[0]!);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    // The rest of the request never comes.
    await new Promise<void>((resolve) => {
      socket.write('POST /pet HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{', () => resolve());
    });
    await fetch(`${urlsIn(said.out)[0]}/pet`);
    child.kill('SIGINT');
    const accepts = () =>
      fetch(`${urlsIn(said.out)[0]}/pet`).then(
        () => true,
        () => false,
      );
    await expect.poll(accepts, { interval: 20 }).toBe(false);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  test('--workers reports once that it is ready, and ends on a signal', async () => {
    const folder = await folderOf({ 'pets.yaml': api('{id: 1}') });
    const args = ['pets.yaml', '--port=0', '--workers=2', '--tls', '--json'];
    const { child, said, says, ended } = started(args, folder);
    await says('out', /https:.*\n/);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said.out.match(/listening/g)).toHaveLength(1);
  });
});
