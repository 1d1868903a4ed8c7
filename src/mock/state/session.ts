import { parseCookies } from '../../http/cookie.ts';
import { type HttpHeaders, headerValue } from '../../http/exchange.ts';

export type SessionName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: string };

/** The field by which a request names its session. */
export const sessionField = 'specwright-session';

const longest = 200;

/**
 * Which session a request belongs to: the field `Specwright-Session`, else the cookie of this name,
 * else the one that all requests without a name share.
 */
export function sessionOf(headers: HttpHeaders): SessionName {
  const given = headerValue(headers, sessionField) ?? cookieOf(headers);
  if (given === undefined) return { ok: true, name: '' };
  if (given.length > longest) {
    const reason = `the name of a session has at most ${longest} characters, and this one has ${given.length}`;
    return { ok: false, reason };
  }
  return { ok: true, name: given };
}

/** The session of a request, and the one without a name where the name cannot be one. */
export function sessionName(headers: HttpHeaders): string {
  const session = sessionOf(headers);
  return session.ok ? session.name : '';
}

function cookieOf(headers: HttpHeaders): string | undefined {
  const cookie = headerValue(headers, 'cookie');
  if (cookie === undefined) return undefined;
  for (const [name, [value]] of parseCookies(cookie)) {
    if (name.toLowerCase() === sessionField) return value;
  }
  return undefined;
}
