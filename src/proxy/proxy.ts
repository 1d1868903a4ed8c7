import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Recorded } from '../recording/recorded.ts';
import { answeredFields, headText, pass, send } from './answer.ts';
import { type Collected, collect, fieldsByName, keep } from './exchange.ts';
import { isTimeout } from './time-limits.ts';
import { brokenOffText, unreachableAnswer, unreachableText } from './unreachable.ts';
import {
  answerTo,
  isWorthAgain,
  openUpstreamRequest,
  type Upstream,
  urlFor,
} from './upstream-request.ts';

/** The source of an answer: the provider, the mock in its place, or the proxy itself. */
export type Answerer = 'provider' | 'mock' | 'proxy';

/** An exchange that went through the proxy. */
export interface ProxiedExchange {
  readonly recorded: Recorded;
  /** The path and query that the client asked for. */
  readonly target: string;
  readonly by: Answerer;
  readonly milliseconds: number;
  /** Why the provider did not answer. */
  readonly trouble?: string;
}

/** Intervenes in exchanges, whose contents are held until they are complete. */
export interface Intervention {
  /** An answer instead of the provider's; `undefined` to ask the provider. */
  before(request: HttpRequest): Promise<{ response: HttpResponse; by: Answerer } | undefined>;
  /** An answer instead of the provider's, or fields to add to it. */
  after(request: HttpRequest, response: HttpResponse): Promise<Changed>;
  /** The answer if the provider cannot be reached; `undefined` for the error itself. */
  unreachable(request: HttpRequest): Promise<HttpResponse | undefined>;
}

export interface Changed {
  readonly instead?: { readonly response: HttpResponse; readonly by: Answerer };
  readonly fields?: HttpHeaders;
}

export interface ProxyOptions extends Upstream {
  /** Asked for each request; without one, contents stream through as they come. */
  readonly intervention: () => Intervention | undefined;
  /** The maximum size of a content to judge, in bytes. */
  readonly bodyLimit: number;
  readonly onExchange: (exchange: ProxiedExchange) => void;
}

