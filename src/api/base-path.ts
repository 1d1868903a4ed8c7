import type { Api, Operation, Server } from './model.ts';
import { addressOf, pathOf, type ServerAddress } from './server.ts';

/** The possible prefixes of some operations' paths. */
export interface BasePath<Written = string> {
  readonly path: Written;
  /** The operations at a server with it; `undefined` if it fits all. */
  readonly operations: ReadonlySet<Operation> | undefined;
}

export interface BasePaths {
  /** The base paths in the document, the longest first, without `/`. */
  readonly named: readonly BasePath[];
  /** Base paths with a variable that matches any value. */
  readonly open: readonly BasePath<RegExp>[];
}

/**
 * The base paths of the declared servers (OpenAPI 3.1 section 4.8.5). A path `/pets` of the
 * document arrives at a server as `/v1/pets`. A base URL may add another base path.
 */
export function basePathsOf(api: Api, baseUrl?: string): BasePaths {
  const named = new Map<string, Set<Operation>>();
  const open = new Map<string, { readonly path: RegExp; readonly operations: Set<Operation> }>();
  for (const { servers, operations } of operationsByServers(api)) {
    for (const { basePaths, openBasePath } of servers.map(addressOf)) {
      for (const path of basePaths) {
        const known = named.get(path) ?? new Set();
        named.set(path, known);
        for (const operation of operations) known.add(operation);
      }
      if (openBasePath === undefined) continue;
      const known = open.get(openBasePath.source) ?? { path: openBasePath, operations: new Set() };
      open.set(openBasePath.source, known);
      for (const operation of operations) known.operations.add(operation);
    }
  }
  const own = baseUrl === undefined ? '' : pathOf(baseUrl);
  named.delete('');
  named.delete(own);
  const all: BasePath[] = [...named].map(([path, operations]) => ({ path, operations }));
  if (own !== '') all.push({ path: own, operations: undefined });
  return {
    named: all.sort((a, b) => b.path.length - a.path.length),
    open: [...open.values()],
  };
}

/** Whether some server may have this host. */
export function hostsOf(servers: readonly Server[]): ServerAddress['isAtHost'] {
  const addresses = servers.map(addressOf);
  return (host) => addresses.some(({ isAtHost }) => isAtHost(host));
}

interface Served {
  readonly servers: readonly Server[];
  readonly operations: Operation[];
}

/** In most documents, all operations have the same servers. */
function operationsByServers({ servers, operations }: Api): Iterable<Served> {
  const byServers = new Map<readonly Server[], Served>();
  const byUrls = new Map<string, Served>();
  for (const list of [servers, ...operations.map((operation) => operation.servers)]) {
    if (byServers.has(list)) continue;
    const urls = JSON.stringify(list.map(({ url, variables }) => [url, variables]));
    const served = byUrls.get(urls) ?? { servers: list, operations: [] };
    byServers.set(list, served);
    byUrls.set(urls, served);
  }
  for (const operation of operations) byServers.get(operation.servers)!.operations.push(operation);
  return byUrls.values();
}

/** Whether a path equals another one or is below it: `/v1` includes `/v1/pets`, but not `/v10`. */
export function startsWithSegment(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
}
