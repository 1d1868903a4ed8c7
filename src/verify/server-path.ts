import type { Api, Operation } from '../api/model.ts';
import { filledUrl, pathOf } from '../api/server.ts';

/**
 * The path at a provider to which an operation's path is appended. The base URL replaces the
 * document's first server. If an operation has its own server, that server's path replaces the path
 * of the first one (OpenAPI 3.1 section 4.8.9).
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
  // If the base URL does not end in the first server's path, it is unclear what to replace, unless
  // that path is empty.
  if (path !== '' && !path.endsWith(rootPath!)) return baseUrl;
  const prefix = path === '' ? '' : path.slice(0, path.length - rootPath!.length);
  return `${url.origin}${prefix}${ownPath}`;
}
