import { type HttpResponse, headerValue } from '../http/exchange.ts';
import { parseUrl } from '../http/url.ts';

/** RFC 9110 section 15.4: statuses with another URI for the same request. */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The base URL to which a provider redirects: the answer names the same target below another base,
 * such as `https` instead of `http`. `undefined` for other redirects and other answers.
 */
export function redirectedBase(
  { status, headers }: HttpResponse,
  base: string,
  target: string,
): string | undefined {
  const location = redirects.has(status) ? headerValue(headers, 'location') : undefined;
  const requestedBase = base.replace(/\/$/, '');
  const to = location === undefined ? undefined : parseUrl(location, requestedBase + target);
  if (to === undefined) return undefined;
  const written = `${to.origin}${to.pathname}${to.search}`;
  const other = written.slice(0, -target.length);
  return written.endsWith(target) && other !== requestedBase ? other : undefined;
}
