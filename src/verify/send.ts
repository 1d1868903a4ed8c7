import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';

/** An answer, or why there was none: the provider is not there, is silent, or never ends. */
export type Sent =
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly reason: string };

export interface SendOptions {
  /** Milliseconds until an answer must have come to its end; 30 seconds by default. */
  readonly timeout?: number;
  /** Bytes of an answer that are read at the most; 10 MiB by default. */
  readonly maximumBytes?: number;
}

/**
 * Sends a request to a provider exactly as it is, without a header of our own but Host and the
 * length of the content, and without following redirects. The target is appended to the base URL's
 * path.
 */
export function send(
  request: HttpRequest,
  baseUrl: string,
  { timeout = 30_000, maximumBytes = 10 * 2 ** 20 }: SendOptions = {},
): Promise<Sent> {
  const base = new URL(baseUrl);
  const open = base.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ ok: false, reason });
    const outgoing = open(
      {
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port,
        path: base.pathname.replace(/\/$/, '') + request.target,
        method: request.method,
        headers: { ...request.headers, ...lengthOf(request) },
        signal: AbortSignal.timeout(timeout),
      },
      (incoming) =>
        read(incoming, maximumBytes).then(resolve, (error) => fail(why(error, timeout))),
    );
    outgoing.on('error', (error) => fail(why(error, timeout)));
    outgoing.end(request.body);
  });
}

function lengthOf({ method, body }: HttpRequest): { 'content-length'?: string } {
  const expected = body.length > 0 || method === 'POST' || method === 'PUT' || method === 'PATCH';
  return expected ? { 'content-length': String(body.length) } : {};
}

async function read(incoming: IncomingMessage, maximumBytes: number): Promise<Sent> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maximumBytes) {
      incoming.destroy();
      return { ok: false, reason: `the answer is longer than ${maximumBytes} bytes` };
    }
    chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, lines = []]) => [
      name,
      lines.length === 1 ? lines[0] : lines,
    ]),
  );
  const status = incoming.statusCode ?? 0;
  return { ok: true, response: { status, headers, body: Buffer.concat(chunks) } };
}

function why(error: unknown, timeout: number): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') {
    return `there was no whole answer within ${timeout / 1000} seconds`;
  }
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host cannot be found';
    case 'ECONNRESET':
      return 'the connection was closed before the answer had ended';
    default:
      return message;
  }
}
