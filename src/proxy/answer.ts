import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpHeaders, type HttpResponse, sentLines } from '../http/exchange.ts';
import { rawFieldsByName } from '../http/fields-by-name.ts';
import { type PassedContent, passContent } from './exchange.ts';
import { responseFields } from './fields.ts';

/** The status and the fields of an answer, as data. */
export function headOf(answered: IncomingMessage): Omit<HttpResponse, 'body'> {
  return { status: answered.statusCode ?? 0, headers: rawFieldsByName(answered.rawHeaders) };
}

/**
 * Forwards an answer while it arrives, with its trailers. `start` is the part of its content that
 * was read before.
 *
 * @returns the content that has passed so far.
 */
export function pass(
  answered: IncomingMessage,
  outgoing: ServerResponse,
  target: URL,
  limit: number,
  start?: Uint8Array,
): () => PassedContent {
  writeHead(answered, outgoing, target);
  // Only a content of unknown length can have trailers after it.
  if (answered.headers['content-length'] === undefined) {
    answered.on('end', () => addTrailers(answered, outgoing));
  }
  // A provider that hangs up in the middle must not look like one that has ended.
  const end = () => setImmediate(() => outgoing.destroy());
  answered.on('aborted', end);
  answered.on('error', end);
  return passContent(answered, outgoing, limit, start);
}

/** Sends an answer that was held, with other fields beside its own. */
export function sendHeld(
  answered: IncomingMessage,
  content: Uint8Array,
  outgoing: ServerResponse,
  target: URL,
  fields: HttpHeaders = {},
): void {
  writeHead(answered, outgoing, target, sentLines(fields).flat());
  addTrailers(answered, outgoing);
  outgoing.end(content);
}

/** The header fields of an answer for this client. */
function writeHead(
  answered: IncomingMessage,
  outgoing: ServerResponse,
  target: URL,
  added: readonly string[] = [],
): void {
  const fields = fieldsFor(answered, outgoing, target);
  const { trailer } = answered.headers;
  if (trailer !== undefined) fields.push('Trailer', trailer);
  fields.push(...added);
  outgoing.writeHead(answered.statusCode ?? 502, answered.statusMessage, fields);
}

/** The fields of an answer for this client, without those of the connection. */
function fieldsFor(answered: IncomingMessage, { req }: ServerResponse, target: URL): string[] {
  const { headers, socket } = req;
  const isSecure = (socket as typeof socket & { readonly encrypted?: boolean }).encrypted;
  const proxy = headers.host && `${isSecure ? 'https' : 'http'}://${headers.host}`;
  return responseFields(answered.rawHeaders, target, proxy);
}

function addTrailers(answered: IncomingMessage, outgoing: ServerResponse): void {
  if (answered.rawTrailers.length > 0) outgoing.addTrailers(pairs(answered.rawTrailers));
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1]!]] : []));
}

/** The head of an answer that changes the protocol, as text, because Node has handed over the socket. */
export function switchedHead(
  answered: IncomingMessage,
  outgoing: ServerResponse,
  target: URL,
): string {
  const { statusCode, statusMessage, headers } = answered;
  const fields = fieldsFor(answered, outgoing, target);
  fields.push('Connection', 'Upgrade', 'Upgrade', headers.upgrade ?? '');
  const lines = pairs(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`;
}

/** Sends an answer that is whole. */
export function send({ status, headers, body }: HttpResponse, outgoing: ServerResponse): void {
  const fields = sentLines(headers)
    .filter(([name]) => name !== 'content-length' && !hopFields.has(name))
    .flat();
  if (status !== 204 && status !== 304) fields.push('content-length', String(body.length));
  outgoing.writeHead(status, fields);
  outgoing.end(body);
}

const hopFields = new Set(['connection', 'keep-alive', 'transfer-encoding']);
