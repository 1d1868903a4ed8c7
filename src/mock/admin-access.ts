import { type HttpRequest, headerValue } from '../http/exchange.ts';
import { isLoopback } from '../http/loopback.ts';
import { parseUrl } from '../http/url.ts';

/**
 * Why a request may not see or switch the mock; `undefined` where it may. A browser lets pages of other
 * sites ask a server on this machine: such a request names its `Origin`, or says `cross-site`. A page
 * whose own name was made to lead here (DNS rebinding) asks for that name.
 */
export function accessRefusal({ headers }: HttpRequest): string | undefined {
  const origin = headerValue(headers, 'origin');
  if (origin !== undefined && !isOwn(origin)) {
    return `pages of ${origin} may not see or change what the mock keeps`;
  }
  if (origin === undefined && headerValue(headers, 'sec-fetch-site') === 'cross-site') {
    return 'pages of other sites may not see or change what the mock keeps';
  }
  const host = headerValue(headers, 'host');
  if (host !== undefined && isPublicName(host)) {
    return `"${host}" may be the name of another site; ask the mock by its address or by localhost`;
  }
  return undefined;
}

function isOwn(origin: string): boolean {
  const url = parseUrl(origin);
  return url !== undefined && isLoopback(url.hostname);
}

/** Names of networks at home, and those that cannot be registered (RFC 6761, RFC 6762, RFC 8375). */
const privateName = /\.(?:localhost|local|test|internal|lan|home\.arpa|example|invalid)\.?$/i;

/** A name that somebody could own: it has a dot, and is no address. */
function isPublicName(host: string): boolean {
  const hostname = parseUrl(`http://${host}/`)?.hostname;
  if (hostname === undefined) return true;
  if (hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname)) return false;
  return /\..*[^.]/.test(hostname) && !privateName.test(hostname);
}
