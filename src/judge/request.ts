import type { Operation } from '../api/model.ts';
import { below } from '../api/node.ts';
import type { Route } from '../api/route.ts';
import { type Finding, finding } from '../finding.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bodyPlaces, judgeBody } from './body.ts';
import { judgeParameters } from './parameter.ts';
import type { RequestParts } from './parts.ts';
import type { OperationPlan } from './plan.ts';
import { judgeSecurity } from './security.ts';

/** What a request is for, what could be read of it, and what is wrong with it. */
export interface RequestVerdict {
  /** `undefined` when no operation has this method and path; the findings say which. */
  readonly operation: Operation | undefined;
  /** Decoded parameter values by name, as far as they could be read. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The decoded body; `undefined` when there is none or it could not be read. */
  readonly body: unknown;
  /** Methods the path has, when the method is the trouble. */
  readonly allowed: readonly string[];
  readonly findings: readonly Finding[];
}

/** Judges a request for an operation whose path it has. */
export function judgeRequest(
  plan: OperationPlan,
  parts: RequestParts,
  request: HttpRequest,
  schemas: Schemas,
): RequestVerdict {
  const { operation } = plan;
  const parameters = judgeParameters(plan, request, parts, schemas);
  const body = judgeBody(
    {
      message: request,
      content: plan.requestContent,
      required: operation.requestBody?.required ?? false,
      place: bodyPlaces.request,
      at: operation.requestBody?.at ?? operation.at,
    },
    schemas,
  );
  return {
    operation,
    path: parameters.path,
    query: parameters.query,
    body: body.value,
    allowed: [],
    findings: judgeSecurity(operation, request, parts).concat(parameters.findings, body.findings),
  };
}

/** The verdict on a request that no operation is for. */
export function unrouted(
  route: Exclude<Route, { kind: 'operation' }>,
  request: HttpRequest,
  paths: Location,
): RequestVerdict {
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
  return { operation: undefined, path: {}, query: {}, body: undefined, allowed, findings: [fault] };
}
