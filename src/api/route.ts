import type { Api, Operation } from './model.ts';

/** Finds the operation of a request; made once for an API. */
export interface Router {
  /** `path` is still percent-encoded and has no query. */
  match(method: string, path: string): Route;
}

export type Route =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** Path parameters as they stand in the path, still percent-encoded. */
      readonly pathParameters: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'method-unknown'; readonly allowed: readonly string[] }
  | { readonly kind: 'path-unknown' };

/**
 * A tree of path segments. In each segment a literal is tried before a mixture of literal and
 * parameter (`{id}.json`), and that before a whole parameter: concrete paths match before their
 * templated counterparts (OpenAPI 3.1 section 4.8.8.1).
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

/** A template that ends at a segment: its operations by method, its parameters' names in order. */
interface PathEnd {
  readonly path: string;
  readonly names: readonly string[];
  readonly operations: Map<string, Operation>;
}

export function createRouter(api: Pick<Api, 'operations'>): Router {
  const root = createSegment();
  for (const operation of api.operations) insert(root, operation);

  return {
    match(method, path) {
      const allowed = new Set<string>();
      const raw = path.slice(1).split('/');
      const segments = path.includes('%') ? raw.map(decode) : raw;
      const found = walk(root, 0, []);
      if (found !== undefined) return found;
      if (allowed.size === 0) return { kind: 'path-unknown' };
      return { kind: 'method-unknown', allowed: [...allowed] };

      function walk(at: Segment, index: number, values: readonly string[]): Route | undefined {
        if (index === segments.length) return end(at, values);
        const segment = segments[index]!;
        const literal = at.literals.get(segment);
        const viaLiteral = literal && walk(literal, index + 1, values);
        if (viaLiteral !== undefined) return viaLiteral;
        for (const { pattern, next } of at.mixtures) {
          const captured = pattern.exec(raw[index]!);
          const route = captured && walk(next, index + 1, [...values, ...captured.slice(1)]);
          if (route) return route;
        }
        // A path parameter is never empty, or `/pets/` would be the pet without a name.
        if (at.parameter === undefined || segment === '') return undefined;
        return walk(at.parameter, index + 1, [...values, raw[index]!]);
      }

      function end(at: Segment, values: readonly string[]): Route | undefined {
        for (const { names, operations } of at.ends) {
          const operation = operations.get(method);
          if (operation !== undefined) {
            const pathParameters = new Map(names.map((name, index) => [name, values[index]!]));
            return { kind: 'operation', operation, pathParameters };
          }
          for (const other of operations.keys()) allowed.add(other);
        }
        return undefined;
      }
    },
  };
}

function createSegment(): Segment {
  return { literals: new Map(), mixtures: [], parameter: undefined, ends: [] };
}

function insert(root: Segment, operation: Operation): void {
  const names: string[] = [];
  let at = root;
  for (const text of operation.path.slice(1).split('/')) {
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
        mixture = { source, pattern: new RegExp(`^${source}$`), next: createSegment() };
        at.mixtures.push(mixture);
      }
      at = mixture.next;
    }
  }
  let end = at.ends.find(({ path }) => path === operation.path);
  if (end === undefined) {
    end = { path: operation.path, names, operations: new Map() };
    at.ends.push(end);
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

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
