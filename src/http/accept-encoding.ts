import { parseWeight } from './accept.ts';
import { splitField } from './field.ts';

/**
 * The content coding that an Accept-Encoding field prefers among the offers, which are in the
 * server's order of preference (RFC 9110 section 12.5.3). `undefined` means uncompressed: it is
 * preferred, or no offer is acceptable.
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

/** Whether an Accept-Encoding field refuses uncompressed content, by `identity;q=0` or `*;q=0`. */
export function refusesIdentity(acceptEncoding: string): boolean {
  if (!acceptEncoding.includes('=0')) return false;
  const weights = weightsOf(acceptEncoding);
  return (weights.get('identity') ?? weights.get('*')) === 0;
}

/** Weights by coding, in lower case; unreadable entries are left out. */
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
