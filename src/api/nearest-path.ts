import { editDistance } from '../nearest-name.ts';
import type { Operation } from './model.ts';
import type { Route } from './route.ts';

/** The candidates for the path that was meant. */
export interface KnownPaths {
  readonly operations: readonly Operation[];
  readonly match: (method: string, path: string) => Route;
}

/** Longer paths, and more of them, are not compared. */
const longest = 300;

/**
 * The path of a contract that a request probably means, with the request's values: `/pets/7` for
 * `/petz/7`, `/pets/7/` or `/v2/pets/7`. `base` is the base path that belongs before it.
 */
export function nearestPath(
  path: string,
  method: string,
  base: string,
  known: KnownPaths,
): string | undefined {
  if (path.length > longest) return undefined;
  const fits = (one: string) => known.match(method, one).kind !== 'path-unknown';
  const trimmed = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  if (trimmed !== path && fits(trimmed)) return trimmed;
  const segments = trimmed.slice(1).split('/');
  const below = belowOthers(segments, method, known);
  if (below !== undefined) return base + below;
  let best: { readonly path: string; readonly cost: number } | undefined;
  for (const operation of known.operations) {
    const wanted = operation.path.slice(1).split('/');
    const near = whole(segments, wanted) ?? misspelt(segments, wanted);
    if (near === undefined) continue;
    const cost = near.cost + (operation.method === method ? 0 : 0.5);
    if (best === undefined || cost < best.cost)
      best = { path: `/${near.segments.join('/')}`, cost };
  }
  return best?.path;
}

/** A path of the contract after a prefix that is no base path. */
function belowOthers(
  segments: readonly string[],
  method: string,
  { match }: KnownPaths,
): string | undefined {
  for (let start = 1; start < segments.length; start += 1) {
    const rest = segments.slice(start);
    const path = `/${rest.join('/')}`;
    const route = match(method, path);
    const template = route.kind === 'operation' ? route.operation.path : undefined;
    // A template of parameters alone matches everything.
    if (template !== undefined && /\/[^/{}]+(?:\/|$)/.test(template)) return path;
  }
  return undefined;
}

interface Near {
  readonly segments: readonly string[];
  readonly cost: number;
}

/** A path of the contract without its beginning. */
function whole(given: readonly string[], wanted: readonly string[]): Near | undefined {
  const start = wanted.length - given.length;
  if (start <= 0 || wanted.slice(0, start).some(isTemplate)) return undefined;
  const rest = wanted.slice(start);
  const isSame = rest.every((segment, index) => isTemplate(segment) || segment === given[index]);
  if (!isSame || rest.every(isTemplate)) return undefined;
  return { segments: [...wanted.slice(0, start), ...given], cost: start };
}

/** A path of the contract with typing errors in its segments. */
function misspelt(given: readonly string[], wanted: readonly string[]): Near | undefined {
  if (given.length !== wanted.length) return undefined;
  let cost = 0;
  const segments: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    const own = given[index]!;
    if (isTemplate(segment)) {
      if (own === '') return undefined;
      segments.push(own);
      continue;
    }
    segments.push(segment);
    if (own === segment) continue;
    const most = Math.ceil(segment.length / 4);
    if (Math.abs(own.length - segment.length) > most) return undefined;
    const distance = editDistance(own.toLowerCase(), segment.toLowerCase());
    if (distance > most) return undefined;
    cost += Math.max(distance, 0.5);
  }
  return { segments, cost };
}

function isTemplate(segment: string): boolean {
  return segment.includes('{');
}

/** An operation with a method, one level below a path or above it: `PUT /pets/{id}` for `/pets`. */
export function neighborWith(
  method: string,
  path: string,
  operations: readonly Operation[],
): Operation | undefined {
  const isBelow = (other: string, one: string) =>
    other.startsWith(`${one}/`) && !other.slice(one.length + 1).includes('/');
  return operations.find(
    (one) => one.method === method && (isBelow(one.path, path) || isBelow(path, one.path)),
  );
}
