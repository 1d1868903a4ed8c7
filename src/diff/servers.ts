import type { Operation, Server } from '../api/model.ts';
import type { Location } from '../json/document.ts';
import { addressesOf } from './addresses.ts';
import type { ChangedOperation } from './change.ts';
import { type ApiComparison, reportApi } from './comparison.ts';
import { type MovedPrefix, movedServer, withoutSlash } from './path-prefix.ts';

/** Compares the servers of the API as a whole. */
export function compareServers(comparison: ApiComparison): void {
  const { base, revision, moved } = comparison;
  const places = {
    base: { document: base.root, pointer: '/servers' },
    revision: { document: revision.root, pointer: '/servers' },
  };
  if (moved !== undefined) {
    const [from, to] = moved.isIntoServer ? ['paths', 'servers'] : ['servers', 'paths'];
    reportApi(comparison, 'path-prefix-moved', places, { name: moved.prefix, from, to });
  }
  compare(comparison, base.servers, revision.servers, places, undefined, moved);
}

/** Compares the servers of an operation that has its own, or had. */
export function compareOwnServers(
  comparison: ApiComparison,
  operation: ChangedOperation,
  base: Operation,
  revision: Operation,
): void {
  const shared = [comparison.base.servers, comparison.revision.servers];
  if (base.servers === shared[0] && revision.servers === shared[1]) return;
  const places = { base: base.at, revision: revision.at };
  compare(comparison, base.servers, revision.servers, places, operation);
}

function compare(
  comparison: ApiComparison,
  base: readonly Server[],
  revision: readonly Server[],
  around: { readonly base: Location; readonly revision: Location },
  operation?: ChangedOperation,
  moved?: MovedPrefix,
): void {
  const before = named(base, (url) => (moved === undefined ? url : movedServer(url, moved)));
  const after = named(revision, (url) => (moved === undefined ? url : withoutSlash(url)));
  for (const [url, at] of before) {
    const places = { base: at, revision: around.revision };
    if (!after.has(url)) reportApi(comparison, 'server-removed', places, { name: url }, operation);
  }
  for (const [url, at] of after) {
    const places = { base: around.base, revision: at };
    if (!before.has(url)) reportApi(comparison, 'server-added', places, { name: url }, operation);
  }
}

function named(
  servers: readonly Server[],
  nameOf: (url: string) => string,
): ReadonlyMap<string, Location> {
  return new Map([...addressesOf(servers)].map(([url, at]) => [nameOf(url), at]));
}
