import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { decodeContent } from '../http/content-encoding.ts';
import { type HttpRequest, type HttpResponse, headerValue, sentFields } from '../http/exchange.ts';
import { rawFieldsByName } from '../http/fields-by-name.ts';
import { readVersion } from '../report/version.ts';
import { type Provider, providerDefaults } from './provider.ts';
import { connectionFault, type Sent } from './sent.ts';
import { streamDefaults, streamOf } from './stream.ts';

/** Sends requests to one provider over persistent connections. */
export interface Sender {
  /** `under` is the path before the target; by default that of the base URL. */
  send(request: HttpRequest, under?: string): Promise<Sent>;
  /** Ends the connections. */
  close(): void;
}

export type SendOptions = Pick<Provider, 'timeout' | 'maximumBytes' | 'stream' | 'tls'>;

/** Limits for one answer: bytes of header fields, and interim answers (1xx). */
const limits = { headerBytes: 65_536, interim: 100 };

/**
 * Requests are sent exactly as they are. Only Host, Content-Length, Accept, User-Agent and a wish
 * for uncompressed content are added. Redirects are not followed. The target is appended to the
 * base URL's path.
 */
export function createSender(
  baseUrl: string,
  {
    timeout = providerDefaults.timeout,
    maximumBytes = 10 * 2 ** 20,
    stream: enough = {},
    tls = {},
  }: SendOptions = {},
): Sender {
  const base = new URL(baseUrl);
  const secure = base.protocol === 'https:';
  const kept = { keepAlive: true, scheduling: 'lifo' } as const;
  const { insecure = false, ...certificates } = tls;
  const agent = secure
    ? new SecureAgent({ ...kept, ...certificates, rejectUnauthorized: !insecure })
    : new Agent(kept);
  const open = secure ? requestHttps : requestHttp;
  const shared = {
    agent,
    protocol: base.protocol,
    hostname: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port,
    maxHeaderSize: limits.headerBytes,
  };
  const basePath = base.pathname.replace(/\/$/, '');

  function attempt(
    request: HttpRequest,
    under: string,
  ): Promise<Sent & { readonly isStale?: boolean }> {
    return new Promise((resolve) => {
      let incoming: IncomingMessage | undefined;
      let interim = 0;
      const fail = (error: unknown) => {
        clearTimeout(timer);
        const fault = connectionFault(error, { timeout, hasBegun: incoming !== undefined });
        // The provider may close an idle connection just when it is used again.
        const isStale =
          outgoing?.reusedSocket === true && incoming === undefined && fault.kind === 'cut';
        resolve({ ok: false, ...fault, isStale });
        outgoing?.destroy();
      };
      /** Ends an answer that is a sequence of values after the last complete one. */
      let stop: (() => void) | undefined;
      const timer = setTimeout(() => (stop ? stop() : fail({ code: 'TIMEOUT' })), timeout);
      let outgoing: ReturnType<typeof open> | undefined;
      try {
        outgoing = open({
          ...shared,
          path: under + request.target,
          method: request.method,
          headers: fieldsOf(request),
        });
      } catch (error) {
        // Text that no request line or field can carry.
        fail(error);
        return;
      }
      outgoing.on('error', fail);
      outgoing.on('information', () => {
        interim += 1;
        if (interim > limits.interim) fail({ code: 'INTERIM_FLOOD' });
      });
      // A switch of protocols is an answer, too; nothing is sent in the other protocol.
      outgoing.on('upgrade', (message, socket) => {
        clearTimeout(timer);
        socket.destroy();
        resolve({ ok: true, response: responseOf(message, []) });
      });
      outgoing.on('response', (message) => {
        incoming = message;
        const chunks: Uint8Array[] = [];
        let bytes = 0;
        const stream = streamOf(rawFieldsByName(message.rawHeaders));
        let patience: ReturnType<typeof setTimeout> | undefined;
        const end = (isStopped: boolean) => {
          clearTimeout(timer);
          clearTimeout(patience);
          const response = responseOf(message, chunks);
          if (!isStopped || stream === undefined) return resolve({ ok: true, response });
          const body = response.body.subarray(0, stream.end);
          resolve({ ok: true, response: { ...response, body }, isStopped });
          outgoing?.destroy();
        };
        if (stream !== undefined) {
          stop = () => end(true);
          patience = setTimeout(stop, enough.time ?? streamDefaults.time);
        }
        message.on('data', (chunk: Uint8Array) => {
          bytes += chunk.length;
          if (bytes > maximumBytes) return stop ? stop() : fail({ code: 'TOO_LONG', maximumBytes });
          chunks.push(chunk);
          stream?.take(chunk);
          if (stream && stream.items >= (enough.items ?? streamDefaults.items)) stop?.();
        });
        message.on('error', (error) => {
          clearTimeout(patience);
          fail(error);
        });
        message.on('end', () => end(false));
      });
      outgoing.end(request.body.length === 0 ? undefined : request.body);
    });
  }

  return {
    async send(request, under = basePath) {
      let sent = await attempt(request, under);
      if (sent.isStale) sent = await attempt(request, under);
      if (!sent.ok) return sent;
      return sent.isStopped === true ? sent : decoded(sent.response, maximumBytes);
    },
    close: () => agent.destroy(),
  };
}

const userAgent = `specwright/${readVersion()}`;

/** An answer with its content decompressed, although the request did not ask for compression. */
function decoded(response: HttpResponse, maximumBytes: number): Sent {
  const encoding = headerValue(response.headers, 'content-encoding');
  const { length } = response.body;
  if (encoding === undefined || length === 0) return { ok: true, response };
  const content = decodeContent(response.body, encoding, maximumBytes);
  if (content.ok) return { ok: true, response: { ...response, body: content.body } };
  const { kind, coding } = content;
  switch (kind) {
    case 'unknown': {
      const reason = `its content is encoded as "${coding}", which the request did not ask for`;
      return { ok: false, kind: 'malformed', reason };
    }
    case 'malformed':
      return { ok: false, kind, reason: `its content is not ${coding}` };
    case 'too-long': {
      const reason = `its content, of ${length} bytes as ${coding}, is longer than ${maximumBytes} bytes`;
      return { ok: false, kind, reason };
    }
  }
}

/** Sends one request over a new connection. */
export async function send(
  request: HttpRequest,
  baseUrl: string,
  options: SendOptions = {},
): Promise<Sent> {
  const sender = createSender(baseUrl, options);
  try {
    return await sender.send(request);
  } finally {
    sender.close();
  }
}

function fieldsOf({ method, headers, body }: HttpRequest): Record<string, string | string[]> {
  // The same defaults as in curl: gateways refuse requests without them (RFC 9110 sections 10.1.5
  // and 12.5.1).
  const fields: Record<string, string | string[]> = {
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': userAgent,
    ...sentFields(headers),
  };
  const isExpected = body.length > 0 || method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (isExpected) fields['content-length'] = String(body.length);
  return fields;
}

function responseOf(incoming: IncomingMessage, chunks: readonly Uint8Array[]): HttpResponse {
  const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  return { status: incoming.statusCode ?? 0, headers: rawFieldsByName(incoming.rawHeaders), body };
}
