import type { RequestDraft } from '../example/draft.ts';
import { withoutMember } from '../json/edit.ts';
import { child } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { isEqual } from '../schema/equality.ts';
import type { Step } from './case.ts';
import { alikeIn, alterations, holdersOf, type Place, placesOf } from './places.ts';
import { isPlainObject } from './reduce.ts';
import { isBranchRefused, isClosed } from './refused-branch.ts';
import { meansTheSame } from './reproduce.ts';
import { othersThan } from './values/others.ts';

/** A refused request, and the accepted one to compare it with. */
export interface Compared {
  readonly base: RequestDraft;
  readonly draft: RequestDraft;
  readonly step: Step;
}

/** Finds the cause of a refusal, with requests that differ from an accepted one in one thing. */
export interface Comparison {
  /** Why a rule outside the schema may be the cause; `undefined` if only the contract is left. */
  doubtOf(compared: Compared): Promise<Doubt | undefined>;
  /** Whether a value is accepted when another one is changed or left out. */
  dependsOnOthers(place: Place, compared: Compared): Promise<boolean>;
}

export interface Doubt {
  readonly reason: string;
  /** Whether each value is accepted alone. */
  readonly isOfSeveral: boolean;
}

/** How many values are examined, and how many other values are sent for each. */
const limits = { places: 12, others: 6, changes: 4 };

/** The knowledge about a place: the provider accepts other values there, or no generated ones. */
type Nature = 'any' | 'known';

export const advice = 'show an example in the contract that is accepted, or give fixtures';

