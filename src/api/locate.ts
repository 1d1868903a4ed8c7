import { basePaths, hostsOf, pathOf, startsWithSegment } from './base-path.ts';
import type { Api, Operation } from './model.ts';
import { createRouter, type Route } from './route.ts';

/**
 * Which operation of an API a URL means. Before the paths of the document may stand the base path of
 * a server that it declares, or that of a base URL, or neither. Of all paths that a target may be read
 * as, a concrete one comes before a template, as it does within a document (OpenAPI 3.1 section
 * 4.8.8.1), and then the one with the longest base path left out.
 */
export interface Locator {
  /** The operation of a path that is as the document describes it. */
  match(method: string, path: string): Route;
  /** `baseUrl` is one that this request is known to have gone to. */
  locate(method: string, target: string, baseUrl?: string): Located;
  /**
   * The same for an API that stands below other paths, `['', '/kaiten']`; `undefined` where the target
   * is below none of them. Of two paths that are as good, that below the first prefix counts.
   */
  locateBelow(prefixes: readonly string[], method: string, target: string): Located | undefined;
  /** The methods that such a path has. */
  methods(path: string): readonly string[];
  /** Whether a server that the document declares is at a host. */
  isServedAt(host: string): boolean;
}

export interface Located {
  /** The operation with its path parameters, or why there is none. */
  readonly route: Route;
  /** The target as the document describes it. */
  readonly target: string;
  /** What was left out of the target: the prefix and the base path. */
  readonly base: string;
}

const atRoot: readonly string[] = [''];

/** Made once for an API. `baseUrl` is what its paths may be below beside the declared servers. */
export function createLocator(api: Api, baseUrl?: string): Locator {
  const router = createRouter(api);
  let declared: readonly string[] | undefined;
  let hosts: ReadonlySet<string> | undefined;

  function basesWith(url: string | undefined): readonly string[] {
    declared ??= basePaths(api, baseUrl);
    const base = url === undefined ? '' : pathOf(url);
    if (base === '' || declared.includes(base)) return declared;
    return [...declared, base].sort((a, b) => b.length - a.length);
  }

  function bestOf(
    prefixes: readonly string[],
    bases: readonly string[],
    method: string,
    target: string,
  ): Located | undefined {
    const mark = target.indexOf('?');
    const path = mark === -1 ? target : target.slice(0, mark);
    let best: Located | undefined;
    let bestRank = -1;
    const consider = (base: string, least: number) => {
      const inside = base === '' ? path : path.slice(base.length) || '/';
      const route = router.match(method, inside);
      const rank = rankOf(route);
      if (rank <= bestRank || rank < least) return;
      bestRank = rank;
      best = { route, target: mark === -1 ? inside : inside + target.slice(mark), base };
    };
    for (const prefix of prefixes) {
      if (prefix !== '' && !startsWithSegment(path, prefix)) continue;
      for (const base of bases) {
        if (bestRank === ranks.concrete) return best;
        // What leads nowhere has nothing left out.
        if (startsWithSegment(path, prefix + base)) consider(prefix + base, ranks.otherTemplate);
      }
      if (bestRank === ranks.concrete) return best;
      consider(prefix, ranks.nothing);
    }
    return best;
  }

  return {
    match: router.match,
    locate: (method, target, url) => bestOf(atRoot, basesWith(url), method, target)!,
    locateBelow: (prefixes, method, target) =>
      bestOf(prefixes, basesWith(undefined), method, target),
    methods(path) {
      // No method is empty, so this tells all that there are.
      const route = router.match('', path);
      return route.kind === 'method-unknown' ? route.allowed : [];
    },
    isServedAt(host) {
      hosts ??= hostsOf(api);
      return hosts.has(host);
    },
  };
}

/** An API and where it stands. */
export interface Mount {
  readonly locator: Locator;
  readonly prefixes: readonly string[];
}

/** What a target means among several APIs: the best of all, and the first of those that are as good. */
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

/**
 * Which of several APIs has an operation for what was sent to a host. One that declares the host
 * knows better than one that happens to have the path, and then one whose base path is in it.
 */
export function locateAtHost<T extends { readonly locator: Locator }>(
  apis: readonly T[],
  host: string,
  method: string,
  target: string,
): (Located & { readonly of: T; readonly operation: Operation }) | undefined {
  const known = apis.flatMap((of) => {
    const located = of.locator.locate(method, target);
    if (located.route.kind !== 'operation') return [];
    const evidence = (of.locator.isServedAt(host) ? 2 : 0) + (located.base === '' ? 0 : 1);
    return [{ ...located, of, operation: located.route.operation, evidence }];
  });
  return known.sort((a, b) => b.evidence - a.evidence)[0];
}

const ranks = { nothing: 0, otherTemplate: 1, otherConcrete: 2, template: 3, concrete: 4 } as const;

/** An operation before a path that has others only, and concrete paths before templates. */
function rankOf(route: Route): number {
  switch (route.kind) {
    case 'path-unknown':
      return ranks.nothing;
    case 'method-unknown':
      return route.path.includes('{') ? ranks.otherTemplate : ranks.otherConcrete;
    case 'operation':
      return route.pathParameters.size > 0 ? ranks.template : ranks.concrete;
  }
}
