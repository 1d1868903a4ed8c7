import { type HttpHeaders, headerValue, splitTarget } from '../http/exchange.ts';
import { decodedOrSame } from '../http/percent.ts';

/**
 * The path and the query in Location (RFC 9110 section 10.2.2). The origin is left out, since a
 * provider behind a proxy seldom knows its own name; so is the fragment.
 */
export function locationTarget(headers: HttpHeaders): string | undefined {
  return headerValue(headers, 'location')
    ?.replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, '')
    .replace(/#.*$/, '');
}

export function locationPath(headers: HttpHeaders): string | undefined {
  const target = locationTarget(headers);
  return target === undefined ? undefined : splitTarget(target).path;
}

/** The last segment of the path in Location, decoded: the id of what was created. */
export function locationId(headers: HttpHeaders): string | undefined {
  const last = locationPath(headers)
    ?.split('/')
    .findLast((segment) => segment !== '');
  return last === undefined ? undefined : decodedOrSame(last);
}