export function createComparison(
  judge: Judge,
  isAccepted: (draft: RequestDraft) => Promise<boolean>,
): Comparison {
  const natures = new Map<string, Nature>();
  const keeps = (draft: RequestDraft, step: Step) => meansTheSame(draft, step, judge);

  async function isAcceptedThere(place: Place, value: unknown, { base, step }: Compared) {
    const draft = place.put(base, value);
    return keeps(draft, step) && (await isAccepted(draft));
  }

  async function natureOf(place: Place, compared: Compared): Promise<Nature> {
    const { value } = place;
    const usual = place.of(compared.base);
    if (!Array.isArray(value) || value.length < 2) {
      return natureAmong(othersThan(value, usual), place, compared);
    }
    // Whether items may be equal and how many must differ are two rules.
    if (value.length > limits.places) return 'known';
    if (hasRepeats(value)) {
      // Without a duplicate, everything that the items refer to is still there.
      const repeated = value.findLastIndex((item, index) => isRepeated(item, index, value));
      const fewer = value.filter((_, index) => index !== repeated);
      const twice = [value[repeated], value[repeated]];
      const isOfNumber =
        fewer.length > 1 &&
        (await isAcceptedThere(place, fewer, compared)) &&
        (await isAcceptedThere(place, twice, compared));
      return isOfNumber ? 'any' : 'known';
    }
    for (const item of value) {
      if (isEqual([item], usual) || (await isAcceptedThere(place, [item], compared))) continue;
      return natureAmong(othersThan([item], usual), place, compared);
    }
    // Each item alone is accepted, so only their number can be the cause.
    return 'any';
  }

  async function natureAmong(
    others: Iterable<unknown>,
    place: Place,
    { base, step }: Compared,
  ): Promise<Nature> {
    const usual = place.of(base);
    // The members of an item may depend on each other, which shows if the base has such an item.
    if (Array.isArray(place.value) && place.value.some(hasMembers)) return 'known';
    let tried = 0;
    for (const other of others) {
      if (tried === limits.others) break;
      if (isEqual(other, usual) || isEqual(other, place.value)) continue;
      const draft = place.put(base, other);
      if (!keeps(draft, step)) continue;
      tried += 1;
      if (await isAccepted(draft)) return 'any';
    }
    // Without additional members, the schema describes every member.
    return tried === 0 ? 'any' : 'known';
  }

  /** Whether the schema alone decides which objects with several changed members are valid. */
  async function isOfSchema(holder: Place, changed: readonly Place[], compared: Compared) {
    const { base, step, draft } = compared;
    const keepsStep = (one: RequestDraft) => keeps(one, step);
    const isSayable = (place: Place) => keepsStep(place.put(base, place.value));
    const inside = changed.filter(({ pointer }) => pointer?.startsWith(`${holder.pointer}/`));
    if (inside.every((place) => !isSayable(place))) {
      // Another branch of the schema: its members cannot be sent one by one.
      return inside.every((place) => !place.isUndescribed && isClosed(place, draft, keepsStep));
    }
    // If every pair of three members is accepted, their number is the cause.
    const names = isPlainObject(holder.value) ? Object.keys(holder.value) : [];
    if (names.length < 3 || names.length > limits.places) return false;
    for (const name of names) {
      const fewer = withoutMember(holder.value, child('', name));
      if (!(await isAcceptedThere(holder, fewer, compared))) return false;
    }
    return true;
  }

  async function dependsOnOthers(place: Place, { base, step }: Compared): Promise<boolean> {
    const alone = place.put(base, place.value);
    const holds = (pointer: string | undefined) =>
      place.pointer?.startsWith(`${pointer}/`) === true;
    // Another item may belong to another user.
    const others = placesOf(alone, (pointer, items) => holds(pointer) && items.every(isPlainObject))
      .filter(({ parameter }) => parameter?.in !== 'path')
      .filter(
        ({ name, pointer }) =>
          name !== place.name && !holds(pointer) && !pointer?.startsWith(`${place.pointer}/`),
      );
    const holders = holdersOf(others, alone).filter(
      ({ pointer }) => !holds(pointer) && pointer !== place.pointer,
    );
    return isAcceptedWithAnother(
      alone,
      [...others.slice(0, limits.places), ...holders],
      place.value,
      step,
    );
  }

  /** Whether a refused request is accepted when some other value is changed or left out. */
  async function isAcceptedWithAnother(
    refused: RequestDraft,
    others: readonly Place[],
    doubted: unknown,
    step: Step,
  ): Promise<boolean> {
    for (const other of others) {
      let tried = 0;
      for (const draft of alterations(refused, other, doubted, judge)) {
        if (tried === limits.changes) break;
        if (!keeps(draft, step)) continue;
        tried += 1;
        if (await isAccepted(draft)) return true;
      }
    }
    return false;
  }

  /** Whether the body belongs to another branch of its schema, which is always refused. */
  async function isOtherBranchRefused(changed: readonly Place[], compared: Compared) {
    const { base, draft, step } = compared;
    const isOfBranch = changed.every(
      (place) =>
        place.pointer !== undefined &&
        !place.isUndescribed &&
        !keeps(place.put(base, place.value), step),
    );
    if (!isOfBranch) return false;
    const refused = await isBranchRefused(changed, draft, (one) => keeps(one, step), isAccepted);
    const others = placesOf(draft).filter(
      ({ name, parameter }) =>
        parameter?.in !== 'path' && changed.every((place) => place.name !== name),
    );
    return refused && !(await isAcceptedWithAnother(draft, others, undefined, step));
  }

  return {
    dependsOnOthers,
    async doubtOf(compared) {
      const { base, draft, step } = compared;
      const changed = placesOf(draft, alikeIn(base)).filter((place) => !isIn(base)(place));
      const harmless: Place[] = [];
      for (const place of changed.slice(0, limits.places)) {
        const alone = place.put(base, place.value);
        if (changed.length > 1) {
          if (!keeps(alone, step)) continue;
          if (await isAccepted(alone)) {
            harmless.push(place);
            continue;
          }
        }
        if (place.isUndescribed) {
          const reason = `${place.name} is not described: say "additionalProperties: false" where none may be`;
          return { reason, isOfSeveral: false };
        }
        const key = `${step.operation.id} ${place.name}`;
        const nature = natures.get(key) ?? (await natureOf(place, compared));
        // A branch with several items shows in its items.
        if (!Array.isArray(place.value)) natures.set(key, nature);
        if (nature === 'any' && !(await dependsOnOthers(place, compared))) return undefined;
        const reason = `${place.name} may name something that is not there, or depend on another value; ${advice}`;
        return { reason, isOfSeveral: false };
      }
      if (changed.length < 2) return undefined;
      for (const holder of holdersOf(changed, draft)) {
        const alone = holder.put(base, holder.value);
        if (!keeps(alone, step) || (await isAccepted(alone))) continue;
        const isCertain =
          (await isOfSchema(holder, changed, compared)) &&
          !(await dependsOnOthers(holder, compared));
        if (isCertain) return undefined;
        break;
      }
      const others = changed.filter((place) => !harmless.includes(place));
      const nearer = harmless.reduce((one, place) => place.put(one, place.value), base);
      const isNearer = harmless.length === 0 || (keeps(nearer, step) && (await isAccepted(nearer)));
      if (isNearer && (await isOtherBranchRefused(others, { ...compared, base: nearer }))) {
        return undefined;
      }
      return {
        reason: `values that are accepted alone are refused together; ${advice}`,
        isOfSeveral: true,
      };
    },
  };
}

/**
 * Whether a request has the value that another one has at a place; an empty object is in every one.
 */
export function isIn(draft: RequestDraft): (place: Place) => boolean {
  return ({ of, value }) => {
    const own = of(draft);
    const isEmpty = isPlainObject(value) && Object.keys(value).length === 0;
    return isEqual(own, value) || (isEmpty && isPlainObject(own));
  };
}

function hasMembers(item: unknown): boolean {
  return isPlainObject(item) && Object.keys(item).length > 1;
}

function isRepeated(item: unknown, index: number, items: readonly unknown[]): boolean {
  return items.findIndex((one) => isEqual(one, item)) < index;
}

function hasRepeats(items: readonly unknown[]): boolean {
  return items.some((item, index) => isRepeated(item, index, items));
}
