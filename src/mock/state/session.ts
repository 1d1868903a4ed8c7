import { parseCookies } from '../../http/cookie.ts';
import { type HttpHeaders, headerValue } from '../../http/exchange.ts';

export type SessionName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: string };

/** The header field with which a request names its session. */
export const sessionField = 'specwright-session';

const longest = 200;

/**
 * The session of a request: the field `Specwright-Session`, else the cookie with this name, else
 * the session that all other requests share.
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

/** The session of a request; the shared one if its name is invalid. */
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
