import { parseUrl } from './url.ts';

/**
 * Whether the name or address of a host always means this machine: 127.0.0.0/8 (RFC 1122 section
 * 3.2.1.3), ::1 (RFC 4291 section 2.5.3), and `localhost` with all names below it (RFC 6761 section
 * 6.3). An IPv6 address may have brackets.
 */
export function isLoopback(host: string): boolean {
  const name = canonicalHost(host);
  return (
    name === '[::1]' ||
    (name !== undefined && /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3})$/.test(name))
  );
}

/**
 * In the form of URLs: lower case, an IPv4 address as four decimals, an IPv6 address in its
 * shortest form.
 */
function canonicalHost(host: string): string | undefined {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  // Characters that end or begin a host in a URL are no part of one.
  if (!/^(?:[^[\]/?#@\\\s]+|\[[^[\]]+\])$/.test(bracketed)) return undefined;
  return parseUrl(`http://${bracketed}/`)?.hostname;
}
