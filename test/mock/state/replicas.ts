import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, vi } from 'vitest';
import { folderOf } from '../../cli/run.ts';
import { type Client, clientsAtWork } from './clients.ts';
import { type Call, callerWith, library } from './library.ts';
import { type RedisServer, redisServer } from './redis-server.ts';

/** How long the store is away each time that it is killed, in milliseconds. */
export type Outages = readonly number[];

/**
 * Two processes with one store, and many clients at once that hold each answer against a model. The
 * store is killed and started again after even shares of the operations.
 */
export async function clientsOfReplicas(
  clients: number,
  operations: number,
  outages: Outages,
): Promise<readonly Client[]> {
  const redis = await redisServer();
  onTestFinished(() => redis.remove());
  const folder = await folderOf({ 'library.yaml': library });
  const calls = await Promise.all([0, 1].map(() => replica(folder, redis)));
  const each = Math.ceil(operations / clients);
  let done = 0;
  let outage: Promise<void> | undefined;
  const left = [...outages];
  const share = (each * clients) / (outages.length + 1);
  const all = await clientsAtWork(clients, {
    calls,
    operations: each,
    seed: 'replicas',
    onDone() {
      done += 1;
      const number = outages.length - left.length + 1;
      if (left.length === 0 || done < share * number) return;
      outage = endAndStart(redis, left.shift()!);
    },
  });
  await outage;
  expect(done).toBe(each * clients);
  expect(left).toEqual([]);
  return all;
}

async function endAndStart(redis: RedisServer, pause: number): Promise<void> {
  await redis.kill();
  await sleep(pause);
  await redis.start();
}

/** A mock in a process of its own, with a port of its own. */
async function replica(folder: string, redis: RedisServer): Promise<Call> {
  const args = ['mock', 'library.yaml', '--stateful', '--port=0', `--store=${redis.url}`];
  const child = spawn(process.execPath, [path.resolve('bin/specwright.js'), ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += bytes;
  });
  await vi.waitFor(() => expect(said).toContain('listening on'), 60_000);
  return callerWith(fetch, /http:\/\/[^\s/]+/.exec(said)![0]);
}
