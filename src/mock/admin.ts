import { type HttpHeaders, type HttpRequest, headerValue } from '../http/exchange.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import {
  type AllowedAdmins,
  accessRefusal,
  type Connection,
  isAllowedOrigin,
} from './admin-access.ts';
import { refuse } from './admin-answer.ts';
import { allowOrigin, isPreflight, preflightResponse } from './cors.ts';
import type { DeliveredResponse } from './delivery.ts';
import type { MaybePromise } from './maybe-promise.ts';
import { ownPath } from './own-answer.ts';

export type Admin = (
  request: HttpRequest,
  path: string,
  connection?: Connection,
) => Promise<DeliveredResponse>;

/** Answers the requests behind one door of a server. */
export type Door = (request: HttpRequest, path: string) => MaybePromise<DeliveredResponse>;

/** The doors of a server, by the first segment of the path below `/__specwright/`. */
export interface Doors {
  /** Doors that store nothing, for every client. */
  readonly open: Readonly<Record<string, Door>>;
  /** Pages that other sites may link to, but not read. */
  readonly pages: Readonly<Record<string, Door>>;
  readonly closed: Readonly<Record<string, Door>>;
}

/** Whether a path is one of the server's own. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(`${ownPath}/`);
}

/** Answers requests about a server itself, if the sender is allowed to ask. */
export function createAdmin({ open, pages, closed }: Doors, allowed: AllowedAdmins = []): Admin {
  async function answer(request: HttpRequest, path: string, connection: Connection | undefined) {
    const [, name = ''] = path.slice(ownPath.length).split('/');
    const isPage = Object.hasOwn(pages, name);
    const free = Object.hasOwn(open, name) ? open[name] : undefined;
    if (free !== undefined) return free(request, path);
    const reason = accessRefusal(request, { allowed, connection, isPage });
    if (reason !== undefined) return refuse(403, 'Forbidden', reason);
    const door = isPage ? pages[name] : Object.hasOwn(closed, name) ? closed[name] : undefined;
    if (door === undefined) {
      const known = [open, pages, closed].flatMap(Object.keys).filter(Boolean);
      const meant = didYouMeanOneOf(name, known);
      return refuse(404, 'Not Found', `the mock has no "${path}"${meant}`);
    }
    return isPreflight(request) ? preflightResponse(request, []) : door(request, path);
  }

  return async (request, path, connection) => {
    const answered = await answer(request, path, connection);
    const shut = { ...answered, headers: { ...closedFields, ...answered.headers } };
    const origin = isAllowedOrigin(request, allowed);
    if (origin !== undefined) return { ...shut, ...allowOrigin(origin, shut) };
    const vary = [headerValue(shut.headers, 'vary'), 'Origin'].filter(Boolean).join(', ');
    return { ...shut, headers: { ...shut.headers, vary } };
  };
}

/** For browsers without `Sec-Fetch-Site`: other pages cannot embed the answer. */
const closedFields: HttpHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
