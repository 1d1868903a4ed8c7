import { type HttpRequest, headerLines, headerValue, splitTarget } from '../http/exchange.ts';
import { type Preferences, parsePrefer, preferencesOfQuery } from '../http/prefer.ts';
import { namedServer } from './named-server.ts';
import type { RespondOptions } from './responder.ts';
import type { RequestPreferences } from './select-response.ts';

interface PreferredRequest {
  readonly request: HttpRequest;
  readonly preferences: RequestPreferences;
  /** The URL of the server that the request is meant for. */
  readonly server: string | undefined;
}

/** The preferences of a request, and the request without those that stood in its query. */
export function readPreferences(received: HttpRequest, options: RespondOptions): PreferredRequest {
  const lines = headerLines(received.headers, 'prefer');
  const inFields = lines.length > 0 ? parsePrefer(lines) : undefined;
  const preferencesOf = (prefer: Preferences): RequestPreferences => ({
    accept: headerValue(received.headers, 'accept'),
    prefer,
    dynamic: options.dynamic ?? false,
  });
  if (!received.target.includes('__')) {
    return {
      request: received,
      preferences: preferencesOf(inFields ?? noPreferences),
      server: undefined,
    };
  }
  const { path, query } = splitTarget(received.target);
  const { server, query: withoutServer } = namedServer(query);
  const inQuery = preferencesOfQuery(withoutServer);
  const target = inQuery.query === '' ? path : `${path}?${inQuery.query}`;
  return {
    request: { ...received, target: query === '' ? received.target : target },
    // One place counts, or a link that was shared would change what a client asks for.
    preferences: preferencesOf(inFields ?? inQuery.preferences),
    server,
  };
}

/** What a request prefers that says nothing; one value, so that it is known at sight. */
export const noPreferences: Preferences = { invalid: [] };
