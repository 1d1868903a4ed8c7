import type { Api, Operation } from '../api/model.ts';
import { filledUrl, pathOf } from '../api/server.ts';

/**
 * What the path of an operation is appended to at a provider. An operation with servers of its own lies
 * beside the others, as the contract has it (OpenAPI 3.1 section 4.8.9): with the base URL in the place of the
 * document's first server, the path of its own server stands in the place of that server's path.
 */
export function baseUrlFor(
  { servers }: Operation,
  api: Pick<Api, 'servers'>,
  baseUrl: string,
): string {
  const [own, root] = [servers[0], api.servers[0]];
  if (servers === api.servers || own === undefined || root === undefined) return baseUrl;
  const [ownPath, rootPath] = [own, root].map((one) => pathOf(filledUrl(one)));
  if (ownPath === rootPath) return baseUrl;
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, '');
  // Without the path of the document's server it is not clear what it stands for, unless it is none.
  if (path !== '' && !path.endsWith(rootPath!)) return baseUrl;
  const prefix = path === '' ? '' : path.slice(0, path.length - rootPath!.length);
  return `${url.origin}${prefix}${ownPath}`;
}
