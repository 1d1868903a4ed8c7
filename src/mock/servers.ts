import type { Mock } from './mock.ts';
import { type Listening, listen } from './server.ts';
import type { TlsPair } from './tls.ts';

export interface ServersOptions {
  readonly host: string;
  /** One for each mock. */
  readonly ports: readonly number[];
  readonly tls: TlsPair | undefined;
}

/** Listening mocks, each on its own port. */
export interface Servers {
  readonly urls: readonly string[];
  /** Answers with other mocks from now on, in the order of the ports. */
  use(mocks: readonly Mock[]): void;
  /** @throws {Error} if the certificate and the key are invalid, or do not belong together. */
  secure(pair: TlsPair): void;
  close(): Promise<void>;
}

export type ListeningAll =
  | { readonly ok: true; readonly servers: Servers }
  | { readonly ok: false; readonly reason: string };

/** Starts all of the mocks, or none. */
export async function listenAll(
  mocks: readonly Mock[],
  { host, ports, tls }: ServersOptions,
): Promise<ListeningAll> {
  const servers: Extract<Listening, { ok: true }>[] = [];
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
  for (const [index, mock] of mocks.entries()) {
    const listening = await listen(mock, { host, port: ports[index]!, ...(tls && { tls }) });
    if (!listening.ok) {
      await close();
      return { ok: false, reason: listening.reason };
    }
    servers.push(listening);
  }
  return {
    ok: true,
    servers: {
      urls: servers.map(({ url }) => url),
      use(others) {
        for (const [index, server] of servers.entries()) server.use(others[index]!);
      },
      secure(pair) {
        for (const server of servers) server.secure(pair);
      },
      close,
    },
  };
}
