import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import { parseUrl } from '../http/url.ts';
import { requestFields } from './fields.ts';
import { createWatch, type TimeLimits } from './time-limits.ts';

/** The target of requests, and its persistent connections. */
export interface Upstream {
  /** The path comes before that of each request. */
  readonly target: URL;
  readonly agent: Agent;
  readonly limits: TimeLimits;
}

/** Makes the provider's requests. */
export interface UpstreamRequests {
  readonly target: URL;
  /** Begins the provider's request for a client's request; the content follows. */
  open(incoming: IncomingMessage, isUpgrade?: boolean): ClientRequest;
  /** The path and query that a client asks for. */
  targetOf(incoming: IncomingMessage): string;
  /** The URL at the provider. */
  urlFor(incoming: IncomingMessage): string;
}

export function createUpstreamRequests({ target, agent, limits }: Upstream): UpstreamRequests {
  // The parts of a URL are computed whenever they are read.
  const { host, origin, port } = target;
  const base = target.pathname.replace(/\/$/, '');
  const make = target.protocol === 'https:' ? tlsRequest : plainRequest;
  const provider = { agent, host: target.hostname.replace(/^\[|\]$/g, ''), setHost: false };
  const upstream = port === '' ? provider : { ...provider, port };
  const watch = createWatch(limits);

  /** OPTIONS may ask about the server as a whole (RFC 9112 section 3.2.4). */
  const pathFor = (incoming: IncomingMessage) =>
    incoming.url === '*' && base === '' ? '*' : base + targetOf(incoming);

  return {
    target,
    open(incoming, isUpgrade = false) {
      const socket = incoming.socket as typeof incoming.socket & { readonly encrypted?: boolean };
      const fields = requestFields(incoming.rawHeaders, host, {
        host: incoming.headers.host,
        protocol: socket.encrypted ? 'https' : 'http',
        client: socket.remoteAddress,
      });
      if (isUpgrade) {
        fields.push('Connection', 'Upgrade', 'Upgrade', incoming.headers.upgrade ?? '');
      } else fields.push(...framing(incoming));
      const { method } = incoming;
      const path = pathFor(incoming);
      const asking = make({ ...upstream, method, path, headers: fields });
      const stopWatching = watch(asking);
      if (isUpgrade) asking.on('upgrade', stopWatching);
      return asking;
    },
    targetOf,
    urlFor: (incoming) => origin + base + targetOf(incoming),
  };
}

/**
 * Whether to send a request again because the provider closed a kept connection at the same moment
 * (RFC 9110 section 9.2.2, RFC 9112 section 9.3.1).
 */
export function isWorthAgain(asking: ClientRequest, error: Error): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  const isClosed = code === 'ECONNRESET' || code === 'EPIPE';
  return asking.reusedSocket && isClosed && /^(?:GET|HEAD|OPTIONS|PUT|DELETE)$/.test(asking.method);
}

/** The field for the length of the content, if no forwarded field has it. */
function framing({ headers, method }: IncomingMessage): readonly string[] {
  if (headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  const hasNone =
    headers['content-length'] === undefined && !/^(?:GET|HEAD|DELETE)$/.test(method ?? '');
  return hasNone ? ['Content-Length', '0'] : [];
}

function targetOf({ url = '/' }: IncomingMessage): string {
  return url.startsWith('/') ? url : originForm(url);
}

/** The provider's answer to a complete content, or the reason why there is none. */
export function answerTo(
  asking: ClientRequest,
  content: Uint8Array,
): Promise<IncomingMessage | Error> {
  return new Promise((resolve) => {
    asking.on('response', resolve);
    asking.on('error', resolve);
    asking.end(content);
  });
}

/** Clients of a proxy may name a whole URL (RFC 9112 section 3.2.2). */
function originForm(url: string): string {
  const { pathname = '/', search = '' } = parseUrl(url) ?? {};
  return pathname + search;
}
