import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
  type ServerResponse,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { Recorded } from '../traffic/recorded.ts';
import { type Collected, collect, fieldsByName, keep } from './exchange.ts';
import { requestFields, responseFields } from './fields.ts';

/** Who answered a request: the provider, the mock in its place, or the proxy itself. */
export type Answerer = 'provider' | 'mock' | 'proxy';

/** An exchange that went through the proxy. */
export interface ProxiedExchange {
  readonly recorded: Recorded;
  readonly by: Answerer;
  readonly milliseconds: number;
  /** Why the provider did not answer. */
  readonly trouble?: string;
}

/** Has its say on exchanges whose contents are held until they are whole. */
export interface Intervention {
  /** An answer in the provider's place; `undefined` where it is to be asked. */
  before(request: HttpRequest): Promise<{ response: HttpResponse; by: Answerer } | undefined>;
  /** An answer in place of the provider's, or fields to add to it. */
  after(request: HttpRequest, response: HttpResponse): Promise<Changed>;
  /** What the client gets where no provider can be reached; `undefined` where that is told. */
  unreachable(request: HttpRequest): Promise<HttpResponse | undefined>;
}

export interface Changed {
  readonly instead?: { readonly response: HttpResponse; readonly by: Answerer };
  readonly fields?: HttpHeaders;
}

export interface ProxyOptions {
  /** Where requests go; its path comes before theirs. */
  readonly target: URL;
  readonly agent: Agent;
  /** Without one, contents stream through as they come. */
  readonly intervention: Intervention | undefined;
  /** The most bytes of a content that are held to be judged. */
  readonly bodyLimit: number;
  readonly onExchange: (exchange: ProxiedExchange) => void;
}

export interface Proxy {
  readonly listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** Connects a client that wants another protocol, as WebSocket, with the provider. */
  readonly upgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * A reverse proxy (RFC 9110 section 3.7). What the client sends reaches the provider as it was sent,
 * but for the fields of one connection, and so does the answer.
 */
export function createProxy(options: ProxyOptions): Proxy {
  const { target, intervention, bodyLimit, onExchange } = options;
  let count = 0;

  function listener(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const started = performance.now();
    count += 1;
    const name = `exchange ${count}`;
    outgoing.on('error', () => {});
    const tell: Tell = (by, request, response, trouble) =>
      onExchange({
        recorded: {
          name,
          method: incoming.method ?? 'GET',
          url: urlFor(incoming, target),
          requestHeaders: fieldsByName(incoming.rawHeaders),
          requestBody: request,
          status: response?.status,
          responseHeaders: response?.headers ?? {},
          responseBody: response?.body,
        },
        by,
        milliseconds: performance.now() - started,
        ...(trouble !== undefined && { trouble }),
      });
    if (intervention === undefined) passThrough(incoming, outgoing, tell);
    else void hold(intervention, incoming, outgoing, tell).catch(() => outgoing.destroy());
  }

  /** Contents stream through, in whichever length. */
  function passThrough(incoming: IncomingMessage, outgoing: ServerResponse, tell: Tell): void {
    const sent = keep(incoming, bodyLimit);
    const asking = ask(incoming, options);
    forwardAnswer(asking, outgoing, sent, tell);
    incoming.pipe(asking);
    incoming.on('error', () => asking.destroy());
  }

  function forwardAnswer(
    asking: ClientRequest,
    outgoing: ServerResponse,
    sent: () => Uint8Array | undefined,
    tell: Tell,
  ): void {
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) asking.destroy();
    });
    asking.on('response', (answered) => {
      const came = keep(answered, bodyLimit);
      pass(answered, outgoing, options);
      answered.on('end', () => tell('provider', sent(), { ...headOf(answered), body: came() }));
    });
    asking.on('error', (error) => {
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else {
        const trouble = unreachableText(target, error);
        send(badGateway(trouble), outgoing);
        tell('proxy', sent(), undefined, trouble);
      }
    });
  }

  /** Contents are held until they are whole, so that something can be said of them before they go on. */
  async function hold(
    { before, after, unreachable }: Intervention,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    tell: Tell,
  ): Promise<void> {
    const content = await collect(incoming, bodyLimit);
    if (content.kind === 'gone') return;
    if (content.kind === 'longer') {
      const asking = ask(incoming, options);
      forwardAnswer(asking, outgoing, () => undefined, tell);
      asking.write(content.start);
      incoming.pipe(asking);
      return;
    }
    const request = requestOf(incoming, content.bytes);
    const instead = await before(request);
    if (instead !== undefined) {
      send(instead.response, outgoing);
      tell(instead.by, content.bytes, instead.response);
      return;
    }
    const asking = ask(incoming, options);
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) asking.destroy();
    });
    const answered = await answerTo(asking, content.bytes);
    if (answered instanceof Error) {
      const trouble = unreachableText(target, answered);
      const response = await unreachable(request);
      send(response ?? badGateway(trouble), outgoing);
      tell(response === undefined ? 'proxy' : 'mock', content.bytes, response, trouble);
      return;
    }
    const came: Collected = await collect(answered, bodyLimit);
    if (came.kind === 'gone') {
      outgoing.destroy();
      return;
    }
    const whole = came.kind === 'whole' ? came.bytes : undefined;
    const response = whole && { ...headOf(answered), body: whole };
    const { instead: other, fields = {} } =
      response === undefined ? noChange : await after(request, response);
    if (other !== undefined) {
      send(other.response, outgoing);
      const told = other.by === 'mock' ? other.response : response;
      tell(other.by === 'mock' ? 'mock' : 'provider', content.bytes, told);
      return;
    }
    const added = Object.entries(fields).flatMap(([name, value]) => [name, String(value)]);
    outgoing.writeHead(answered.statusCode ?? 502, [
      ...answeredFields(answered, outgoing, target),
      ...added,
    ]);
    if (came.kind === 'whole') outgoing.end(came.bytes);
    else {
      outgoing.write(came.start);
      answered.pipe(outgoing);
    }
    tell('provider', content.bytes, response ?? { ...headOf(answered), body: undefined });
  }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const asking = ask(incoming, options, true);
    socket.on('error', () => asking.destroy());
    asking.on('upgrade', (answered, upstream, first) => {
      socket.write(headText(answered));
      if (first.length > 0) socket.write(first);
      if (head.length > 0) upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    });
    asking.on('response', (answered) => {
      socket.write(headText(answered));
      answered.pipe(socket);
    });
    asking.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
    asking.end();
  }

  return { listener, upgrade };
}

