import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type ProblemDetails, problemResponse } from '../http/problem-details.ts';
import type { Mock } from './mock.ts';
import { plainProblem } from './problems.ts';

export interface ListenOptions {
  /** 127.0.0.1, unless others shall reach it. */
  readonly host?: string;
  /** 4010; 0 is any that is free. */
  readonly port?: number;
}

/** A server that listens, or why none does. */
export type Listening =
  | {
      readonly ok: true;
      readonly url: string;
      readonly host: string;
      readonly port: number;
      /** Answers with another mock from now on; nothing that is under way is cut off. */
      use(mock: Mock): void;
      /** Takes no more requests, and is done when the last one is answered. */
      close(): Promise<void>;
    }
  | { readonly ok: false; readonly code: string; readonly reason: string };

const grace = 3_000;

/** Serves a mock over HTTP. */
export function listen(mock: Mock, options: ListenOptions = {}): Promise<Listening> {
  const { host = '127.0.0.1', port = 4010 } = options;
  let current = mock;
  const server = createMockServer((incoming, outgoing) => current.listener(incoming, outgoing));
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ ok: false, code: error.code ?? 'UNKNOWN', reason: whyNot(error, host, port) });
    });
    server.listen(port, host, () => {
      // Loaded when there is time, so that neither the start nor the first request waits for it.
      setImmediate(() => void mock.warm().catch(() => {}));
      const bound = (server.address() as AddressInfo).port;
      resolve({
        ok: true,
        host,
        port: bound,
        url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
        use(next) {
          current = next;
        },
        close: () => close(server),
      });
    });
  });
}

function createMockServer(listener: RequestListener): Server {
  const server = createServer(
    { maxHeaderSize: 64 * 1024, headersTimeout: 20_000, requestTimeout: 60_000 },
    listener,
  );
  // Without this, Node asks for a content before anyone has looked at its size.
  server.on('checkContinue', listener);
  server.on('clientError', refuseSocket);
  return server;
}

/** What cannot be read as HTTP has no request to answer, so the answer is written by hand. */
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
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), grace).unref();
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use; choose another, or 0 for any that is free`;
    case 'EACCES':
      return `port ${port} on ${host} may not be used; ports from 1024 on need no permission`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}`;
    default:
      return error.message;
  }
}
