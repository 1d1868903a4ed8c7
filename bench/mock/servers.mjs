// The compared mock servers, and how to start, call and stop each.

import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { patience } from './connection.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Command lines by name: as users start each, and also silent for servers that log a lot. */
export const servers = {
  specwright: (files, port) => [
    at('../../bin/specwright.js'),
    ...['mock', ...files, '--port', port, '--no-watch'],
  ],
  'specwright --dynamic': (files, port) => [...servers.specwright(files, port), '--dynamic'],
  'specwright --workers 2': (files, port) => [...servers.specwright(files, port), '--workers', '2'],
  'Prism CLI': (files, port) => [
    at('../node_modules/@stoplight/prism-cli/dist/index.js'),
    ...['mock', files[0], '--port', port],
  ],
  'Prism CLI, silent': (files, port) => [
    ...servers['Prism CLI'](files, port),
    ...['--verboseLevel', 'silent'],
  ],
  'Prism CLI --dynamic': (files, port) => [...servers['Prism CLI'](files, port), '--dynamic'],
  'Prism CLI --dynamic, silent': (files, port) => [
    ...servers['Prism CLI, silent'](files, port),
    '--dynamic',
  ],
  'openapi-backend': (files, port) => [at('openapi-backend.mjs'), files[0], port],
  '@scalar/mock-server': (files, port) => [at('scalar.mjs'), files[0], port],
  'Mockoon CLI (validates nothing)': (files, port) => [
    at('../node_modules/@mockoon/cli/bin/run.js'),
    ...['start', '--data', files[0], '--port', port, '--disable-log-to-file'],
  ],
  // Servers with state. Each gets the files that it needs: a contract, or the records.
  'specwright --stateful': ([contract, records], port) => [
    ...servers.specwright([contract], port),
    ...['--stateful', '--seed-data', records],
  ],
  'json-server': ([, records], port) => [
    at('../node_modules/json-server/lib/cli/bin.js'),
    ...['--port', port, '--quiet', records],
  ],
  'Mockoon CRUD': ([, , environment], port) => [
    at('../node_modules/@mockoon/cli/bin/run.js'),
    ...['start', '--data', environment, '--port', port, '--disable-log-to-file'],
  ],
  'node:http with a Map': ([, records], port) => [at('bare-state.mjs'), records, port],
  // For these, the first file is the URL of the provider.
  'specwright proxy': ([provider, ...files], port) => [
    at('../../bin/specwright.js'),
    ...['proxy', provider, ...files, '--port', port],
  ],
  'specwright proxy --on-violation block': (files, port) => [
    ...servers['specwright proxy'](files, port),
    ...['--on-violation', 'block'],
  ],
  'Prism proxy': ([provider, file], port) => [
    at('../node_modules/@stoplight/prism-cli/dist/index.js'),
    ...['proxy', file, provider, '--port', port],
  ],
  'proxy of node:http': ([provider], port) => [at('bare-proxy.mjs'), provider, port],
  'node:http and JSON.parse': (files, port) => [at('bare.mjs'), files[0], port],
};

/**
 * Starts a server and waits until it answers a request.
 *
 * @param {keyof typeof servers} name
 * @param {{ method: string, path: string, headers?: Record<string, string>, body?: string }} first
 * @param {{ heap?: boolean, limit?: number }} options `heap` makes the server report its used
 *   memory; `limit` is the number of seconds in which it must answer
 */
export async function start(name, files, first, { heap = false, limit = 120 } = {}) {
  const port = String(await freePort());
  const started = performance.now();
  const flags = heap ? ['--expose-gc', '--import', new URL('heap.mjs', import.meta.url).href] : [];
  const child = spawn(process.execPath, [...flags, ...servers[name](files, port)], {
    stdio: ['ignore', 'ignore', 'ignore', heap ? 'pipe' : 'ignore'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  let ended = false;
  void gone.then(() => {
    ended = true;
  });
  for (;;) {
    if (ended) throw new Error(`${name} ended before it answered`);
    const left = limit * 1000 - (performance.now() - started);
    if (left <= 0) {
      child.kill('SIGKILL');
      throw new Error(`${name} did not answer in ${limit} s after its start`);
    }
    const answered = await fetch(`http://127.0.0.1:${port}${first.path}`, {
      method: first.method,
      headers: first.headers ?? {},
      signal: AbortSignal.timeout(Math.ceil(left)),
      ...(first.body !== undefined && { body: first.body }),
    }).catch(() => undefined);
    if (answered !== undefined) {
      await answered.arrayBuffer();
      const milliseconds = performance.now() - started;
      const stop = () => {
        child.kill('SIGKILL');
        return gone;
      };
      const { status } = answered;
      const memory = () => peakOf(child.pid);
      const used = () => heapOf(name, child);
      const cpu = () => cpuOf(child.pid);
      return { port, milliseconds, status, memory, heap: used, cpu, stop };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The results of a load from another process. */
export function load(port, { prefix = '', seconds, connections = 16 }) {
  return printed('load.mjs', port, prefix, String(seconds), String(connections));
}

/**
 * The results of requests of one kind to a mock with state, for some seconds or until a number is
 * sent. Throws an error that names the mock if a request gets no answer.
 */
export async function loadState(name, { port }, { method, path, seconds, requests }) {
  const args = [port, method, path, String(seconds), String(requests), '16'];
  const { failure, ...results } = await printed('state-load.mjs', ...args);
  if (failure !== undefined) throw new Error(`${name} ${failure}`);
  return results;
}

/** The output of a program beside this one, parsed as JSON. */
function printed(program, ...args) {
  const timeout = 5 * patience * 1000;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [at(program), ...args], { timeout }, (error, stdout) =>
      error === null ? resolve(JSON.parse(stdout)) : reject(error),
    );
  });
}

/** The megabytes in use after all garbage is collected, from a server with `heap`. */
function heapOf(name, child) {
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      clearTimeout(late);
      reject(new Error(`${name} ${why}`));
    };
    const late = setTimeout(
      () => fail(`did not tell its memory in ${patience} s`),
      patience * 1000,
    );
    child.once('exit', () => fail('ended before it told its memory'));
    child.stdio[3].once('data', (text) => {
      clearTimeout(late);
      resolve(Number(text));
    });
    child.kill('SIGUSR2');
  });
}

/** The peak memory of a process in megabytes; only on Linux. */
function peakOf(pid) {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return Number.NaN;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) / 1024;
}

/** The processor time of a process without its children, in seconds; only on Linux. */
export function cpuOf(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  // The fields after the name, which may have any characters; in hundredths of a second.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
