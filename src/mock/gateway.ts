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
  allowed(): readonly string[];
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
  const mounts = apis.map(
    (mounted): Mount<T> => ({
      mounted,
      prefix: prefixOf(mounted.name),
      bases: basePaths(mounted.api),
      router: createRouter(mounted.api),
    }),
  );
  const isOnly = mounts.length === 1;

  return {
    find(method, path) {
      const candidates: Candidate<T>[] = [];
      for (const mount of mounts) {
        const isInside = startsWithSegment(path, mount.prefix);
        // The root comes first, or a path that starts with the API's own name would be cut.
        if (isOnly) collect(mount, path, candidates);
        if (isInside) collect(mount, path.slice(mount.prefix.length) || '/', candidates);
      }
      // Mostly there is one, and what it leads to is looked up by the judge.
      const best = candidates.length > 1 ? bestOf(candidates, method) : candidates[0];
      if (best === undefined) return undefined;
      const { mount, path: inside } = best;
      return {
        mounted: mount.mounted,
        path: inside,
        allowed: () => methodsOf(mount.router, inside),
      };
    },
  };
}

interface Mount<T> {
  readonly mounted: T;
  readonly prefix: string;
  readonly bases: readonly string[];
  readonly router: Router;
}

interface Candidate<T> {
  readonly mount: Mount<T>;
  readonly path: string;
}

function collect<T>(mount: Mount<T>, path: string, candidates: Candidate<T>[]): void {
  for (const inside of withoutBases(path, mount.bases)) candidates.push({ mount, path: inside });
}

/**
 * The first that has the operation, or else the path. Concrete paths come before templates, as they do
 * within a document: of an API `notes`, `/notes/notes` is its `/notes` rather than its `/notes/{id}`.
 */
function bestOf<T>(candidates: readonly Candidate<T>[], method: string): Candidate<T> | undefined {
  let best = candidates[0];
  let bestRank = -1;
  for (const candidate of candidates) {
    const rank = rankOf(candidate.mount.router.match(method, candidate.path));
    if (rank > bestRank) [best, bestRank] = [candidate, rank];
  }
  return best;
}

function rankOf(route: Route): number {
  if (route.kind === 'path-unknown') return 0;
  if (route.kind === 'method-unknown') return route.path.includes('{') ? 1 : 2;
  return route.pathParameters.size > 0 ? 3 : 4;
}

/** Where an API is found: `/kaiten`. */
export function prefixOf(name: string): string {
  return `/${encodeURIComponent(name).replaceAll('%40', '@')}`;
}

function methodsOf(router: Router, path: string): readonly string[] {
  // No method is empty, so this tells all that there are.
  const route = router.match('', path);
  return route.kind === 'method-unknown' ? route.allowed : [];
}
