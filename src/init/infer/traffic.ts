import { startsWithSegment } from '../../api/base-path.ts';
import { headerValue, splitTarget } from '../../http/exchange.ts';
import { contentTypeOf, isJson } from '../../http/media-type.ts';
import { parseUrl } from '../../http/url.ts';
import type { Recorded } from '../../recording/recorded.ts';

/** The methods that a path item has (OpenAPI 3.1 section 4.8.9). */
export const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

/** A recorded exchange of an API, and its path below the server. */
export interface ApiExchange {
  readonly recorded: Recorded;
  /** Path and query below the server. */
  readonly target: string;
  /** The segments of the path, percent-encoded. */
  readonly segments: readonly string[];
}

export interface ApiTraffic {
  readonly exchanges: readonly ApiExchange[];
  readonly serverUrl: string;
  /** The exchanges that the document omits, with reasons. */
  readonly leftOut: readonly string[];
}

/**
 * The exchanges of one API in a recording: those below a base URL, else those of the origin with
 * the most JSON answers. Pages, scripts and pictures are left out.
 */
export function apiTraffic(recorded: readonly Recorded[], baseUrl?: string): ApiTraffic {
  const leftOut: string[] = [];
  const usable = recorded.filter((one) => {
    const reason = whyUnusable(one);
    if (reason !== undefined) leftOut.push(`${one.name}: ${reason}`);
    return reason === undefined;
  });
  const base = parseUrl(baseUrl ?? '');
  const origin = base?.origin ?? mainOrigin(usable);
  const below = base === undefined ? '' : base.pathname.replace(/\/+$/, '');
  const own = usable.flatMap((one) => {
    const url = parseUrl(one.url);
    const target = url === undefined ? one.url.replace(/#.*$/s, '') : url.pathname + url.search;
    const { path } = splitTarget(target);
    const isOwn = (url?.origin ?? origin) === origin && startsWithSegment(path, below);
    if (!isOwn) leftOut.push(`${one.name}: it is of another API, ${url?.origin ?? ''}${below}`);
    return isOwn ? [{ recorded: one, target: target.slice(below.length) }] : [];
  });
  const split = own.map((one) => ({
    ...one,
    segments: splitTarget(one.target)
      .path.split('/')
      .filter((segment) => segment !== ''),
  }));
  const prefix = base === undefined ? commonPrefix(split.map(({ segments }) => segments)) : [];
  const start = prefix.map((segment) => `/${segment}`).join('');
  return {
    exchanges: split.map(({ recorded, target, segments }) => ({
      recorded,
      target: target.slice(start.length),
      segments: segments.slice(prefix.length),
    })),
    serverUrl: `${origin ?? ''}${below}${start}` || '/',
    leftOut,
  };
}

const assets =
  /^(?:text\/(?:html|css|javascript)|application\/(?:javascript|x-javascript|wasm|manifest\+json)|image\/.*|font\/.*|video\/.*|audio\/.*)/i;

function whyUnusable({ method, status, requestHeaders, responseHeaders }: Recorded) {
  if (status === undefined || status < 200 || status > 599) return 'there is no final answer in it';
  if (!methods.includes(method)) return `OpenAPI 3.1 describes no ${method}`;
  if (method === 'OPTIONS' && requestHeaders['access-control-request-method'] !== undefined) {
    return 'a browser asks with it what it may send';
  }
  const type = headerValue(responseHeaders, 'content-type') ?? '';
  if (method === 'GET' && status < 400 && assets.test(type))
    return `it is a file of a page, ${type}`;
  return undefined;
}

/** `undefined` if the URLs have no origin. */
function mainOrigin(recorded: readonly Recorded[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { url, requestHeaders, responseHeaders } of recorded) {
    const parsed = parseUrl(url);
    if (parsed === undefined) continue;
    const isOfApi = [requestHeaders, responseHeaders].some((headers) => {
      const range = contentTypeOf(headers);
      return range !== undefined && isJson(range);
    });
    counts.set(parsed.origin, (counts.get(parsed.origin) ?? 0) + (isOfApi ? 1000 : 1));
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** The common prefix of all paths, if it names an API or its version: `/api/v1`. */
function commonPrefix(paths: readonly (readonly string[])[]): readonly string[] {
  const [first] = paths;
  if (first === undefined) return [];
  const end = first.findIndex(
    (segment, index) =>
      !/^(?:api|rest|v\d+(?:\.\d+)*)$/i.test(segment) ||
      paths.some((segments) => segments[index] !== segment),
  );
  return end === -1 ? first : first.slice(0, end);
}
