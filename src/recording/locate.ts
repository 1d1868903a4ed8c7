import { startsWithSegment } from '../api/base-path.ts';
import { locateAtHost } from '../api/locate.ts';
import type { Operation } from '../api/model.ts';
import type { Route } from '../api/route.ts';
import { type Exchange, emptyBody, splitTarget } from '../http/exchange.ts';
import { parseUrl } from '../http/url.ts';
import type { Judge } from '../judge/judge.ts';
import type { Recorded } from './recorded.ts';

/** A recorded exchange with its operation. */
export interface LocatedRecording {
  readonly judge: Judge;
  readonly operation: Operation;
  /** The operation with the path parameters of this request. */
  readonly route: Route;
  /**
   * The exchange as the document describes it: without a base path. Parts that were not recorded
   * are empty.
   */
  readonly exchange: Exchange;
}

/**
 * Finds the operation of a recorded exchange. The result is the request's method, host and path, if
 * no contract has an operation for it.
 */
export type RecordedLocator = (recorded: Recorded) => LocatedRecording | string;

/** With a base URL, only exchanges below it have an operation. */
export function createRecordedLocator(judges: readonly Judge[], baseUrl?: string): RecordedLocator {
  const base = baseUrl === undefined ? undefined : splitUrl(baseUrl);
  return (recorded) => locateRecorded(judges, recorded, base);
}

function locateRecorded(
  judges: readonly Judge[],
  recorded: Recorded,
  base: SplitUrl | undefined,
): LocatedRecording | string {
  const url = splitUrl(recorded.url);
  const { host, target } = url;
  const { method, status, requestHeaders, responseHeaders, requestBody, responseBody } = recorded;
  const inside = base === undefined ? target : targetBelow(url, base);
  const located = inside === undefined ? undefined : locateAtHost(judges, host, method, inside);
  if (located === undefined) return `${method} ${host}${splitTarget(target).path}`;
  return {
    judge: located.of,
    operation: located.operation,
    route: located.route,
    exchange: {
      request: {
        ...{ method, target: located.target, headers: requestHeaders },
        body: requestBody ?? emptyBody,
      },
      response: { status: status ?? 0, headers: responseHeaders, body: responseBody ?? emptyBody },
    },
  };
}

interface SplitUrl {
  readonly host: string;
  readonly target: string;
}

function splitUrl(url: string): SplitUrl {
  const parsed = parseUrl(url);
  if (parsed === undefined) return { host: '', target: url.replace(/#.*$/s, '') };
  return { host: parsed.host, target: parsed.pathname + parsed.search };
}

/** A URL's path and query after a base URL; `undefined` if the URL is not below it. */
function targetBelow({ host, target }: SplitUrl, base: SplitUrl): string | undefined {
  const prefix = base.target.replace(/\/$/, '');
  const { path } = splitTarget(target);
  if (host !== base.host || !startsWithSegment(path, prefix)) return undefined;
  const rest = target.slice(prefix.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
