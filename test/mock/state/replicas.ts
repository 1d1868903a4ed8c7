import { spawn } from 'node:child_process';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, vi } from 'vitest';
import { folderOf } from '../../cli/run.ts';
import { type Client, clientsAtWork } from './clients.ts';
import { callerWith, library } from './library.ts';
import { type RedisServer, redisServer } from './redis-server.ts';

/** The duration of each outage of the store, in milliseconds. */
export type Outages = readonly number[];

/**
 * Three processes with one store behind a balancer. Many clients at the same time compare each answer with a
 * model. The store is killed and restarted at regular intervals.
 */
export async function clientsOfReplicas(
  clients: number,
  operations: number,
  outages: Outages,
): Promise<readonly Client[]> {
  const redis = await redisServer();
  onTestFinished(() => redis.remove());
  const folder = await folderOf({ 'library.yaml': library });
  const replicas = await Promise.all([0, 1, 2].map(() => replica(folder, redis)));
  const { url, shares } = await balancer(replicas);
  const each = Math.ceil(operations / clients);
  let done = 0;
  let outage: Promise<void> | undefined;
  const left = [...outages];
  const share = (each * clients) / (outages.length + 1);
  const all = await clientsAtWork(clients, {
    calls: [callerWith(fetch, url)],
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
  expect(shares().every((share) => share > operations / 4)).toBe(true);
  return all;
}

async function endAndStart(redis: RedisServer, pause: number): Promise<void> {
  await redis.kill();
  await sleep(pause);
  await redis.start();
}

/** A load balancer that sends each request to the next of several servers. */
async function balancer(
  servers: readonly string[],
): Promise<{ readonly url: string; readonly shares: () => readonly number[] }> {
  const agent = new Agent({ keepAlive: true });
  const shares = servers.map(() => 0);
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const index = turn % servers.length;
    turn += 1;
    shares[index]! += 1;
    const { method, headers, url: target } = incoming;
    const sent = request(`${servers[index]}${target}`, { agent, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on('error', (error) => outgoing.writeHead(502).end(String(error)));
    incoming.pipe(sent);
  });
  // On a busy machine, it would close an idle connection just as fetch sends the next request on it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shares: () => shares,
  };
}

/** The URL of a mock in a new process, on a free port. */
async function replica(folder: string, redis: RedisServer): Promise<string> {
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
  return /http:\/\/[^\s/]+/.exec(said)![0];
}
