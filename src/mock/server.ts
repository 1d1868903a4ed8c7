import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type ProblemDetails, problemResponse } from '../http/problem-details.ts';
import type { Mock } from './mock.ts';
import { plainProblem } from './problems.ts';
import type { TlsPair } from './tls.ts';

export interface ListenOptions {
  /** 127.0.0.1, unless others shall reach it. */
  readonly host?: string;
  /** 4010; 0 is any that is free. */
  readonly port?: number;
  /** Serves HTTPS with this certificate and key; HTTP without. */
  readonly tls?: TlsPair;
}

/** A listening server, or the reason why it cannot listen. */
export type Listening =
  | {
      readonly ok: true;
      readonly url: string;
      readonly host: string;
      readonly port: number;
      /** Answers with another mock from now on; running requests finish with the old one. */
      use(mock: Mock): void;
      /**
       * Uses another certificate from the next connection on, for an HTTPS server.
       * @throws {Error} if the certificate and the key are invalid, or do not belong together.
       */
      secure(tls: TlsPair): void;
      /** Accepts no more requests, and resolves after the last answer. */
      close(): Promise<void>;
    }
  | { readonly ok: false; readonly code: string; readonly reason: string };

const grace = 3_000;

/**
 * Serves a mock over HTTP, or over HTTPS.
 *
 * @example
 * ```ts
 * const { api } = await loadApi('specs/pets/openapi.yaml');
 * const listening = await listen(createMock([api!]), { port: 0 });
 * if (!listening.ok) throw new Error(listening.reason);
 * await fetch(`${listening.url}/pets`);
 * await listening.close();
 * ```
 */
export function listen(mock: Mock, options: ListenOptions = {}): Promise<Listening> {
  const { host = '127.0.0.1', port = 4010, tls } = options;
  let current = mock;
  return new Promise((resolve) => {
    const refuse = (error: NodeJS.ErrnoException) => {
      resolve({ ok: false, code: error.code ?? 'UNKNOWN', reason: whyNot(error, host, port) });
    };
    let server: Server;
    try {
      server = createMockServer((incoming, outgoing) => current.listener(incoming, outgoing), tls);
      server.once('error', refuse);
      server.listen(port, host, begin);
    } catch (error) {
      // An invalid certificate, or a port that is too high.
      refuse(error as NodeJS.ErrnoException);
    }

    function begin(): void {
      // Loaded when there is time, so that neither the start nor the first request waits for it.
      setImmediate(() => void mock.warm().catch(() => {}));
      const bound = (server.address() as AddressInfo).port;
      const authority = `${host.includes(':') ? `[${host}]` : host}:${bound}`;
      resolve({
        ok: true,
        host,
        port: bound,
        url: `${tls === undefined ? 'http' : 'https'}://${authority}`,
        use(next) {
          current = next;
        },
        secure(pair) {
          if (server instanceof TlsServer) server.setSecureContext(pair);
        },
        close: () => close(server),
      });
    }
  });
}

/** How long clients may take, in milliseconds. */
const timeouts = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  /** The interval between two checks. */
  connectionsCheckingInterval: 5_000,
  /** Longer than most clients keep a connection, so that the client closes it. */
  keepAliveTimeout: 65_000,
};

function createMockServer(listener: RequestListener, tls: TlsPair | undefined): Server {
  const options = { ...timeouts, maxHeaderSize: 64 * 1024, noDelay: true };
  const server =
    tls === undefined
      ? createServer(options, listener)
      : createTlsServer({ ...options, ...tls }, listener);
  // Without this, Node requests the content before our code has checked its size.
  server.on('checkContinue', listener);
  server.on('clientError', refuseSocket);
  return server;
}

/** Unreadable HTTP gives no request object, so this answer is written by hand. */
function refuseSocket(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, title = '', ...rest } = faultOf(error);
  const { headers, body } = problemResponse({ title, status, ...rest });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: ${headers['content-type']}\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${new TextDecoder().decode(body)}`,
  );
}

function faultOf(error: NodeJS.ErrnoException): ProblemDetails {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return plainProblem(431, 'Request Header Fields Too Large', 'the fields are too large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return plainProblem(408, 'Request Timeout', 'the request did not come in time');
    default:
      return plainProblem(
        400,
        'Bad Request',
        `the request cannot be read as HTTP: ${error.message}`,
      );
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A persistent connection becomes idle after its last answer, and would stay open.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const end = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use; choose another, or 0 for any that is free`;
    case 'EACCES':
      return `port ${port} on ${host} may not be used; ports from 1024 on need no permission`;
    case 'ERR_SOCKET_BAD_PORT':
      return `there is no port ${port}; the last one is 65535`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}`;
    default:
      return /^ERR_(OSSL|SSL|TLS)/.test(error.code ?? '')
        ? `the certificate and the key cannot be used: ${error.message}`
        : error.message;
  }
}
