import { parseQuery, type Query } from '../body/query.ts';
import { parseCookies } from '../http/cookie.ts';
import { type HttpRequest, headerValue } from '../http/exchange.ts';

/** A request's parameters as written, by place. */
export interface RequestParts {
  /** Still percent-encoded. */
  readonly path: ReadonlyMap<string, string>;
  readonly queryText: string;
  readonly query: Query;
  readonly cookies: ReadonlyMap<string, readonly string[]>;
}

const noCookies: RequestParts['cookies'] = new Map();

export function partsOf(
  request: HttpRequest,
  path: ReadonlyMap<string, string>,
  queryText: string,
): RequestParts {
  const cookie = headerValue(request.headers, 'cookie');
  return {
    path,
    queryText,
    query: parseQuery(queryText),
    cookies: cookie === undefined ? noCookies : parseCookies(cookie),
  };
}
