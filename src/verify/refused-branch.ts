import type { RequestDraft } from '../example/draft.ts';
import type { Place } from './places.ts';
import { othersThan } from './values/others.ts';

/** How many values of a place are sent to check that each is refused. */
const most = 64;

/**
 * Whether a branch of a schema is always refused. At most one of its members has several values
 * that are not quantities, and all values that were tried are refused. `keeps` says whether a
 * request is still valid.
 */
export async function isBranchRefused(
  members: readonly Place[],
  draft: RequestDraft,
  keeps: (draft: RequestDraft) => boolean,
  isAccepted: (draft: RequestDraft) => Promise<boolean>,
): Promise<boolean> {
  const open = members.filter((place) => !isClosed(place, draft, keeps));
  const [place, ...others] = open.filter((one) => !isQuantity(one));
  if (others.length > 0) return false;
  const drafts = open
    .filter(isQuantity)
    .flatMap((one) => spaced(one.value as number).map((value) => one.put(draft, value)));
  if (place !== undefined) {
    const all = allAt(place, draft, keeps);
    if (all === undefined) return false;
    drafts.push(...all);
  }
  for (const one of drafts) {
    if (keeps(one) && (await isAccepted(one))) return false;
  }
  return true;
}

/**
 * Whether a value refers to nothing: it is the only allowed one, or fractions are allowed, as for
 * quantities.
 */
export function isClosed(
  { value, put }: Place,
  draft: RequestDraft,
  keeps: (draft: RequestDraft) => boolean,
): boolean {
  const isValid = (other: unknown) => keeps(put(draft, other));
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') {
    const fractions = [value, value / 2, value + 0.5].filter((one) => !Number.isInteger(one));
    if (fractions.some(isValid)) return true;
    if ([value - 1, ...spaced(value)].some(isValid)) return false;
  }
  return ![...othersThan(value, undefined)].some((one) => one !== value && isValid(one));
}

/** Whether the name of a number says how much or how many, so it refers to nothing. */
function isQuantity({ name, value }: Place): boolean {
  return typeof value === 'number' && quantity.test(name);
}

const quantity =
  /(?:width|height|length|depth|size|radius|area|weight|volume|distance|count|amount|quantity|price|cost|total|percent|ratio|rate|score|points|duration|seconds|minutes|hours|days|weeks|months|years|nights|age|severity|priority|pages|cents|pence|grams|kilos|kg|bytes|words|items|seats|rooms|guests|floors?|level|rank|limit|capacity|stock)"?(?: of the body)?$/i;

function spaced(value: number): readonly number[] {
  return [1, 3, 17, 1009].map((distance) => value + distance);
}

/** The request with each possible value of a number; `undefined` if there are too many. */
function allAt(
  { value, put }: Place,
  draft: RequestDraft,
  keeps: (draft: RequestDraft) => boolean,
): readonly RequestDraft[] | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  const drafts: RequestDraft[] = [];
  for (const distance of [1, -1]) {
    for (let other = value + distance; ; other += distance) {
      const one = put(draft, other);
      if (!keeps(one)) break;
      drafts.push(one);
      if (drafts.length > most) return undefined;
    }
  }
  return drafts;
}
