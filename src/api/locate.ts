import { splitTarget } from '../http/exchange.ts';
import {
  type BasePath,
  type BasePaths,
  basePathsOf,
  hostsOf,
  startsWithSegment,
} from './base-path.ts';
import type { Api, Operation, Server } from './model.ts';
import { nearestPath } from './nearest-path.ts';
import { createRouter, type Route } from './route.ts';
import { pathOf } from './server.ts';

/**
 * Finds the operation of a URL. Before the paths of the document, a target may have the base path
 * of a declared server or of a base URL.
 *
 * A target may match several paths. A concrete path wins over a template, as within a document
 * (OpenAPI 3.1 section 4.8.8.1). Among these, the longest removed base path wins. First of all come
 * operations at one of their own servers. Last come servers with a variable that may have any
 * value: otherwise, any first segment could match it.
 */
export interface Locator {
  /** The operation, and its path in the terms of the document. */
  match(method: string, path: string, query?: string): Route;
  /** `baseUrl` is the base URL of this request, if known. */
  locate(method: string, target: string, baseUrl?: string): Located;
  /**
   * Finds the operation of a URL for an API below path prefixes, `['', '/kaiten']`; `undefined` if
   * the target is below none. Of two equally good paths, the first prefix counts.
   */
  locateBelow(prefixes: readonly string[], method: string, target: string): Located | undefined;
  /** The methods that such a path has. */
  methods(path: string): readonly string[];
  /** The path below these prefixes that an unknown one probably means. */
  nearest(prefixes: readonly string[], method: string, path: string): string | undefined;
  /** Whether a server of an operation is at a host. */
  isServedAt(host: string, operation: Operation): boolean;
  /** Whether any server that the document declares is. */
  knowsHost(host: string): boolean;
}

export interface Located {
  /** The operation with its path parameters, or the reason why there is none. */
  readonly route: Route;
  /** The target as the document describes it. */
  readonly target: string;
  /** The removed part of the target: the prefix and the base path. */
  readonly base: string;
}

const atRoot: readonly string[] = [''];

/** Made once for an API. `baseUrl` is another base of its paths, beside the declared servers. */
export function createLocator(api: Api, baseUrl?: string): Locator {
  const router = createRouter(api);
  let declared: BasePaths | undefined;
  const hosts = new Map<readonly Server[], (host: string) => boolean>();
  let lastHost: { readonly host: string; readonly isKnown: boolean } | undefined;

  function basesWith(url: string | undefined): BasePaths {
    declared ??= basePathsOf(api, baseUrl);
    const path = url === undefined ? '' : pathOf(url);
    if (path === '') return declared;
    const known = declared.named.find((one) => one.path === path);
    if (known !== undefined && known.operations === undefined) return declared;
    const own = { path, operations: undefined };
    const others = declared.named.filter((one) => one !== known);
    const named = [...others, own].sort((a, b) => b.path.length - a.path.length);
    return { ...declared, named };
  }

  function bestOf(
    prefixes: readonly string[],
    { named, open }: BasePaths,
    method: string,
    target: string,
  ): Located | undefined {
    const { path, query } = splitTarget(target);
    let best: Located | undefined;
    let bestRank = -1;
    const consider = (base: string, least: number, operations?: BasePath['operations']) => {
      const inside = base === '' ? path : path.slice(base.length) || '/';
      const route = router.match(method, inside, query);
      const rank = rankOf(route, operations);
      if (rank <= bestRank || rank < least) return;
      bestRank = rank;
      best = { route, target: inside + target.slice(path.length), base };
    };
    for (const prefix of prefixes) {
      if (prefix !== '' && !startsWithSegment(path, prefix)) continue;
      for (const base of named) {
        if (bestRank === ranks.concrete) return best;
        if (!startsWithSegment(path, prefix + base.path)) continue;
        // If no path matches, the base path stays.
        consider(prefix + base.path, ranks.otherTemplate, base.operations);
      }
      if (bestRank === ranks.concrete) return best;
      consider(prefix, ranks.nothing);
    }
    if (open.length === 0 || bestRank >= ranks.elsewhere) return best;
    for (const prefix of prefixes) {
      if (prefix !== '' && !startsWithSegment(path, prefix)) continue;
      for (const base of open) {
        const found = base.path.exec(path.slice(prefix.length));
        if (found !== null) consider(prefix + found[0], ranks.elsewhere, base.operations);
      }
    }
    return best;
  }

  function isAtHost(servers: readonly Server[], host: string): boolean {
    const known = hosts.get(servers) ?? hostsOf(servers);
    hosts.set(servers, known);
    return known(host);
  }

  return {
    match: router.match,
    locate: (method, target, url) => bestOf(atRoot, basesWith(url), method, target)!,
    locateBelow: (prefixes, method, target) =>
      bestOf(prefixes, basesWith(undefined), method, target),
    methods(path) {
      // No method is empty, so this finds all methods.
      const route = router.match('', path);
      return route.kind === 'method-unknown' ? route.allowed : [];
    },
    nearest(prefixes, method, path) {
      const { named } = basesWith(undefined);
      const known = { operations: api.operations, match: router.match };
      // The longest first: an existing base path is no part of the typing error.
      const bases = prefixes
        .flatMap((prefix) => [...named.map((one) => prefix + one.path), prefix])
        .sort((a, b) => b.length - a.length);
      for (const base of bases) {
        if (base !== '' && !startsWithSegment(path, base)) continue;
        const isWhole = !prefixes.includes(base) || named[0] === undefined;
        const inside = path.slice(base.length) || '/';
        const near = nearestPath(inside, method, isWhole ? '' : named[0]!.path, known);
        if (near !== undefined) return base + near;
      }
      return undefined;
    },
    isServedAt: (host, operation) => isAtHost(operation.servers, host),
    knowsHost(host) {
      if (lastHost?.host !== host) {
        const declared = [api, ...api.operations];
        lastHost = { host, isKnown: declared.some(({ servers }) => isAtHost(servers, host)) };
      }
      return lastHost.isKnown;
    },
  };
}

