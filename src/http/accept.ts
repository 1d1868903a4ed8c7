import { splitField } from './field.ts';
import {
  essenceMatches,
  isWildcard,
  type MediaRange,
  parseMediaRange,
  rangeMatches,
  specificity,
} from './media-type.ts';

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
function parseWeight(text: string): number | undefined {
  return /^(?:0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : undefined;
}

/**
 * Which offers an Accept field takes, best first, as indexes; offers of equal quality keep their
 * order. An absent, empty or altogether unreadable field takes every offer. An offer may itself be a
 * range (`text/*`): it is as good as the best that is asked for within it.
 */
export function negotiate(
  accept: string | undefined,
  offered: readonly MediaRange[],
): readonly number[] {
  const { ranges } = parseAccept(accept ?? '');
  const indexes = offered.map((_, index) => index);
  if (ranges.length === 0) return indexes;
  const qualities = offered.map((offer) => qualityOf(offer, ranges));
  return indexes
    .filter((index) => qualities[index]! > 0)
    .sort((a, b) => qualities[b]! - qualities[a]!);
}

function qualityOf(offer: MediaRange, ranges: readonly AcceptRange[]): number {
  let quality = 0;
  let best = -1;
  for (const asked of ranges) {
    if (takes(asked.range, offer) && specificity(asked.range) > best) {
      quality = asked.quality;
      best = specificity(asked.range);
    }
  }
  if (!isWildcard(offer)) return quality;
  const within = ranges.filter((asked) => essenceMatches(offer, asked.range));
  return Math.max(quality, ...within.map((asked) => asked.quality));
}

function takes(range: MediaRange, offer: MediaRange): boolean {
  if (rangeMatches(range, offer)) return true;
  // An offer that names no charset is written in UTF-8, so asking for just that is no condition.
  if (range.parameters.get('charset') !== 'utf-8' || offer.parameters.has('charset')) return false;
  return rangeMatches(range, {
    ...offer,
    parameters: new Map([...offer.parameters, ['charset', 'utf-8']]),
  });
}
