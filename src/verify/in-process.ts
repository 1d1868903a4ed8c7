import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider in the same process: what frameworks call a fetch handler. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

export interface Served {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/**
 * Serves a handler on a free port of the loopback interface, so that it gets real bytes, as every
 * provider does. A request that Fetch cannot express is answered with 501.
 */
export async function serveHandler(handler: FetchHandler): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  handler: FetchHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const request = requestOf(incoming, Buffer.concat(chunks));
  if (request === undefined) {
    outgoing.writeHead(501).end();
    return;
  }
  const response = await handler(request);
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}

/** Fetch refuses some methods, and bodies of GET and HEAD requests. */
function requestOf(incoming: IncomingMessage, body: Uint8Array): Request | undefined {
  const { method = 'GET', url = '/', headersDistinct } = incoming;
  const headers = new Headers();
  try {
    for (const [name, lines = []] of Object.entries(headersDistinct)) {
      for (const line of lines) headers.append(name, line);
    }
    const content = body.length === 0 ? {} : { body: new Uint8Array(body) };
    return new Request(`http://${incoming.headers.host}${url}`, { method, headers, ...content });
  } catch {
    return undefined;
  }
}
