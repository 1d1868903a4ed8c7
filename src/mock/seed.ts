import { createHash } from 'node:crypto';
import type { Operation } from '../api/model.ts';
import { type HttpRequest, splitTarget } from '../http/exchange.ts';

/**
 * The seed of one answer's generated data: a common seed and the request, nothing else. So the same
 * request gets the same answer after a restart, in any order and beside any other request.
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
