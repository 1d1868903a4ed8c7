import { parseUrl } from '../http/url.ts';

/**
 * The fields of a message without those of a single connection (RFC 9110 section 7.6.1): those of a
 * fixed list, and those that Connection names. Names and values stay as written.
 */
export function endToEnd(raw: readonly string[]): readonly (readonly [string, string])[] {
  const dropped = new Set(hopByHop);
  const kept: (readonly [string, string])[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]!.toLowerCase() !== 'connection') continue;
    for (const name of raw[index + 1]!.split(',')) dropped.add(name.trim().toLowerCase());
  }
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    if (!dropped.has(name.toLowerCase())) kept.push([name, raw[index + 1]!]);
  }
  return kept;
}

const hopByHop: readonly string[] = [
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'proxy-authenticate', 'proxy-authorization'],
];

/** The proxies of a request (RFC 9110 section 7.6.3), and their protocol. */
export interface Hop {
  /** The authority that the client asked for. */
  readonly host: string | undefined;
  readonly protocol: 'http' | 'https';
  readonly client: string | undefined;
}

/** The fields of a request for the provider: with its own host, by way of this proxy. */
export function requestFields(raw: readonly string[], target: URL, hop: Hop): readonly string[] {
  const kept = endToEnd(raw).filter(([name]) => !replaced.has(name.toLowerCase()));
  const forwarded: readonly (readonly [string, string | undefined])[] = [
    ['Host', target.host],
    ...kept,
    ['Via', [...valuesOf(raw, 'via'), '1.1 specwright'].join(', ')],
    ['X-Forwarded-For', [...valuesOf(raw, 'x-forwarded-for'), hop.client ?? 'unknown'].join(', ')],
    ['X-Forwarded-Host', valuesOf(raw, 'x-forwarded-host')[0] ?? hop.host],
    ['X-Forwarded-Proto', valuesOf(raw, 'x-forwarded-proto')[0] ?? hop.protocol],
  ];
  return forwarded.flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

const replaced = new Set([
  ...['host', 'expect', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
]);

function valuesOf(raw: readonly string[], wanted: string): readonly string[] {
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]!.toLowerCase() === wanted);
}

/**
 * The fields of an answer for the client. A redirect to the provider leads to the proxy, and a
 * cookie for the provider's domain becomes one for the proxy's.
 */
export function responseFields(
  raw: readonly string[],
  target: URL,
  proxy: string | undefined,
): readonly string[] {
  return endToEnd(raw).flatMap(([name, value]) => {
    const key = name.toLowerCase();
    if (key === 'location' && proxy !== undefined)
      return [name, redirectedTo(value, target, proxy)];
    if (key === 'set-cookie') return [name, withoutDomain(value, target)];
    return [name, value];
  });
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
