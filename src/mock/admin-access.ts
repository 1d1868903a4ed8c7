import { type HttpRequest, headerValue } from '../http/exchange.ts';
import { isLoopback } from '../http/loopback.ts';
import { parseUrl } from '../http/url.ts';

/**
 * Who may use the mock's own paths beside programs and its own pages: host names, and origins of
 * pages.
 */
export type AllowedAdmins = readonly string[];

/** The connection of a request; a socket is one. */
export interface Connection {
  /** The address of this machine that received it. */
  readonly localAddress?: string | undefined;
}

export interface AccessRules {
  readonly allowed: AllowedAdmins;
  /** `undefined` for a call within the process. */
  readonly connection: Connection | undefined;
  /** Whether the request loads a page, which other pages may link to but cannot read. */
  readonly isPage: boolean;
}

/**
 * Why a request may not read or change the mock; `undefined` if it may. Browsers let pages of other
 * origins send requests to this machine. Such a request has an `Origin`, or a `Sec-Fetch-Site`
 * other than `same-origin`. A page whose host name was pointed here (DNS rebinding) has that name
 * in `Host`.
 */
export function accessRefusal(
  { headers, method }: HttpRequest,
  { allowed, connection, isPage }: AccessRules,
): string | undefined {
  const host = headerValue(headers, 'host');
  if (host !== undefined && !isTrusted(host, allowed, connection)) {
    return `"${host}" may be the name of another site; ask by an IP address or by localhost, or allow the name`;
  }
  const origin = headerValue(headers, 'origin');
  if (origin !== undefined) {
    if (isOwn(origin, host) || allowed.includes(origin)) return undefined;
    return `pages of ${origin} may not see or change what the mock keeps`;
  }
  const site = headerValue(headers, 'sec-fetch-site') ?? 'none';
  if (site === 'none' || site === 'same-origin') return undefined;
  const isVisit =
    isPage && method === 'GET' && headerValue(headers, 'sec-fetch-mode') === 'navigate';
  return isVisit ? undefined : 'pages of other origins may not see or change what the mock keeps';
}

/** The origin of a page of another site, if it may read the answer. */
export function isAllowedOrigin(
  { headers }: HttpRequest,
  allowed: AllowedAdmins,
): string | undefined {
  const origin = headerValue(headers, 'origin');
  return origin !== undefined && allowed.includes(origin) ? origin : undefined;
}

/** A page belongs to the mock if its origin has the host that it requests. */
function isOwn(origin: string, host: string | undefined): boolean {
  const page = parseUrl(origin);
  if (page === undefined || host === undefined) return false;
  return page.host !== '' && page.host === parseUrl(`${page.protocol}//${host}/`)?.host;
}

/**
 * An address or a name of this machine cannot be redirected. Other names are trusted if they are
 * allowed, and names of a local network if the request came from the network.
 */
function isTrusted(
  host: string,
  allowed: AllowedAdmins,
  connection: Connection | undefined,
): boolean {
  const hostname = parseUrl(`http://${host}/`)?.hostname;
  if (hostname === undefined) return false;
  if (hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname)) return true;
  if (isLoopback(hostname) || allowed.includes(hostname)) return true;
  if (connection !== undefined && isOfThisMachine(connection)) return false;
  return !hostname.includes('.') || privateName.test(hostname);
}

/** Names in home networks, and names that cannot be registered (RFC 6761, RFC 6762, RFC 8375). */
const privateName = /\.(?:local|test|internal|lan|home\.arpa|example|invalid)\.?$/i;

/** Whether the request came over the loopback interface, which only this machine can use. */
function isOfThisMachine({ localAddress = '' }: Connection): boolean {
  return isLoopback(localAddress.replace(/^::ffff:/i, ''));
}
