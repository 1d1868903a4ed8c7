import { type HttpRequest, headerLines, headerValue, splitTarget } from '../http/exchange.ts';
import {
  otherPreferences,
  type Preferences,
  parsePrefer,
  preferencesOfQuery,
} from '../http/prefer.ts';
import { namedServer } from './named-server.ts';
import type { RespondOptions } from './responder.ts';
import type { RequestPreferences } from './select-response.ts';

/** A request, and what its sender prefers. */
export interface PreferredRequest {
  readonly request: HttpRequest;
  readonly preferences: RequestPreferences;
  /** The URL of the intended server. */
  readonly server: string | undefined;
}

/**
 * The preferences of a request, and the request without those that are for the mock: the contract
 * may describe the Prefer field, and does not describe them.
 */
export function readPreferences(received: HttpRequest, options: RespondOptions): PreferredRequest {
  const lines = headerLines(received.headers, 'prefer');
  const request = lines.length > 0 ? withoutPreferences(received, lines) : received;
  const inFields = lines.length > 0 ? parsePrefer(lines) : undefined;
  const preferencesOf = (prefer: Preferences): RequestPreferences => ({
    accept: headerValue(received.headers, 'accept'),
    prefer,
    dynamic: options.dynamic ?? false,
  });
  if (!received.target.includes('__')) {
    return {
      request,
      preferences: preferencesOf(inFields ?? noPreferences),
      server: undefined,
    };
  }
  const { path, query } = splitTarget(received.target);
  const { server, query: withoutServer } = namedServer(query);
  const inQuery = preferencesOfQuery(withoutServer);
  const target = inQuery.query === '' ? path : `${path}?${inQuery.query}`;
  return {
    request: { ...request, target: query === '' ? received.target : target },
    // Preferences come from one place only, or a shared link could change them.
    preferences: preferencesOf(inFields ?? inQuery.preferences),
    server,
  };
}

function withoutPreferences(request: HttpRequest, lines: readonly string[]): HttpRequest {
  const { prefer: _, ...others } = request.headers;
  const prefer = otherPreferences(lines);
  return { ...request, headers: prefer === '' ? others : { ...others, prefer } };
}

/** The preferences of a request without any; one shared value, which is quick to compare. */
export const noPreferences: Preferences = { invalid: [] };
