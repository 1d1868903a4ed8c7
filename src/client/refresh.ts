import type { Middleware } from './middleware.ts';

export interface RefreshOptions {
  /** The field of the token; `authorization` by default. */
  readonly header?: string;
  /** The text before the token; `Bearer ` by default. */
  readonly prefix?: string;
}

/**
 * After a 401, gets a new token and repeats the request with it. Calls that fail at the same time
 * share one refresh. If the refresh fails, the call gets the 401. A request without a token, or
 * with a stream as its body, is sent once.
 *
 * @example
 * ```ts
 * createKaitenClient({
 *   credentials: { bearer: () => session.token() },
 *   middleware: [refreshToken(() => session.renew())],
 * });
 * ```
 */
export function refreshToken(
  renew: () => Promise<string>,
  { header = 'authorization', prefix = 'Bearer ' }: RefreshOptions = {},
): Middleware {
  let latest: string | undefined;
  let renewing: Promise<string> | undefined;

  /** The token that replaces a refused one; `undefined` without a token. */
  async function tokenAfter(refused: string): Promise<string | undefined> {
    if (renewing === undefined && latest !== undefined && refused !== prefix + latest) {
      return latest;
    }
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    try {
      latest = await renewing;
      return latest;
    } catch {
      return undefined;
    }
  }

  return async (request, next, { isStream }) => {
    const refused = request.headers.get(header);
    if (isStream || refused === null) return next(request);
    const again = request.clone();
    const response = await next(request);
    if (response.status !== 401) return response;
    const token = await tokenAfter(refused);
    if (token === undefined) return response;
    response.body?.cancel().catch(() => undefined);
    again.headers.set(header, prefix + token);
    return next(again);
  };
}
