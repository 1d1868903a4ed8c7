import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as received; the query is still encoded. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** An answer before it is written: `json` becomes JSON, and `text` stays unchanged. */
export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: faults reach into whatever the provider says.
  json?: any;
  text?: string;
}

export type Handle = (request: Incoming) => Outgoing;

export function written({ status, headers, json, text }: Outgoing): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
} {
  return {
    status,
    headers,
    body: Buffer.from(text ?? (json === undefined ? '' : JSON.stringify(json))),
  };
}

/** Serves a function; returns its base URL and a way to close the server. */
export async function serve(
  handle: Handle,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server: Server = createServer(async (incoming, outgoing) => {
    const [path = '', ...rest] = (incoming.url ?? '').split('?');
    const request: Incoming = {
      method: incoming.method ?? '',
      path,
      query: rest.join('?'),
      headers: incoming.headers as Incoming['headers'],
      body: await buffer(incoming),
    };
    const { status, headers, body } = written(handle(request));
    outgoing.writeHead(status, headers);
    outgoing.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
