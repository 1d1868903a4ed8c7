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

/** Answers requests for one thing that a server can be asked about itself. */
export type Door = (request: HttpRequest, path: string) => MaybePromise<DeliveredResponse>;

/** What a server can be asked about itself, by the first part of the path below `/__specwright/`. */
export interface Doors {
  /** What keeps nothing, and is for everybody. */
  readonly open: Readonly<Record<string, Door>>;
  /** Pages that others may lead to, but not read. */
  readonly pages: Readonly<Record<string, Door>>;
  readonly closed: Readonly<Record<string, Door>>;
}

/** Whether a path is about the server itself. */
export function isAdminPath(path: string): boolean {
  return path.startsWith(`${ownPath}/`);
}

/** Answers requests about a server itself, by those who may ask. */
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

/** For browsers that do not say which site asks: nothing of it becomes a part of another page. */
const closedFields: HttpHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
