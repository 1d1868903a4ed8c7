import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { rawFieldsByName } from '../http/fields-by-name.ts';
import type { PassedContent } from './exchange.ts';
import { createHolding, type Intervention } from './hold.ts';
import type { Passage, ProxiedExchange } from './passage.ts';
import { createStreaming } from './stream.ts';
import { createSwitching } from './upgrade.ts';
import { createUpstreamRequests, type Upstream } from './upstream-request.ts';

export interface ProxyOptions extends Upstream {
  /** Asked for each request; without one, contents stream through as they come. */
  readonly intervention: () => Intervention | undefined;
  /** The maximum size of a content to judge, in bytes. */
  readonly bodyLimit: number;
  readonly onExchange: (exchange: ProxiedExchange) => void;
}

export interface Proxy {
  readonly listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** For a request that may change the protocol. */
  readonly upgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * A reverse proxy (RFC 9110 section 3.7). It forwards requests and answers unchanged, except the
 * fields of one connection.
 */
export function createProxy({
  intervention: currentIntervention,
  bodyLimit,
  onExchange,
  ...provider
}: ProxyOptions): Proxy {
  const upstream = createUpstreamRequests(provider);
  const streaming = createStreaming(upstream, bodyLimit);
  const switching = createSwitching(upstream, streaming, bodyLimit);
  const hold = createHolding(upstream, streaming, bodyLimit);
  let count = 0;

  function passageOf(incoming: IncomingMessage, outgoing: ServerResponse): Passage {
    const started = performance.now();
    count += 1;
    const name = `exchange ${count}`;
    const { method = 'GET' } = incoming;
    outgoing.on('error', () => {});
    const onEnd: Passage['onEnd'] = (end) => {
      const { response } = end;
      const sent = keptOf(end.requestBody);
      const came = keptOf(response?.body);
      onExchange({
        by: end.by,
        trouble: end.trouble,
        isAborted: end.isAborted,
        judged: end.judged,
        recorded: {
          name,
          method,
          url: upstream.urlFor(incoming),
          requestHeaders: rawFieldsByName(incoming.rawHeaders),
          requestBody: sent.bytes,
          status: response?.status,
          responseHeaders: response?.headers ?? {},
          responseBody: came.bytes,
          unread: { request: sent.size, response: came.size },
        },
        target: incoming.url ?? '/',
        milliseconds: performance.now() - started,
      });
    };
    return { incoming, outgoing, onEnd };
  }

  function listener(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const passage = passageOf(incoming, outgoing);
    const intervention = currentIntervention();
    if (intervention === undefined) streaming.pass(passage);
    else void hold(passage, intervention).catch(() => outgoing.destroy());
  }

  function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const passage = passageOf(incoming, new ServerResponse(incoming));
    void switching(passage, currentIntervention(), head).catch(() => socket.destroy());
  }

  return { listener, upgrade };
}

function keptOf(content: PassedContent | undefined): {
  readonly bytes?: Uint8Array | undefined;
  readonly size?: number;
} {
  return typeof content === 'number' ? { size: content } : { bytes: content };
}
