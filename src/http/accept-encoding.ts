import { parseWeight } from './accept.ts';
import { splitField } from './field.ts';

/**
 * The coding that an Accept-Encoding field prefers among those that are offered, which come in the order
 * of the server's own preference (RFC 9110 section 12.5.3). `undefined` is the content as it is: where it
 * is preferred, and where no offer is acceptable.
 */
export function preferredCoding<Coding extends string>(
  acceptEncoding: string,
  offered: readonly Coding[],
): Coding | undefined {
  const weights = weightsOf(acceptEncoding);
  let best: Coding | undefined;
  let bestWeight = 0;
  for (const coding of offered) {
    const weight = weights.get(coding) ?? weights.get('*') ?? 0;
    if (weight <= bestWeight) continue;
    best = coding;
    bestWeight = weight;
  }
  return (weights.get('identity') ?? 0) > bestWeight ? undefined : best;
}

/** Whether an Accept-Encoding field refuses a content as it is, by `identity;q=0` or `*;q=0`. */
export function refusesIdentity(acceptEncoding: string): boolean {
  if (!acceptEncoding.includes('=0')) return false;
  const weights = weightsOf(acceptEncoding);
  return (weights.get('identity') ?? weights.get('*')) === 0;
}

/** Weights by coding, in lower case; an entry that cannot be read is left out. */
function weightsOf(acceptEncoding: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const entry of splitField(acceptEncoding.toLowerCase(), ',')) {
    const [, coding, weight = '1'] =
      /^([^\s;]+)[ \t]*(?:;[ \t]*q=([\d.]+)[ \t]*)?$/.exec(entry) ?? [];
    const value = parseWeight(weight);
    if (coding === undefined || value === undefined) continue;
    weights.set(coding === 'x-gzip' ? 'gzip' : coding, value);
  }
  return weights;
}
