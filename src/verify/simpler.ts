import type { RequestDraft } from '../example/draft.ts';
import { isEqual } from '../schema/equality.ts';
import { listsOfObjects, type Place, placesOf } from './places.ts';
import { smallerDrafts } from './reduce.ts';

/**
 * Drafts that are a little simpler than one with random values: smaller ones, those with one more
 * usual value, and those with a shorter text or a number nearer to zero.
 */
export function* simplerDrafts(
  draft: RequestDraft,
  usual: RequestDraft | undefined,
): Iterable<RequestDraft> {
  yield* smallerDrafts(draft);
  for (const place of placesOf(draft, listsOfObjects)) {
    for (const value of simplerValues(place, usual)) yield place.put(draft, value);
  }
}

function* simplerValues({ value, of }: Place, usual: RequestDraft | undefined): Iterable<unknown> {
  const own = usual && of(usual);
  if (isEqual(own, value)) return;
  if (own !== undefined) yield own;
  if (typeof value === 'string') {
    const letters = [...value];
    const half = Math.ceil(letters.length / 2);
    if (half < letters.length) yield letters.slice(0, half).join('');
    if (letters.length > 2) yield letters.slice(half).join('');
    if (letters.length > 0) yield letters.slice(0, -1).join('');
    if (letters.length > 1) yield letters.slice(1).join('');
    for (const [index, letter] of letters.entries()) {
      if (letter !== 'a') yield letters.with(index, 'a').join('');
    }
  } else if (typeof value === 'number') {
    for (const simpler of [
      0,
      1,
      Math.trunc(value / 2),
      Math.trunc(value),
      value - Math.sign(value),
    ]) {
      if (Math.abs(simpler) < Math.abs(value)) yield simpler;
    }
  }
}
