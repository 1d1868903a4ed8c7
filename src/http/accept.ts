import { splitField } from './field.ts';
import { type MediaRange, parseMediaRange, rangeMatches, specificity } from './media-type.ts';

/** What an Accept field asks for; `invalid` are its entries that are no media ranges. */
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
  // Java's HttpURLConnection sends `*; q=.2` unless told otherwise; a bare star means `*/*`.
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
 * Which offers an Accept field takes, best first, as indexes. Of equal quality is first what is named
 * more exactly, then what is named first, then what is offered first. An absent, empty or altogether
 * unreadable field takes every offer. Where no offer has the parameters that are asked for, those
 * count that contradict none of them: what names no version may be of any.
 *
 * `weights` say how good the offers themselves are, from 0 to 1, as they count beside the qualities.
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

/** An offer, by its place among the others, and how well it is asked for. */
interface Rated {
  readonly at: number;
  readonly quality: number;
  /** The higher, the more exactly it is named, and the earlier. */
  readonly rank: number;
}

/** The most specific range that takes an offer gives its quality. */
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

/** Whether an offer lies in a range but for parameters that it does not name; a charset it always has. */
function contradictsNothing(range: MediaRange, offer: MediaRange): boolean {
  const { parameters } = offer;
  const named = [...range.parameters].filter(
    ([name]) => name === 'charset' || parameters.has(name),
  );
  return rangeMatches({ ...range, parameters: new Map(named) }, offer);
}
