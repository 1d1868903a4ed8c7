import { parseCookies } from '../../http/cookie.ts';
import { type HttpHeaders, headerLines } from '../../http/exchange.ts';
import { isSecretField } from '../../report/secret-name.ts';

/** Security schemes by their names, and those that each request showed. */
export interface SeenSecurity {
  readonly schemes: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** The names of the schemes of a request; sorted. */
  of(headers: HttpHeaders, query: URLSearchParams): readonly string[];
}

/**
 * Security schemes in requests: HTTP's own, and keys in fields, queries and cookies with suitable
 * names.
 */
export function createSecurity(): SeenSecurity {
  const schemes = new Map<string, Readonly<Record<string, unknown>>>();
  const key = (place: 'header' | 'query' | 'cookie', name: string): string => {
    const known = `${name.replace(/[^\w.-]/g, '_')}${place === 'header' ? '' : `-${place}`}`;
    schemes.set(known, { type: 'apiKey', in: place, name });
    return known;
  };
  return {
    schemes,
    of(headers, query) {
      const names = new Set<string>();
      for (const line of headerLines(headers, 'authorization')) {
        const [, scheme] = /^([!#$%&'*+.^`|~\w-]+)\s+\S/.exec(line) ?? [];
        // A value alone is no credential of RFC 9110 section 11.4, but some APIs take one.
        if (scheme === undefined) names.add(key('header', 'Authorization'));
        else {
          schemes.set(scheme.toLowerCase(), { type: 'http', scheme: scheme.toLowerCase() });
          names.add(scheme.toLowerCase());
        }
      }
      for (const name of Object.keys(headers)) {
        const isOwn = name === 'authorization' || name === 'cookie' || name.startsWith('proxy-');
        if (!isOwn && isSecretField(name) && !isForgery(name)) names.add(key('header', name));
      }
      for (const name of query.keys()) {
        if (isSecretField(name)) names.add(key('query', name));
      }
      for (const line of headerLines(headers, 'cookie')) {
        for (const name of parseCookies(line).keys()) {
          if (isSecretField(name) || /^(?:[\w.-]*sid|jsessionid|phpsessid)$/i.test(name)) {
            if (!isForgery(name)) names.add(key('cookie', name));
          }
        }
      }
      return [...names].sort();
    },
  };
}

/** A CSRF token identifies the page, not the user. */
function isForgery(name: string): boolean {
  return /[cx]srf/i.test(name);
}
