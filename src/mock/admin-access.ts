import { type HttpRequest, headerValue } from '../http/exchange.ts';
import { isLoopback } from '../http/loopback.ts';
import { parseUrl } from '../http/url.ts';

/** Who may ask the mock about itself beside programs and its own pages: host names, and origins of pages. */
export type AllowedAdmins = readonly string[];

/** The connection that a request came by; a socket is one. */
export interface Connection {
  /** The address of this machine that was asked. */
  readonly localAddress?: string | undefined;
}

export interface AccessRules {
  readonly allowed: AllowedAdmins;
  /** `undefined` where a program asks within the process. */
  readonly connection: Connection | undefined;
  /** Whether all that is asked for is a page, which another page may lead to, but cannot read. */
  readonly isPage: boolean;
}

/**
 * Why a request may not see or switch the mock; `undefined` where it may. A browser lets pages of other
 * origins ask a server on this machine: such a request names its `Origin`, or says that it is not
 * `same-origin`. A page whose own name was made to lead here (DNS rebinding) asks for that name.
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

/** Whether a page may read what it is answered, though it is of another origin. */
export function isAllowedOrigin(
  { headers }: HttpRequest,
  allowed: AllowedAdmins,
): string | undefined {
  const origin = headerValue(headers, 'origin');
  return origin !== undefined && allowed.includes(origin) ? origin : undefined;
}

/** A page has the origin of the mock where it asks for the host that it is of itself. */
function isOwn(origin: string, host: string | undefined): boolean {
  const page = parseUrl(origin);
  if (page === undefined || host === undefined) return false;
  return page.host !== '' && page.host === parseUrl(`${page.protocol}//${host}/`)?.host;
}

/**
 * An address, or a name of this machine, cannot be made to mean something else. Other names are trusted
 * where they are allowed, and those of a network where the request came from the network.
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

/** Names of networks at home, and those that cannot be registered (RFC 6761, RFC 6762, RFC 8375). */
const privateName = /\.(?:local|test|internal|lan|home\.arpa|example|invalid)\.?$/i;

/** Whether the loopback interface was asked, which only this machine can do. */
function isOfThisMachine({ localAddress = '' }: Connection): boolean {
  return isLoopback(localAddress.replace(/^::ffff:/i, ''));
}
