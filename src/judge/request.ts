import { below } from '../api/node.ts';
import type { Route } from '../api/route.ts';
import { finding } from '../finding.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bodyPlaces, judgeBody, noContent } from './body.ts';
import type { JudgedRequest } from './judged.ts';
import { judgeParameters, noValues } from './parameter.ts';
import type { RequestParts } from './parts.ts';
import type { PreparedOperation } from './prepared.ts';
import { judgeSecurity } from './security.ts';

/** Judges a request for the operation of its path. */
export function judgeRequest(
  prepared: PreparedOperation,
  parts: RequestParts,
  request: HttpRequest,
  schemas: Schemas,
): JudgedRequest {
  const { operation } = prepared;
  const parameters = judgeParameters(prepared, request, parts, schemas);
  const content = judgeBody(
    {
      message: request,
      content: prepared.requestContent,
      required: operation.requestBody?.required ?? false,
      place: bodyPlaces.request,
      at: operation.requestBody?.at ?? operation.at,
    },
    schemas,
  );
  return {
    operation,
    allowed: none,
    parts,
    path: parameters.path,
    query: parameters.query,
    header: parameters.header,
    cookie: parameters.cookie,
    exact: parameters.exact,
    body: content.value,
    content,
    findings: judgeSecurity(operation, request, parts).concat(
      parameters.findings,
      content.findings,
    ),
  };
}

const none: readonly string[] = [];

/** A request that no operation is for. */
export function unrouted(
  route: Exclude<Route, { kind: 'operation' }>,
  request: HttpRequest,
  paths: Location,
): JudgedRequest {
  const allowed = route.kind === 'method-unknown' ? route.allowed : [];
  const fault =
    route.kind === 'method-unknown'
      ? finding(
          'method-unknown',
          below(paths, route.path),
          { part: 'request', in: 'method' },
          {
            received: request.method,
            known: allowed,
          },
        )
      : finding(
          'path-unknown',
          paths,
          { part: 'request', in: 'path' },
          {
            received: splitTarget(request.target).path,
          },
        );
  const values = { path: noValues, query: noValues, header: noValues, cookie: noValues };
  return {
    operation: undefined,
    allowed,
    parts: undefined,
    ...values,
    exact: undefined,
    body: undefined,
    content: noContent,
    findings: [fault],
  };
}
