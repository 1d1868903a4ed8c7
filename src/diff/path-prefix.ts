import type { Api, Operation } from '../api/model.ts';
import { addressesOf } from './addresses.ts';

/**
 * A prefix of all paths that moved between the paths and the servers. The URL of each request is
 * then the same (3.1.1 section 4.8.8: the path is appended to the server's URL).
 */
export interface MovedPrefix {
  readonly prefix: string;
  /** Whether it moved from the paths of BASE to the servers of REVISION. */
  readonly isIntoServer: boolean;
}

export function movedPrefix(base: Api, revision: Api): MovedPrefix | undefined {
  return prefixFrom(base, revision, true) ?? prefixFrom(revision, base, false);
}

/** A path of BASE as REVISION writes it. */
export function movedPath(path: string, { prefix, isIntoServer }: MovedPrefix): string {
  return isIntoServer ? path.slice(prefix.length) : `${prefix}${path}`;
}

/** The URL of a server of BASE as REVISION writes it. */
export function movedServer(url: string, { prefix, isIntoServer }: MovedPrefix): string {
  const plain = withoutSlash(url);
  return isIntoServer ? `${plain}${prefix}` : plain.slice(0, plain.length - prefix.length);
}

/** The prefix of all paths in one version and of all servers in the other. */
function prefixFrom(inPaths: Api, inServers: Api, isIntoServer: boolean): MovedPrefix | undefined {
  const [hosts, longer] = [inPaths, inServers].map(({ servers }) =>
    [...addressesOf(servers).keys()].map(withoutSlash),
  ) as [string[], string[]];
  const [host] = hosts;
  if (host === undefined) return undefined;
  const isOfServers = ({ servers }: Operation) => servers === inPaths.servers;
  const paths = inPaths.operations.filter(isOfServers).map(({ path }) => path);
  const known = new Set(inServers.operations.map(({ method, path }) => `${method} ${path}`));
  for (const url of longer) {
    if (!url.startsWith(`${host}/`)) continue;
    const prefix = url.slice(host.length);
    const isWhole =
      !prefix.includes('{') &&
      paths.length > 0 &&
      paths.every((path) => path.startsWith(`${prefix}/`)) &&
      hosts.length === longer.length &&
      hosts.every((one) => longer.includes(`${one}${prefix}`)) &&
      inPaths.operations.some(({ method, path }) =>
        known.has(`${method} ${path.slice(prefix.length)}`),
      );
    if (isWhole) return { prefix, isIntoServer };
  }
  return undefined;
}

/** A server's URL without a slash at its end, which has no meaning. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
