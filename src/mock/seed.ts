import { createHash } from 'node:crypto';
import type { Operation } from '../api/model.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';

/**
 * What the made-up data of one answer depends on: a seed and the request, and nothing else. So the
 * same request has the same answer after a restart, in any order and beside any other.
 */
export function seedOfRequest(
  seed: string,
  operation: Operation,
  pathParameters: Readonly<Record<string, unknown>>,
  request: HttpRequest,
): string {
  const query = splitTarget(request.target).query.split('&').sort();
  const { method, path } = operation;
  return createHash('sha256')
    .update(JSON.stringify([seed, method, path, pathParameters, query]))
    .update(request.body)
    .digest('hex');
}
