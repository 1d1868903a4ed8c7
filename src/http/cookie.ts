import { trimSpace } from './field.ts';

/**
 * The cookies of a Cookie field (RFC 6265 section 4.2.1): values by name, as they are written. An
 * entry without an equals sign is no cookie.
 */
export function parseCookies(text: string): ReadonlyMap<string, readonly string[]> {
  const cookies = new Map<string, string[]>();
  for (const pair of text.split(';')) {
    const equals = pair.indexOf('=');
    if (equals === -1) continue;
    const name = trimSpace(pair.slice(0, equals));
    const value = trimSpace(pair.slice(equals + 1));
    const values = cookies.get(name);
    if (values === undefined) cookies.set(name, [value]);
    else values.push(value);
  }
  return cookies;
}