/** An API and its path prefixes. */
export interface Mount {
  readonly locator: Locator;
  readonly prefixes: readonly string[];
}

/** The meaning of a target among several APIs: the best one, and the first of equals. */
export function locateAmong<T extends Mount>(
  mounts: readonly T[],
  method: string,
  target: string,
): (Located & { readonly mount: T }) | undefined {
  let best: (Located & { readonly mount: T }) | undefined;
  for (const mount of mounts) {
    const located = mount.locator.locateBelow(mount.prefixes, method, target);
    if (located === undefined) continue;
    if (best === undefined || rankOf(located.route) > rankOf(best.route)) {
      best = { mount, route: located.route, target: located.target, base: located.base };
    }
  }
  return best;
}

/** An operation, and which of several APIs has it. */
interface LocatedOperation<T> extends Located {
  readonly of: T;
  readonly operation: Operation;
}

/**
 * Finds the API of a request by its host. An API that declares the host wins over one with a
 * matching path, then an API whose base path matches.
 */
export function locateAtHost<T extends { readonly locator: Locator }>(
  apis: readonly T[],
  host: string,
  method: string,
  target: string,
): LocatedOperation<T> | undefined {
  const found: LocatedOperation<T>[] = [];
  for (const api of apis) {
    const { route, target: inside, base } = api.locator.locate(method, target);
    if (route.kind !== 'operation') continue;
    found.push({ route, target: inside, base, of: api, operation: route.operation });
  }
  if (found.length < 2) return found[0];
  const evidenceOf = ({ of: { locator }, operation, base }: LocatedOperation<T>) => {
    const atHost = locator.isServedAt(host, operation) ? 4 : locator.knowsHost(host) ? 2 : 0;
    return atHost + (base === '' ? 0 : 1);
  };
  return found
    .map((each) => ({ each, evidence: evidenceOf(each) }))
    .sort((a, b) => b.evidence - a.evidence)[0]!.each;
}

const ranks = {
  nothing: 0,
  otherTemplate: 1,
  otherConcrete: 2,
  elsewhere: 3,
  template: 4,
  concrete: 5,
} as const;

/**
 * The order of matches: operations before paths with other methods only, and concrete paths before
 * templates. Operations at one of their own servers come first of all.
 */
function rankOf(route: Route, there?: ReadonlySet<Operation>): number {
  switch (route.kind) {
    case 'path-unknown':
      return ranks.nothing;
    case 'method-unknown':
      return route.path.includes('{') ? ranks.otherTemplate : ranks.otherConcrete;
    case 'operation':
      if (there !== undefined && !there.has(route.operation)) return ranks.elsewhere;
      return route.pathParameters.size > 0 ? ranks.template : ranks.concrete;
  }
}
