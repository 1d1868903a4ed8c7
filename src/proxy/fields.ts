import { parseUrl } from '../http/url.ts';

/**
 * Gives the fields of a message without those of a single connection (RFC 9110 section 7.6.1): those
 * of a fixed list, and those that Connection names. Names and values stay as written; `key` is the
 * name in lower case.
 */
function endToEnd(
  raw: readonly string[],
  take: (key: string, name: string, value: string) => void,
): void {
  const named = namedByConnection(raw);
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    const key = name.toLowerCase();
    if (hopByHop.has(key) || named?.has(key)) continue;
    take(key, name, raw[index + 1]!);
  }
}

const hopByHop: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'proxy-authenticate', 'proxy-authorization'],
]);

/** `undefined` if Connection names no field, as in most messages. */
function namedByConnection(raw: readonly string[]): ReadonlySet<string> | undefined {
  let named: Set<string> | undefined;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    if (name.length !== 10 || name.toLowerCase() !== 'connection') continue;
    const value = raw[index + 1]!;
    if (value === 'keep-alive' || value === 'close') continue;
    named ??= new Set();
    for (const one of value.split(',')) named.add(one.trim().toLowerCase());
  }
  return named;
}

/** The proxies of a request (RFC 9110 section 7.6.3), and their protocol. */
export interface Hop {
  /** The authority that the client asked for. */
  readonly host: string | undefined;
  readonly protocol: 'http' | 'https';
  readonly client: string | undefined;
}

/** The fields of a request for the provider: with its own host, by way of this proxy. */
export function requestFields(
  raw: readonly string[],
  providerHost: string,
  { host, protocol, client = 'unknown' }: Hop,
): string[] {
  const fields = ['Host', providerHost];
  let via = '';
  let forwardedFor = '';
  let forwardedHost = host;
  let forwardedProto: string = protocol;
  let isHostKnown = false;
  let isProtoKnown = false;
  endToEnd(raw, (key, name, value) => {
    switch (key) {
      case 'host':
      case 'expect':
        return;
      case 'via':
        via += `${value}, `;
        return;
      case 'x-forwarded-for':
        forwardedFor += `${value}, `;
        return;
      case 'x-forwarded-host':
        if (!isHostKnown) forwardedHost = value;
        isHostKnown = true;
        return;
      case 'x-forwarded-proto':
        if (!isProtoKnown) forwardedProto = value;
        isProtoKnown = true;
        return;
      default:
        fields.push(name, value);
    }
  });
  fields.push('Via', `${via}1.1 specwright`, 'X-Forwarded-For', forwardedFor + client);
  if (forwardedHost !== undefined) fields.push('X-Forwarded-Host', forwardedHost);
  fields.push('X-Forwarded-Proto', forwardedProto);
  return fields;
}

/**
 * The fields of an answer for the client. A redirect to the provider leads to the proxy, and a
 * cookie for the provider's domain becomes one for the proxy's.
 */
export function responseFields(
  raw: readonly string[],
  target: URL,
  proxy: string | undefined,
): string[] {
  const fields: string[] = [];
  endToEnd(raw, (key, name, value) => {
    if (key === 'location' && proxy !== undefined) {
      fields.push(name, redirectedTo(value, target, proxy));
    } else if (key === 'set-cookie') fields.push(name, withoutDomain(value, target));
    else fields.push(name, value);
  });
  return fields;
}

function redirectedTo(location: string, target: URL, proxy: string): string {
  const base = target.pathname.replace(/\/$/, '');
  if (location.startsWith('/') && !location.startsWith('//')) {
    return isBelow(location, base) ? location.slice(base.length) || '/' : location;
  }
  const url = parseUrl(location);
  if (url === undefined || url.origin !== target.origin || !isBelow(url.pathname, base))
    return location;
  return `${proxy}${url.pathname.slice(base.length) || '/'}${url.search}${url.hash}`;
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`) || base === '';
}

function withoutDomain(cookie: string, { hostname }: URL): string {
  return cookie
    .split(';')
    .filter((part) => {
      const domain = /^\s*domain\s*=\s*\.?(.*?)\s*$/i.exec(part)?.[1]?.toLowerCase();
      return domain === undefined || !(hostname === domain || hostname.endsWith(`.${domain}`));
    })
    .join(';');
}
