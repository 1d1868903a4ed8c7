import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as plainRequest,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import { parseUrl } from '../http/url.ts';
import { requestFields } from './fields.ts';
import { limitTime, type TimeLimits } from './time-limits.ts';

/** The target of requests, and its persistent connections. */
export interface Upstream {
  /** The path comes before that of each request. */
  readonly target: URL;
  readonly agent: Agent;
  readonly limits: TimeLimits;
}

/** Begins the provider's request for a client's request; the content follows. */
export function openUpstreamRequest(
  incoming: IncomingMessage,
  { target, agent, limits }: Upstream,
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
  const asking = make({
    agent,
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: target.port || undefined,
    method: incoming.method,
    path: pathFor(incoming, target),
    headers: [...fields, ...own],
    setHost: false,
  });
  limitTime(asking, limits);
  return asking;
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

/** The path at the provider: the target's, then the request's. */
function pathFor({ url = '/' }: IncomingMessage, target: URL): string {
  const inside = url.startsWith('/') ? url : originForm(url);
  return `${target.pathname.replace(/\/$/, '')}${inside}`;
}

/** The URL at the provider. */
export function urlFor(incoming: IncomingMessage, target: URL): string {
  return `${target.origin}${pathFor(incoming, target)}`;
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
