/** A pair in the query of a document's path: `beta=true`, or `q={term}`. */
export interface QueryPair {
  readonly name: string;
  /** `undefined` if the value is a parameter. */
  readonly value: string | undefined;
  /** The parameter of the value. */
  readonly parameter: string | undefined;
}

/**
 * The query in a document's path. OpenAPI has parameters for that (`in: query`), and the grammar of
 * 3.2 allows no question mark in a path. But a path is appended to the URL of a server as it is
 * (Paths Object), so its operation handles requests with that query.
 */
export function queryOfPath(path: string): string {
  return /^[^#?]*\?([^#]*)/.exec(path)?.[1] ?? '';
}

/** The pairs of such a query. */
export function queryPairs(query: string): readonly QueryPair[] {
  return pairsOf(query).map(([name, value]) => {
    const [, parameter] = /^\{([^{}]*)\}$/.exec(value) ?? [];
    return { name, parameter, value: parameter === undefined ? value : undefined };
  });
}

/**
 * The parameters in the query of a path, taken from a request; `undefined` if the request has
 * another query. If the query is unknown, any path matches.
 */
export function valuesInQuery(
  requested: readonly QueryPair[],
  query: string | undefined,
): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  if (query === undefined) return values;
  const pairs = pairsOf(query);
  for (const { name, value, parameter } of requested) {
    const found = pairs.find(
      ([own, given]) => own === name && (value === undefined || given === value),
    );
    if (found === undefined) return undefined;
    if (parameter !== undefined) values.set(parameter, encodeURIComponent(found[1]));
  }
  return values;
}

function pairsOf(query: string): readonly [string, string][] {
  return [...new URLSearchParams(query)];
}
