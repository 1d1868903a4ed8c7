import type { RequestDraft } from '../example/draft.ts';
import { type Place, placesOf } from './places.ts';

/** A value that alone causes a refusal, and the request that is accepted without it. */
export interface LoneValue {
  readonly place: Place;
  readonly base: RequestDraft;
}

/** The maximum number of checked values of a request. */
const most = 12;

/**
 * The value of a refused request that can be replaced by each of several others. They are too
 * different to all be ids of existing items, and have no order relative to the other numbers.
 * `keeps` says whether a request is still valid.
 */
export async function loneValueOf(
  draft: RequestDraft,
  keeps: (draft: RequestDraft) => boolean,
  isAccepted: (draft: RequestDraft) => Promise<boolean>,
): Promise<LoneValue | undefined> {
  const places = placesOf(draft).filter(({ parameter }) => parameter?.in !== 'path');
  const areAccepted = async (drafts: readonly RequestDraft[]) => {
    for (const one of drafts) if (!(await isAccepted(one))) return false;
    return true;
  };
  for (const place of places.slice(0, most)) {
    if (place.isUndescribed) continue;
    const others = spacedFrom(place.value)
      .map((value) => place.put(draft, value))
      .filter(keeps);
    if (others.length < 2 || !(await areAccepted(others))) continue;
    const [base] = others as [RequestDraft];
    const value = place.of(base);
    if (typeof value === 'number') {
      const crossed = places
        .filter((one) => one.name !== place.name && typeof one.value === 'number')
        .flatMap((one) => [value, ...spacedFrom(value)].map((other) => one.put(base, other)));
      if (!(await areAccepted(crossed.filter(keeps)))) continue;
    }
    return { place, base };
  }
  return undefined;
}

function spacedFrom(value: unknown): readonly unknown[] {
  if (typeof value === 'number') {
    return [1, -1, 3, -3, 17, 1009, 50_021].map((distance) => value + distance);
  }
  if (typeof value !== 'string') return [];
  return [`${value}a`, `${value}bc`, 'specwright one', 'another-9'];
}
