import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../src/mock/workers.ts';

const program = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** Why the tests of a shared store cannot run; `undefined` if they can. */
export const noRedis = whyNot();

function whyNot(): string | undefined {
  if (program === undefined) return 'there is no redis-server; Debian has it in redis-server';
  try {
    createRequire(import.meta.url).resolve('@redis/client');
    return undefined;
  } catch {
    return '@redis/client is not installed';
  }
}

if (noRedis !== undefined) console.warn(`skipped: the tests of a shared store: ${noRedis}`);

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Kills the server without closing connections, as in a crash. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops all answers until `resume`. */
  pause(): void;
  resume(): void;
  /** Kills the server, and removes its files. */
  remove(): Promise<void>;
}

/** A new server on a free port, which stores its confirmed writes on disk. */
export async function redisServer(...options: readonly string[]): Promise<RedisServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'specwright-redis-'));
  const port = await freePort('127.0.0.1');
  const persistent = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  let server: ChildProcess | undefined;
  async function start(): Promise<void> {
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    server = spawn(program!, [...own, ...persistent, ...options], { stdio: 'ignore' });
    while (!(await listens(port))) await sleep(20);
  }
  async function kill(): Promise<void> {
    const running = server;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  }
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    ...{ port, kill, start },
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
