import {
  Agent,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { createJudge, loadApi } from '../../src/index.ts';
import { interventionOf, type OnViolation } from '../../src/proxy/intervene.ts';
import type { ProxiedExchange } from '../../src/proxy/passage.ts';
import { createProxy } from '../../src/proxy/proxy.ts';
import { type TimeLimits, usualLimits } from '../../src/proxy/time-limits.ts';
import { serveUpgrades } from '../../src/proxy/upgrade.ts';

const document = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  servers: [{ url: '/v1' }],
  paths: {
    '/notes/{id}': {
      put: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { text: { type: 'string' } } },
            },
          },
        },
        responses: {
          200: { description: 'the note', content: { 'application/json': { schema: true } } },
        },
      },
      get: {
        operationId: 'getNote',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'a note',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['id', 'text'],
                  properties: { id: { type: 'integer' }, text: { type: 'string' } },
                },
                example: { id: 1, text: 'from the contract' },
              },
            },
          },
          404: {
            description: 'no such note',
            content: { 'application/problem+json': { schema: { type: 'object' } } },
          },
        },
      },
    },
  },
};

export type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

export async function listen(handler: Handler): Promise<{ server: Server; port: number }> {
  const server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

export interface Standing {
  readonly port: number;
  readonly provider: number;
  readonly seen: ProxiedExchange[];
  readonly agent: Agent;
  /** The open connections of clients. */
  connections(): Promise<number>;
}

/** A provider, and the proxy before it. */
export async function stand(
  handler: Handler,
  options: {
    readonly onViolation?: OnViolation;
    readonly missing?: readonly number[];
    readonly mocked?: boolean;
    readonly passed?: boolean;
    readonly base?: string;
    readonly port?: number;
    readonly bodyLimit?: number;
    readonly target?: URL;
    readonly agent?: Agent;
    readonly limits?: Partial<TimeLimits>;
  } = {},
): Promise<Standing> {
  const { port: provider } = await listen(handler);
  const target =
    options.target ?? new URL(`http://127.0.0.1:${options.port ?? provider}${options.base ?? ''}`);
  const { api } = await loadApi('/notes.json', { read: async () => JSON.stringify(document) });
  const operations = new Set(api!.operations);
  const agent = options.agent ?? new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const seen: ProxiedExchange[] = [];
  const intervention = interventionOf([createJudge(api!)], target, {
    onViolation: options.onViolation ?? 'log',
    missing: options.missing && new Set(options.missing),
    mocked: options.mocked ? operations : new Set(),
    passed: options.passed ? operations : new Set(),
  });
  const proxy = createProxy({
    target,
    agent,
    limits: { ...usualLimits, ...options.limits },
    intervention: () => intervention,
    bodyLimit: options.bodyLimit ?? 1_000_000,
    onExchange: (exchange) => seen.push(exchange),
  });
  const { server, port } = await listen(proxy.listener);
  serveUpgrades(server, proxy.upgrade);
  const connections = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  return { port, provider, seen, agent, connections };
}

/** Sends raw bytes, and reads until the connection closes. */
export function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', () => resolve(answer));
  });
}
