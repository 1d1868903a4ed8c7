import {
  emptyBody,
  type HttpHeaders,
  type HttpRequest,
  type HttpResponse,
  headerValue,
} from '../http/exchange.ts';

/**
 * Lets pages of any origin use the mock (the CORS protocol of the Fetch Standard, section 3.2). The
 * answer names the origin instead of `*`, because requests may carry credentials.
 */
export function allowOrigin(origin: string, response: HttpResponse): HttpResponse {
  const varying = varyByOrigin(response);
  const headers: Record<string, HttpHeaders[string]> = {
    ...varying.headers,
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  };
  // With credentials, `*` would be a literal name, so the names are listed.
  const names = Object.keys(response.headers).filter((name) => !name.startsWith('access-'));
  if (names.length > 0) headers['access-control-expose-headers'] = names.join(', ');
  return { ...response, headers };
}

/** Tells caches that the answer depends on the origin. */
export function varyByOrigin(response: HttpResponse): HttpResponse {
  const vary = withOrigin(headerValue(response.headers, 'vary'));
  return { ...response, headers: { ...response.headers, vary } };
}

/** Whether a browser asks for permission before the request itself. */
export function isPreflight(request: HttpRequest): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.origin !== undefined &&
    request.headers['access-control-request-method'] !== undefined
  );
}

const commonMethods = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

/**
 * The answer to a preflight. `methods` are those of the path. If it has none, the usual ones are
 * allowed, so that the page gets the mock's own answer instead of a network error.
 */
export function preflightResponse(request: HttpRequest, methods: readonly string[]): HttpResponse {
  const requestedMethod = headerValue(request.headers, 'access-control-request-method') ?? '';
  const allowed =
    methods.length > 0 ? [...methods, requestedMethod] : [...commonMethods, requestedMethod];
  const fields = headerValue(request.headers, 'access-control-request-headers');
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': [...new Set(allowed)].join(', '),
      ...(fields !== undefined && { 'access-control-allow-headers': fields }),
      ...(request.headers['access-control-request-private-network'] !== undefined && {
        'access-control-allow-private-network': 'true',
      }),
      'access-control-max-age': '600',
    },
    body: emptyBody,
  };
}

function withOrigin(vary: string | undefined): string {
  if (vary === undefined || vary.trim() === '') return 'Origin';
  return /(^|,)\s*(origin|\*)\s*(,|$)/i.test(vary) ? vary : `${vary}, Origin`;
}
