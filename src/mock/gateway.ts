import { basePaths, startsWithSegment, withoutBases } from '../api/base-path.ts';
import type { Api } from '../api/model.ts';
import { createRouter, type Route, type Router } from '../api/route.ts';

/** APIs on one port: which of them a path belongs to, and what the path is inside it. */
export interface Gateway<T> {
  find(method: string, path: string): Found<T> | undefined;
}

export interface Found<T> {
  readonly mounted: T;
  /** The path as the API's document describes it. */
  readonly path: string;
  /** The methods that the path has. */
  readonly allowed: readonly string[];
}

/** An API under its name. */
export interface Mountable {
  readonly name: string;
  readonly api: Api;
}

/**
 * Each API is found under `/<name>`; where there is only one, at the root as well. The base path of
 * each server that an API declares may stand in front of its paths, or be left out.
 */
export function createGateway<T extends Mountable>(apis: readonly T[]): Gateway<T> {
  const mounts = apis.map((mounted) => ({
    mounted,
    prefix: prefixOf(mounted.name),
    bases: basePaths(mounted.api),
    router: createRouter(mounted.api),
  }));

  return {
    find(method, path) {
      const candidates = mounts.flatMap(({ mounted, prefix, bases, router }) => {
        const inside = startsWithSegment(path, prefix) ? [path.slice(prefix.length) || '/'] : [];
        // The root comes first, or a path that starts with the API's own name would be cut.
        const paths = mounts.length === 1 ? [path, ...inside] : inside;
        return paths
          .flatMap((candidate) => withoutBases(candidate, bases))
          .map((candidate) => ({ mounted, router, path: candidate }));
      });
      let best: (typeof candidates)[number] | undefined;
      let bestRank = -1;
      for (const candidate of candidates) {
        const rank = rankOf(candidate.router.match(method, candidate.path));
        if (rank > bestRank) [best, bestRank] = [candidate, rank];
      }
      return best && { ...best, allowed: methodsOf(best.router, best.path) };
    },
  };
}

/** Where an API is found: `/kaiten`. */
export function prefixOf(name: string): string {
  return `/${encodeURIComponent(name).replaceAll('%40', '@')}`;
}

function rankOf({ kind }: Route): number {
  return ['path-unknown', 'method-unknown', 'operation'].indexOf(kind);
}

function methodsOf(router: Router, path: string): readonly string[] {
  // No method is empty, so this tells all that there are.
  const route = router.match('', path);
  return route.kind === 'method-unknown' ? route.allowed : [];
}
