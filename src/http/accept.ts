import { splitField } from './field.ts';
import { type MediaRange, parseMediaRange, rangeMatches, specificity } from './media-type.ts';

/** The media ranges of an Accept field; `invalid` lists the other entries. */
export interface Accept {
  readonly ranges: readonly AcceptRange[];
  readonly invalid: readonly string[];
}

export interface AcceptRange {
  readonly range: MediaRange;
  /** From 0, not acceptable, to 1. */
  readonly quality: number;
}

/** Reads an Accept field (RFC 9110 section 12.5.1). */
export function parseAccept(text: string): Accept {
  const ranges: AcceptRange[] = [];
  const invalid: string[] = [];
  for (const entry of splitField(text, ',')) {
    const range = parseAcceptRange(entry);
    if (range === undefined) invalid.push(entry);
    else ranges.push(range);
  }
  return { ranges, invalid };
}

function parseAcceptRange(entry: string): AcceptRange | undefined {
  // Java's HttpURLConnection sends `*; q=.2` by default; a bare star means `*/*`.
  const range = parseMediaRange(entry.replace(/^\*(?=[ \t]*(?:;|$))/, '*/*'));
  if (range === undefined) return undefined;
  const weight = range.parameters.get('q');
  const quality = weight === undefined ? 1 : parseWeight(weight);
  if (quality === undefined) return undefined;
  const parameters = new Map(range.parameters);
  parameters.delete('q');
  return { range: { ...range, parameters }, quality };
}

/** A weight (RFC 9110 section 12.4.2), also without its leading zero, for the same reason. */
export function parseWeight(text: string): number | undefined {
  return /^(?:0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : undefined;
}

/**
 * The indexes of the offers that an Accept field accepts, the best first. With equal quality, the
 * more exact name comes first, then the order of the field, then the order of the offers. An
 * absent, empty or unreadable field accepts every offer. If no offer has the requested parameters,
 * offers without contradicting parameters count. `weights` are the qualities of the offers
 * themselves, from 0 to 1, which are multiplied.
 */
export function negotiate(
  accept: string | undefined,
  offered: readonly MediaRange[],
  weights?: readonly number[],
): readonly number[] {
  const { ranges } = parseAccept(accept ?? '');
  if (ranges.length === 0) return inOrder(offered.map((_, at) => ({ quality: 1, rank: 0, at })));
  const exact = inOrder(offered.map((offer, at) => rate(offer, at, ranges, rangeMatches)));
  if (exact.length > 0) return exact;
  return inOrder(offered.map((offer, at) => rate(offer, at, ranges, contradictsNothing)));

  function inOrder(rated: readonly Rated[]): readonly number[] {
    const weighed = rated.map((one) => ({
      ...one,
      quality: one.quality * (weights?.[one.at] ?? 1),
    }));
    return weighed
      .filter(({ quality }) => quality > 0)
      .sort((a, b) => b.quality - a.quality || b.rank - a.rank || a.at - b.at)
      .map(({ at }) => at);
  }
}

/** An offer, by its index, and how much it is wanted. */
interface Rated {
  readonly at: number;
  readonly quality: number;
  /** The higher, the more exact and the earlier its name is. */
  readonly rank: number;
}

/** The most specific matching range gives the quality of an offer. */
function rate(
  offer: MediaRange,
  at: number,
  ranges: readonly AcceptRange[],
  takes: (range: MediaRange, offer: MediaRange) => boolean,
): Rated {
  let best: Rated = { at, quality: 0, rank: -1 };
  ranges.forEach(({ range, quality }, place) => {
    const rank = specificity(range) + 1 - place / ranges.length;
    if (rank > best.rank && takes(range, offer)) best = { at, quality, rank };
  });
  return best;
}

/**
 * Whether an offer is in a range except for parameters that it does not name; a charset always
 * counts as named.
 */
function contradictsNothing(range: MediaRange, offer: MediaRange): boolean {
  const { parameters } = offer;
  const named = [...range.parameters].filter(
    ([name]) => name === 'charset' || parameters.has(name),
  );
  return rangeMatches({ ...range, parameters: new Map(named) }, offer);
}
