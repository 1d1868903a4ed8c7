import cluster, { type Worker } from 'node:cluster';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** Several processes that serve the same ports. */
export interface Workers {
  /**
   * Resolves with the first worker's message when it is ready, or with the reason if it ended
   * before.
   */
  readonly started: Promise<Started>;
  /** Lets every worker finish its requests, and end. */
  stop(): Promise<void>;
  /** Ends every worker now. */
  kill(): void;
}

export type Started =
  | { readonly ok: true; readonly ready: readonly string[] }
  | { readonly ok: false; readonly code: number };

export interface WorkersOptions {
  readonly count: number;
  /** The environment of workers. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called when a worker ended unexpectedly, with the pause before its replacement. */
  readonly onLost?: (event: {
    readonly pid: number | undefined;
    readonly reason: string;
    readonly pause: number;
  }) => void;
}

const shortest = 100;
const longest = 10_000;

/**
 * Starts this program again, as often as needed. The first worker starts alone, because if it
 * fails, the others would, too. A worker that dies is replaced, after a pause that doubles while
 * workers die young.
 */
export function startWorkers({ count, env = {}, onLost }: WorkersOptions): Workers {
  let stopping = false;
  let pause = shortest;
  const pauses = new Set<NodeJS.Timeout>();
  const ready = new WeakSet<Worker>();

  function fork(isFirst: boolean): Worker {
    const worker = cluster.fork({ ...env, [roleVariable]: isFirst ? 'first' : 'other' });
    const began = performance.now();
    worker.on('message', (message: Message) => message.kind === 'ready' && ready.add(worker));
    worker.on('exit', (code, signal) => {
      if (stopping || (isFirst && !settled)) return;
      if (performance.now() - began > longest) pause = shortest;
      onLost?.({
        pid: worker.process.pid,
        reason: signal ? `it was ended by ${signal}` : `it ended with ${code}`,
        pause,
      });
      const timer = setTimeout(() => {
        pauses.delete(timer);
        if (!stopping) fork(isFirst);
      }, pause);
      pauses.add(timer);
      pause = Math.min(pause * 2, longest);
    });
    return worker;
  }

  let settled = false;
  const started = new Promise<Started>((resolve) => {
    const first = fork(true);
    first.on('message', (message: Message) => {
      if (message.kind !== 'ready' || settled) return;
      settled = true;
      for (let index = 1; index < count; index += 1) fork(false);
      resolve({ ok: true, ready: message.lines });
    });
    first.once('exit', (code) => {
      if (settled) return;
      settled = true;
      resolve({ ok: false, code: code ?? 2 });
    });
  });

  const running = () =>
    Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const end = () => {
    stopping = true;
    for (const timer of pauses) clearTimeout(timer);
  };
  return {
    started,
    async stop() {
      end();
      const gone = running().map(
        (worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())),
      );
      for (const worker of running()) {
        // A worker that is still starting has nothing to finish, and might not get the message.
        if (ready.has(worker)) worker.send({ kind: 'stop' } satisfies Message);
        else worker.process.kill('SIGKILL');
      }
      await Promise.all(gone);
    },
    kill() {
      end();
      for (const worker of running()) worker.process.kill('SIGKILL');
    },
  };
}

type Message =
  | { readonly kind: 'ready'; readonly lines: readonly string[] }
  | { readonly kind: 'stop' };

const roleVariable = 'SPECWRIGHT_WORKER';

/** The role of this process among several. */
export interface WorkerRole {
  /** Whether this worker reports for all: the others print nothing about the contracts. */
  readonly isFirst: boolean;
  ready(lines: readonly string[]): void;
  /** Resolves when the parent process asks it to stop, or has ended. */
  readonly stopped: Promise<void>;
}

/** `undefined` in a process that serves alone, or that starts the others. */
export function workerRole(): WorkerRole | undefined {
  if (!cluster.isWorker) return undefined;
  return {
    isFirst: process.env[roleVariable] === 'first',
    ready: (lines) => void process.send?.({ kind: 'ready', lines } satisfies Message),
    stopped: new Promise((resolve) => {
      // The channel keeps a process alive, so it is closed after the last message.
      const stop = () => {
        if (process.connected) process.disconnect();
        resolve();
      };
      process.on('message', (message: Message) => message.kind === 'stop' && stop());
      process.once('disconnect', () => resolve());
    }),
  };
}

/** A free port for all workers; each worker would get its own otherwise. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
