import type { Api } from '../api/model.ts';
import { neighborWith } from '../api/nearest-path.ts';
import type { Route } from '../api/route.ts';
import { type HttpRequest, type HttpResponse, splitTarget } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { JudgedRequest } from '../judge/judge.ts';
import type { MockAnswer } from './event.ts';
import { problem } from './problems.ts';
import type { Nearest } from './responder.ts';

/** Suggests the path or the method that was probably meant. */
export function unrouted(
  { operations }: Api,
  route: Route,
  { allowed, findings }: JudgedRequest,
  request: HttpRequest,
  nearest: Nearest,
): MockAnswer {
  const { path } = splitTarget(request.target);
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])];
  let response: HttpResponse;
  if (route.kind === 'method-unknown') {
    const { method } = request;
    const neighbor = neighborWith(method, route.path, operations);
    const meant = neighbor === undefined ? '' : `; "${neighbor.path}" has ${method}`;
    const detail = `"${path}" has no operation for ${method}; it has ${allowed.join(', ')}${meant}`;
    response = problemResponse(problem('NO_METHOD_MATCHED_ERROR', detail), {
      allow: [...new Set(allow)].join(', '),
    });
  } else {
    const detail = `no operation has the path "${path}"${meantPath(nearest())}`;
    response = problemResponse(problem('NO_PATH_MATCHED_ERROR', detail));
  }
  return { response, operation: undefined, findings, source: 'problem' };
}

/** `; did you mean "/pets"?`, or nothing. */
export function meantPath(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
