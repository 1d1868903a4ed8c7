/** When a deprecated part may be removed, by `x-sunset`. */
export interface Sunset {
  readonly text: string;
  /** `undefined` if the text is no date. */
  readonly date: Date | undefined;
}

/** `x-sunset`, a date as in the Sunset header field (RFC 8594) or in ISO 8601. */
export function sunsetOf(written: unknown): Sunset | undefined {
  if (written === undefined || written === null) return undefined;
  const date = new Date(typeof written === 'string' ? written : Number.NaN);
  const isDate = !Number.isNaN(date.getTime());
  return { text: String(written), date: isDate ? date : undefined };
}

export type SunsetKind =
  | 'sunset-added'
  | 'sunset-removed'
  | 'sunset-earlier'
  | 'sunset-later'
  | 'sunset-unreadable';

/** How a sunset changed. A part that is no longer deprecated needs none. */
export function sunsetChange(
  from: Sunset | undefined,
  to: Sunset | undefined,
  isDeprecated: boolean,
): SunsetKind | undefined {
  if (from?.text === to?.text) return undefined;
  if (to === undefined) {
    return from?.date === undefined || !isDeprecated ? undefined : 'sunset-removed';
  }
  if (to.date === undefined) return 'sunset-unreadable';
  if (from?.date === undefined) return 'sunset-added';
  return to.date < from.date ? 'sunset-earlier' : 'sunset-later';
}

/** When a deprecated part is removed; `undefined` without a sunset. */
export function removalBy(
  sunset: Sunset | undefined,
  today: Date,
): 'before' | 'after' | 'unreadable' | undefined {
  if (sunset === undefined) return undefined;
  if (sunset.date === undefined) return 'unreadable';
  return sunset.date > today ? 'before' : 'after';
}
