import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpResponse } from '../http/exchange.ts';
import { responseFields } from './fields.ts';

/** Forwards an answer while it arrives, with its trailers. */
export function pass(answered: IncomingMessage, outgoing: ServerResponse, target: URL): void {
  outgoing.writeHead(
    answered.statusCode ?? 502,
    answered.statusMessage,
    answeredFields(answered, outgoing, target),
  );
  answered.pipe(outgoing, { end: false });
  answered.on('end', () => {
    if (answered.rawTrailers.length > 0) outgoing.addTrailers(pairs(answered.rawTrailers));
    outgoing.end();
  });
  // A provider that hangs up in the middle must not look like one that has ended.
  const end = () => setImmediate(() => outgoing.destroy());
  answered.on('aborted', end);
  answered.on('error', end);
}

/** The header fields of an answer for this client. */
export function answeredFields(
  answered: IncomingMessage,
  outgoing: ServerResponse,
  target: URL,
): string[] {
  const { headers, socket } = outgoing.req;
  const isSecure = (socket as typeof socket & { readonly encrypted?: boolean }).encrypted;
  const proxy = headers.host && `${isSecure ? 'https' : 'http'}://${headers.host}`;
  const fields = [...responseFields(answered.rawHeaders, target, proxy)];
  const hasTrailers = answered.headers.trailer !== undefined;
  return hasTrailers ? [...fields, 'Trailer', answered.headers.trailer!] : fields;
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1]!]] : []));
}

/** The head of an answer as HTTP/1.1 bytes, if Node has handed over the socket. */
export function headText(answered: IncomingMessage): string {
  const lines = pairs(answered.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answered.statusCode} ${answered.statusMessage}\r\n${lines.join('')}\r\n`;
}

/** Sends an answer that is whole. */
export function send({ status, headers, body }: HttpResponse, outgoing: ServerResponse): void {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name === 'content-length' || hopFields.has(name)
      ? []
      : [value].flat().flatMap((one) => [name, one]),
  );
  const length = status === 204 || status === 304 ? [] : ['content-length', String(body.length)];
  outgoing.writeHead(status, [...fields, ...length]);
  outgoing.end(body);
}

const hopFields = new Set(['connection', 'keep-alive', 'transfer-encoding']);
