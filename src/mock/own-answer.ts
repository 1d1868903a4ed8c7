import { type Locator, locateAmong } from '../api/locate.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { thrownMessage } from '../thrown-message.ts';
import { jsonAnswer } from './admin-answer.ts';
import type { MockAnswer } from './event.ts';
import { plainProblem, problem } from './problems.ts';
import { meantPath } from './unrouted.ts';

/** The prefix of the mock's own paths. */
export const ownPath = '/__specwright';

/** The URL of the mock for a client, from the client's request. */
export function originOf({ headers }: HttpRequest, scheme: 'http' | 'https'): string {
  return `${scheme}://${headerValue(headers, 'host') ?? '127.0.0.1:4010'}`;
}

/** An answer, and its API; `undefined` for the mock's own answers. */
export interface Dispatched extends MockAnswer {
  readonly api: string | undefined;
  readonly inside?: HttpRequest;
  /** Whether it is about the mock, and hidden from pages of other origins. */
  readonly isAdmin?: boolean;
}

/** An answer of the mock itself, about itself. */
export function own(response: HttpResponse): Dispatched {
  return { api: undefined, response, operation: undefined, findings: [], source: 'own' };
}

/** An answer about the mock itself. */
export function ownAdmin(response: HttpResponse): Dispatched {
  return { ...own(response), isAdmin: true };
}

/** A problem for a request without an operation. */
export function strayed(response: HttpResponse): Dispatched {
  return { ...own(response), source: 'problem' };
}

/** A bug of ours must not end the process, nor leave a client without an answer. */
export function ownFault(error: unknown): Dispatched {
  const detail = thrownMessage(error);
  return strayed(problemResponse(plainProblem(500, 'Internal Server Error', detail)));
}

/** The front page is at the root, unless the only API has another answer there. */
export function isHome(
  path: string,
  request: HttpRequest,
  methods: () => readonly string[],
): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (path === ownPath) return true;
  return path === '/' && methods().length === 0;
}

/** Says that the mock runs, with the names of its APIs. */
export function health(mounted: readonly Named[]): HttpResponse {
  return jsonAnswer({ status: 'ok', apis: mounted.map(({ name }) => name) });
}

/** An API of the mock, with its path. */
export interface Named {
  readonly name: string;
  /** The paths of the API. */
  readonly prefixes: readonly string[];
  readonly locator: Locator;
}

/**
 * The path that was probably meant: below an API that it names, or below one that it does not name.
 */
export function nearestAmong(
  mounted: readonly Named[],
  method: string,
  path: string,
): string | undefined {
  for (const { locator, prefixes } of mounted) {
    const near = locator.nearest(prefixes, method, path);
    if (near !== undefined) return near;
  }
  const atRoot = mounted.map((one) => ({ one, locator: one.locator, prefixes: [''] }));
  const located = locateAmong(atRoot, method, path);
  if (located === undefined || located.route.kind === 'path-unknown') return undefined;
  return located.mount.one.prefixes[0] + path;
}

/** The answer to a path outside all APIs. */
export function unmounted(
  path: string,
  mounted: readonly Named[],
  near: string | undefined,
): HttpResponse {
  const known = mounted.map(({ prefixes }) => `${prefixes[0]}/`).join(', ');
  const detail = `"${path}" belongs to no API; there is ${known || 'none'}${meantPath(near)}`;
  return problemResponse(problem('NO_PATH_MATCHED_ERROR', detail));
}