const noChange: Changed = {};

/** Says what went through: the content of the request, and the answer. */
type Tell = (
  by: Answerer,
  request: Uint8Array | undefined,
  response: AnswerSeen | undefined,
  trouble?: string,
) => void;

/** An answer; its body is `undefined` where it was too long to be held. */
type AnswerSeen = Omit<HttpResponse, 'body'> & { readonly body: Uint8Array | undefined };

function ask(
  incoming: IncomingMessage,
  { target, agent }: ProxyOptions,
  isUpgrade = false,
): ClientRequest {
  const socket = incoming.socket as typeof incoming.socket & { readonly encrypted?: boolean };
  const fields = requestFields(incoming.rawHeaders, target, {
    host: incoming.headers.host,
    protocol: socket.encrypted ? 'https' : 'http',
    client: socket.remoteAddress,
  });
  const own = isUpgrade
    ? ['Connection', 'Upgrade', 'Upgrade', incoming.headers.upgrade ?? '']
    : framing(incoming);
  const make = target.protocol === 'https:' ? tlsRequest : plainRequest;
  return make({
    agent,
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port || undefined,
    method: incoming.method,
    path: pathFor(incoming, target),
    headers: [...fields, ...own],
    setHost: false,
  });
}

/** How the length of the content is said, where the fields that go on do not say it. */
function framing({ headers, method }: IncomingMessage): readonly string[] {
  if (headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  const hasNone =
    headers['content-length'] === undefined && !/^(?:GET|HEAD|DELETE)$/.test(method ?? '');
  return hasNone ? ['Content-Length', '0'] : [];
}

/** The path at the provider: the target's, then the request's. */
function pathFor({ url = '/' }: IncomingMessage, target: URL): string {
  const inside = url.startsWith('/') ? url : new URL(url, 'http://proxy').pathname;
  return `${target.pathname.replace(/\/$/, '')}${inside}`;
}

function urlFor(incoming: IncomingMessage, target: URL): string {
  return `${target.origin}${pathFor(incoming, target)}`;
}

function requestOf(incoming: IncomingMessage, body: Uint8Array): HttpRequest {
  const { method = 'GET', url = '/' } = incoming;
  return { method, target: url, headers: fieldsByName(incoming.rawHeaders), body };
}

function headOf(answered: IncomingMessage): Omit<HttpResponse, 'body'> {
  return { status: answered.statusCode ?? 0, headers: fieldsByName(answered.rawHeaders) };
}

function answerTo(asking: ClientRequest, content: Uint8Array): Promise<IncomingMessage | Error> {
  return new Promise((resolve) => {
    asking.on('response', resolve);
    asking.on('error', resolve);
    asking.end(content);
  });
}

/** Passes an answer on as it comes, with its trailers. */
function pass(answered: IncomingMessage, outgoing: ServerResponse, { target }: ProxyOptions): void {
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
  answered.on('aborted', () => outgoing.destroy());
  answered.on('error', () => outgoing.destroy());
}

function answeredFields(
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

function headText(answered: IncomingMessage): string {
  const lines = pairs(answered.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answered.statusCode} ${answered.statusMessage}\r\n${lines.join('')}\r\n`;
}

function send({ status, headers, body }: HttpResponse, outgoing: ServerResponse): void {
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

function badGateway(detail: string): HttpResponse {
  return problemResponse({ title: 'Bad Gateway', status: 502, detail });
}

function unreachableText(target: URL, error: Error): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = (code !== undefined && reasons[code]) || message || code || 'no reason is given';
  return `cannot reach the provider at ${target.origin}: ${why}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name of the host is not known',
  ECONNRESET: 'the provider closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is self-signed; trust it with --ca FILE, or use --insecure',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate has an unknown issuer; trust it with --ca FILE, or use --insecure',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate has an unknown issuer; trust it with --ca FILE, or use --insecure',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};
