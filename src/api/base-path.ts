import type { Api, Server } from './model.ts';

/**
 * The paths of the declared servers' URLs (OpenAPI 3.1 section 4.8.5), the longest first, without
 * those that are only `/`. What a document calls `/pets` arrives at a server as `/v1/pets`. A base URL
 * may be one of them, though the document does not declare it.
 */
export function basePaths(api: Api, baseUrl?: string): readonly string[] {
  const own = baseUrl === undefined ? [] : [pathOf(baseUrl)];
  const bases = new Set([...own, ...serversOf(api).flatMap(serverPaths)]);
  bases.delete('');
  return [...bases].sort((a, b) => b.length - a.length);
}

/** The hosts of the declared servers' URLs, with their ports. */
export function hostsOf(api: Api): ReadonlySet<string> {
  const urls = serversOf(api).filter(({ url }) => URL.canParse(url));
  return new Set(urls.map(({ url }) => new URL(url).host));
}

function serversOf({ servers, operations }: Api): readonly Server[] {
  return [...servers, ...operations.flatMap((operation) => operation.servers)];
}

/** The path of a URL, which may be no more than that: `/v1` of `https://example.com/v1/`. */
export function pathOf(url: string): string {
  return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '');
}

/** Whether a path is another one or lies below it: `/v1` takes in `/v1/pets`, and not `/v10`. */
export function startsWithSegment(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
}

const maximumPaths = 50;

/** The paths that a server's URL may have, for each value that its variables may have. */
function serverPaths(server: Server): readonly string[] {
  let urls = [server.url];
  for (const [name, variable] of Object.entries(server.variables)) {
    if (!server.url.includes(`{${name}}`)) continue;
    const values = [variable.default, ...(variable.enum ?? [])];
    urls = urls
      .flatMap((url) => [...new Set(values)].map((value) => url.replaceAll(`{${name}}`, value)))
      .slice(0, maximumPaths);
  }
  return urls.flatMap((url) => {
    // A variable in the host that has no value must not hide the path.
    const plain = url.replace(/\{[^{}]*\}/g, 'x');
    if (!URL.canParse(plain, 'http://localhost/')) return [];
    return [pathOf(plain)];
  });
}
