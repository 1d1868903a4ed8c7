import { parseUrl } from './url.ts';

/**
 * Whether a host is this machine by its name or address alone: 127.0.0.0/8 (RFC 1122 section
 * 3.2.1.3), ::1 (RFC 4291 section 2.5.3), and `localhost` with all names below it (RFC 6761 section
 * 6.3). An IPv6 address may have its brackets or not.
 */
export function isLoopback(host: string): boolean {
  const name = canonicalHost(host);
  return (
    name === '[::1]' ||
    (name !== undefined && /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3})$/.test(name))
  );
}

/** As URLs write it: in lower case, an IPv4 address as four decimals, an IPv6 address at its shortest. */
function canonicalHost(host: string): string | undefined {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  // What ends or begins a host in a URL is no part of one.
  if (!/^(?:[^[\]/?#@\\\s]+|\[[^[\]]+\])$/.test(bracketed)) return undefined;
  return parseUrl(`http://${bracketed}/`)?.hostname;
}
