import type { Operation, Server } from '../api/model.ts';
import type { Location } from '../json/document.ts';
import type { ChangedOperation } from './change.ts';
import { type ApiComparison, reportApi } from './comparison.ts';

/** Compares the servers of the API as a whole. */
export function compareServers(comparison: ApiComparison): void {
  const { base, revision } = comparison;
  compare(comparison, base.servers, revision.servers, {
    base: { document: base.root, pointer: '/servers' },
    revision: { document: revision.root, pointer: '/servers' },
  });
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
): void {
  const [before, after] = [addressesOf(base), addressesOf(revision)];
  for (const [url, at] of before) {
    const places = { base: at, revision: around.revision };
    if (!after.has(url)) reportApi(comparison, 'server-removed', places, { name: url }, operation);
  }
  for (const [url, at] of after) {
    const places = { base: around.base, revision: at };
    if (!before.has(url)) reportApi(comparison, 'server-added', places, { name: url }, operation);
  }
}

/**
 * The URLs that servers stand for, each with its place: variables by the values that they may have
 * (3.1.1 section 4.8.6), and by their default where they may have any.
 */
function addressesOf(servers: readonly Server[]): ReadonlyMap<string, Location> {
  const addresses = new Map<string, Location>();
  for (const { url, variables, at } of servers) {
    let urls = [url];
    for (const [name, { default: usual, enum: listed }] of Object.entries(variables)) {
      const values = listed ?? [usual];
      const filled = values.flatMap((value) =>
        urls.map((one) => one.replaceAll(`{${name}}`, value)),
      );
      // Nobody reads hundreds of URLs; such a variable stays what it is.
      if (filled.length <= mostUrls) urls = filled;
    }
    for (const one of urls) addresses.set(one, at);
  }
  return addresses;
}

const mostUrls = 30;
