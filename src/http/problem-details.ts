import type { HttpHeaders, HttpResponse } from './exchange.ts';

/** Problem details (RFC 9457 section 3.1), with any extension members (section 3.2). */
export interface ProblemDetails {
  /** A URI reference; `about:blank` when left out. */
  readonly type?: string;
  readonly title?: string;
  readonly status: number;
  readonly detail?: string;
  /** A URI reference that identifies this occurrence. */
  readonly instance?: string;
  readonly [extension: string]: unknown;
}

export const problemMediaType = 'application/problem+json';

/** An answer with problem details; its status is the one in them. */
export function problemResponse(problem: ProblemDetails, headers: HttpHeaders = {}): HttpResponse {
  return {
    status: problem.status,
    headers: { ...headers, 'content-type': problemMediaType },
    body: new TextEncoder().encode(JSON.stringify(problem)),
  };
}