export interface Proxy {
  readonly listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** Connects a client with the provider for another protocol, such as WebSocket. */
  readonly upgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * A reverse proxy (RFC 9110 section 3.7). It forwards requests and answers unchanged, except the
 * fields of one connection.
 */
export function createProxy(options: ProxyOptions): Proxy {
  const { target, bodyLimit, onExchange } = options;
  let count = 0;

  function listener(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const started = performance.now();
    count += 1;
    const name = `exchange ${count}`;
    outgoing.on('error', () => {});
    const onExchangeEnd: OnExchangeEnd = (by, request, response, trouble) =>
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
        target: incoming.url ?? '/',
        by,
        milliseconds: performance.now() - started,
        ...(trouble !== undefined && { trouble }),
      });
    const intervention = options.intervention();
    if (intervention === undefined) passThrough(incoming, outgoing, onExchangeEnd);
    else void hold(intervention, incoming, outgoing, onExchangeEnd).catch(() => outgoing.destroy());
  }

  /** Contents stream through, in whichever length. */
  function passThrough(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    onExchangeEnd: OnExchangeEnd,
  ): void {
    const sent = keep(incoming, bodyLimit);
    const asking = openUpstreamRequest(incoming, options);
    const { 'content-length': length = '0', 'transfer-encoding': coding } = incoming.headers;
    const again = () => {
      const other = openUpstreamRequest(incoming, options);
      forwardAnswer(other, outgoing, sent, onExchangeEnd, again);
      other.end();
    };
    // A content that has gone by cannot be sent again.
    const isEmpty = length === '0' && coding === undefined;
    forwardAnswer(asking, outgoing, sent, onExchangeEnd, isEmpty ? again : undefined);
    incoming.pipe(asking);
    incoming.on('error', () => asking.destroy());
  }

  function forwardAnswer(
    asking: ClientRequest,
    outgoing: ServerResponse,
    sent: () => Uint8Array | undefined,
    onExchangeEnd: OnExchangeEnd,
    again?: () => void,
  ): void {
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) asking.destroy();
    });
    let isReported = false;
    const breakOff = (error?: Error) => {
      // The client may have gone first.
      if (!outgoing.destroyed && !isReported) {
        onExchangeEnd('provider', sent(), undefined, brokenOffText(target, error));
      }
      isReported = true;
      outgoing.destroy();
    };
    asking.on('response', (answered) => {
      const came = keep(answered, bodyLimit);
      answered.on('error', breakOff);
      answered.on('aborted', () => setImmediate(breakOff));
      pass(answered, outgoing, target);
      answered.on('end', () =>
        onExchangeEnd('provider', sent(), { ...headOf(answered), body: came() }),
      );
    });
    asking.on('error', (error) => {
      if (outgoing.headersSent || outgoing.destroyed) breakOff(error);
      else if (again !== undefined && isWorthAgain(asking, error)) again();
      else {
        const trouble = unreachableText(target, error);
        const response = unreachableAnswer(error, trouble);
        send(response, outgoing);
        onExchangeEnd('proxy', sent(), response, trouble);
      }
    });
  }

  /**
   * Contents are held until they are complete, so that the intervention can decide before they are
   * forwarded.
   */
  async function hold(
    { before, after, unreachable }: Intervention,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    onExchangeEnd: OnExchangeEnd,
  ): Promise<void> {
    const content = await collect(incoming, bodyLimit);
    if (content.kind === 'gone') return;
    if (content.kind === 'longer') {
      const asking = openUpstreamRequest(incoming, options);
      forwardAnswer(asking, outgoing, () => undefined, onExchangeEnd);
      asking.write(content.start);
      incoming.pipe(asking);
      return;
    }
    const request = requestOf(incoming, content.bytes);
    const instead = await before(request);
    if (instead !== undefined) {
      send(instead.response, outgoing);
      onExchangeEnd(instead.by, content.bytes, instead.response);
      return;
    }
    let asking = openUpstreamRequest(incoming, options);
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) asking.destroy();
    });
    let answered = await answerTo(asking, content.bytes);
    while (answered instanceof Error && isWorthAgain(asking, answered) && !outgoing.destroyed) {
      asking = openUpstreamRequest(incoming, options);
      answered = await answerTo(asking, content.bytes);
    }
    if (outgoing.destroyed) return;
    if (answered instanceof Error) {
      const trouble = unreachableText(target, answered);
      const mocked = await unreachable(request);
      const response = mocked ?? unreachableAnswer(answered, trouble);
      send(response, outgoing);
      onExchangeEnd(mocked === undefined ? 'proxy' : 'mock', content.bytes, response, trouble);
      return;
    }
    let broken: Error | undefined;
    asking.on('error', (error) => {
      broken = error;
    });
    const came: Collected = await collect(answered, bodyLimit);
    if (came.kind === 'gone') {
      if (!outgoing.destroyed) {
        onExchangeEnd('provider', content.bytes, undefined, brokenOffText(target, broken));
      }
      outgoing.destroy();
      return;
    }
    const whole = came.kind === 'whole' ? came.bytes : undefined;
    const response = whole && { ...headOf(answered), body: whole };
    const { instead: other, fields = {} } =
      response === undefined ? noChange : await after(request, response);
    if (other !== undefined) {
      send(other.response, outgoing);
      const sent = other.by === 'mock' ? other.response : response;
      onExchangeEnd(other.by === 'mock' ? 'mock' : 'provider', content.bytes, sent);
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
      answered.on('aborted', () => outgoing.destroy());
      answered.pipe(outgoing);
    }
    onExchangeEnd('provider', content.bytes, response ?? { ...headOf(answered), body: undefined });
  }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const asking = openUpstreamRequest(incoming, options, true);
    socket.on('error', () => asking.destroy());
    socket.on('close', () => asking.destroy());
    // Only a socket that is read shows that the client has disconnected.
    const early = [head];
    const take = (bytes: Buffer) => {
      early.push(bytes);
      if (early.length === 16) socket.pause();
    };
    const leave = () => socket.destroy();
    socket.on('data', take).on('end', leave);
    const answer = (text: string) => {
      socket.off('data', take).off('end', leave);
      socket.write(text);
    };
    asking.on('upgrade', (answered, upstream, first) => {
      answer(headText(answered));
      if (first.length > 0) socket.write(first);
      for (const bytes of early) upstream.write(bytes);
      upstream.pipe(socket).pipe(upstream);
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    });
    asking.on('response', (answered) => {
      answer(headText(answered));
      answered.pipe(socket);
    });
    asking.on('error', (error) => {
      const line = isTimeout(error) ? '504 Gateway Timeout' : '502 Bad Gateway';
      socket.end(`HTTP/1.1 ${line}\r\ncontent-length: 0\r\n\r\n`);
    });
    asking.end();
  }

  return { listener, upgrade };
}

const noChange: Changed = {};

/** Reports what was forwarded: the content of the request, and the answer. */
type OnExchangeEnd = (
  by: Answerer,
  request: Uint8Array | undefined,
  response: AnswerSeen | undefined,
  trouble?: string,
) => void;

/** An answer; its body is `undefined` if it was too long to keep. */
type AnswerSeen = Omit<HttpResponse, 'body'> & { readonly body: Uint8Array | undefined };

function requestOf(incoming: IncomingMessage, body: Uint8Array): HttpRequest {
  const { method = 'GET', url = '/' } = incoming;
  return { method, target: url, headers: fieldsByName(incoming.rawHeaders), body };
}

function headOf(answered: IncomingMessage): Omit<HttpResponse, 'body'> {
  return { status: answered.statusCode ?? 0, headers: fieldsByName(answered.rawHeaders) };
}
