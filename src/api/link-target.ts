import { parseUrl } from '../http/url.ts';
import { parsePointer, pointerOfFragment } from '../json/pointer.ts';
import type { Api, Link, Operation } from './model.ts';

/**
 * The operation of a link (OpenAPI 3.1 section 4.8.20), by its id or by its place in a document;
 * `undefined` if this API has no such operation.
 */
export function linkTarget(
  { operationId, operationRef, at }: Link,
  api: Api,
): Operation | undefined {
  if (operationId !== undefined) {
    return api.operations.find((one) => one.operationId === operationId);
  }
  const target = operationRef === undefined ? undefined : parseUrl(operationRef, at.document.uri);
  if (target === undefined) return undefined;
  const { href, hash } = target;
  const uri = hash === '' ? href : href.slice(0, -hash.length);
  const pointer = pointerOfFragment(hash.slice(1));
  if (pointer === undefined || pointer === '') return undefined;
  const written = api.operations.find(
    (one) => one.at.document.uri === uri && one.at.pointer === pointer,
  );
  if (written !== undefined || uri !== api.root.uri) return written;
  // The path may be a reference to the place of its operations.
  const [paths, path, method] = parsePointer(pointer) ?? [];
  return api.operations.find(
    (one) => paths === 'paths' && one.path === path && one.method === method?.toUpperCase(),
  );
}
