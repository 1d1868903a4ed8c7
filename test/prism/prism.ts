import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { request as send } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { HttpRequest, HttpResponse } from '../../src/index.ts';

/** Prism's answer, or what happened instead: its process ended, or it stayed silent. */
export type PrismOutcome =
  | { readonly kind: 'answer'; readonly response: HttpResponse }
  | { readonly kind: 'died' }
  | { readonly kind: 'silent' };

export interface PrismServers {
  /** Sends a request to the server of the document with this index. */
  ask(index: number, request: HttpRequest): Promise<PrismOutcome>;
  close(): void;
}

const patience = 2000;

/**
 * Prism's servers in a separate process. If the process dies or stays silent, it is restarted, so that
 * no request affects another.
 */
export async function startPrism(files: readonly string[]): Promise<PrismServers> {
  let running = await start(files);

  async function restart(): Promise<void> {
    running.child.kill('SIGKILL');
    running = await start(files);
  }

  return {
    async ask(index, request) {
      const outcome = await exchange(running.ports[index]!, request);
      if (outcome.kind !== 'answer') await restart();
      return outcome;
    },
    close() {
      running.child.kill('SIGKILL');
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly ports: readonly number[];
}

async function start(files: readonly string[]): Promise<Running> {
  const script = fileURLToPath(new URL('server.mjs', import.meta.url));
  const child = fork(script, [...files], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`Prism did not start for ${files.join(', ')}`);
  });
  const [ports] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return { child, ports: ports as number[] };
}

function exchange(port: number, { method, target, headers, body }: HttpRequest) {
  return new Promise<PrismOutcome>((resolve) => {
    const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
    const fields = Object.fromEntries(
      Object.entries({ ...headers, ...length }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path: target,
      headers: fields,
      agent: false,
    };
    const outgoing = send(options, async (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('error', () => resolve({ kind: 'died' }));
      for await (const chunk of incoming) chunks.push(chunk);
      resolve({
        kind: 'answer',
        response: {
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: new Uint8Array(Buffer.concat(chunks)),
        },
      });
    });
    outgoing.setTimeout(patience, () => {
      resolve({ kind: 'silent' });
      outgoing.destroy();
    });
    outgoing.on('error', () => resolve({ kind: 'died' }));
    outgoing.end(body);
  });
}
