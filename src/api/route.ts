import { escapePattern } from '../escape-pattern.ts';
import type { Api, Operation } from './model.ts';
import { type QueryPair, queryOfPath, queryPairs, valuesInQuery } from './path-query.ts';

/** Finds the operation of a request; made once for an API. */
export interface Router {
  /** `path` is percent-encoded; without a query, paths that contain one match as well. */
  match(method: string, path: string, query?: string): Route;
}

export type Route =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** Path parameters as they are in the path, percent-encoded. */
      readonly pathParameters: ReadonlyMap<string, string>;
    }
  | {
      readonly kind: 'method-unknown';
      /** The template that the path fits best. */
      readonly path: string;
      readonly allowed: readonly string[];
    }
  | { readonly kind: 'path-unknown' };

/**
 * A tree of path segments. In each segment, literals are tried first, then mixtures of literal and
 * parameter (`{id}.json`), then parameters: concrete paths match before templates (OpenAPI 3.1
 * section 4.8.8.1).
 */
interface Segment {
  readonly literals: Map<string, Segment>;
  readonly mixtures: {
    readonly source: string;
    readonly pattern: RegExp;
    readonly next: Segment;
  }[];
  parameter: Segment | undefined;
  readonly ends: PathEnd[];
}

/**
 * A template that ends at a segment: its operations by method, and its parameters' names in order.
 */
interface PathEnd {
  readonly path: string;
  readonly names: readonly string[];
  /**
   * The required pairs of the query: some documents write them in paths, although they are
   * parameters.
   */
  readonly query: readonly QueryPair[];
  readonly operations: Map<string, Operation>;
}

export function createRouter(api: Pick<Api, 'operations'>): Router {
  const root = createSegment();
  for (const operation of api.operations) insert(root, operation);

  return {
    match(method, path, query) {
      const raw = path.slice(1).split('/');
      const segments = path.includes('%') ? raw.map(decode) : raw;
      const search: Search = { method, query, raw, segments, values: [], others: [] };
      const found = walk(root, 0, search);
      if (found !== undefined) return found;
      const { others } = search;
      if (others[0] === undefined) return { kind: 'path-unknown' };
      const allowed = new Set(others.flatMap(({ operations }) => [...operations.keys()]));
      return { kind: 'method-unknown', path: others[0].path, allowed: [...allowed] };
    },
  };
}

/** The state of a search. */
interface Search {
  readonly method: string;
  readonly query: string | undefined;
  /** The path's segments, as written and decoded. */
  readonly raw: readonly string[];
  readonly segments: readonly string[];
  /** The parameters' values up to the current segment. */
  readonly values: string[];
  /** Matching paths without an operation for the method, the best first. */
  readonly others: PathEnd[];
}

function walk(at: Segment, index: number, search: Search): Route | undefined {
  const { raw, segments, values } = search;
  if (index === segments.length) return end(at, search);
  const segment = segments[index]!;
  const literal = at.literals.get(segment);
  const viaLiteral = literal && walk(literal, index + 1, search);
  if (viaLiteral !== undefined) return viaLiteral;
  const before = values.length;
  for (const { pattern, next } of at.mixtures) {
    const captured = pattern.exec(raw[index]!);
    if (captured === null) continue;
    values.push(...captured.slice(1));
    const route = walk(next, index + 1, search);
    if (route !== undefined) return route;
    values.length = before;
  }
  // A path parameter is never empty; otherwise `/pets/` would be the pet without a name.
  if (at.parameter === undefined || segment === '') return undefined;
  values.push(raw[index]!);
  const route = walk(at.parameter, index + 1, search);
  if (route === undefined) values.length = before;
  return route;
}

function end({ ends }: Segment, search: Search): Route | undefined {
  const { method, values, others } = search;
  for (const found of ends) {
    const { names, operations } = found;
    const inQuery = found.query.length === 0 ? none : valuesInQuery(found.query, search.query);
    if (inQuery === undefined) continue;
    const operation = operations.get(method);
    if (operation !== undefined) {
      const pathParameters = new Map<string, string>(inQuery === none ? undefined : inQuery);
      for (let i = 0; i < names.length; i += 1) pathParameters.set(names[i]!, values[i]!);
      return { kind: 'operation', operation, pathParameters };
    }
    others.push(found);
  }
  return undefined;
}

const none: ReadonlyMap<string, string> = new Map();

function createSegment(): Segment {
  return { literals: new Map(), mixtures: [], parameter: undefined, ends: [] };
}

function insert(root: Segment, operation: Operation): void {
  const names: string[] = [];
  let at = root;
  // A fragment is never sent, so it does not distinguish requests (RFC 9110 section 7.1).
  const hasFragment = operation.path.includes('#');
  const [path = ''] = operation.path.split(/[?#]/, 1);
  for (const text of path.slice(1).split('/')) {
    const parts = text.split(/\{([^{}]*)\}/);
    names.push(...parts.filter((_, index) => index % 2 === 1));
    if (parts.length === 1) {
      const key = decode(text);
      const next = at.literals.get(key) ?? createSegment();
      at.literals.set(key, next);
      at = next;
    } else if (parts.length === 3 && parts[0] === '' && parts[2] === '') {
      at.parameter ??= createSegment();
      at = at.parameter;
    } else {
      const source = parts.map((part, index) => (index % 2 ? '(.+)' : literal(part))).join('');
      let mixture = at.mixtures.find((other) => other.source === source);
      if (mixture === undefined) {
        mixture = { source, pattern: new RegExp(`^${source}$`, 'u'), next: createSegment() };
        at.mixtures.push(mixture);
      }
      at = mixture.next;
    }
  }
  let end = at.ends.find(({ path }) => path === operation.path);
  if (end === undefined) {
    const query = queryPairs(queryOfPath(operation.path));
    end = { path: operation.path, names, query, operations: new Map() };
    // Templates with more requirements come first, and those that no request can meet come last.
    const place = at.ends.findIndex(
      (other) => !hasFragment && (other.query.length < query.length || other.path.includes('#')),
    );
    at.ends.splice(place === -1 ? at.ends.length : place, 0, end);
  }
  end.operations.set(operation.method, operation);
}

/** Segments are compared decoded; one that cannot be decoded is compared as it stands. */
function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A text of a template in a path: each character, or its escape (RFC 3986 section 6.2.2). */
function literal(text: string): string {
  return [...decode(text)]
    .map((character) => {
      const encoded = [...new TextEncoder().encode(character)]
        .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
        .join('')
        .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
      return `(?:${escapePattern(character)}|${encoded})`;
    })
    .join('');
}
