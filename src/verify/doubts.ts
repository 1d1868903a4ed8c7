import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import { withoutMember } from '../json/edit.ts';
import { child } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { isEqual } from '../schema/equality.ts';
import type { Step } from './case.ts';
import { withParameter } from './cases/valid-request.ts';
import { loneValueOf } from './lone-values.ts';
import { errorNameOf, isPairedRefusal } from './named-refusals.ts';
import { alterations, holdersOf, type Place, placesOf } from './places.ts';
import { isPlainObject } from './reduce.ts';
import { meansTheSame } from './reproduce.ts';
import { othersThan } from './values/others.ts';

/**
 * Whether something that no schema can say may be why a request that keeps its contract was refused as
 * the contract describes: what a value refers to, what another value is, a rule of the provider. It is
 * found out by sending requests that differ from an accepted one in a single value.
 */
export interface Doubts {
  /** What may be the cause, and what would show it; `undefined` where only the contract is left. */
  reasonFor(
    step: Step,
    draft: RequestDraft | undefined,
    status: number,
  ): Promise<string | undefined>;
}

/** How many values are looked at, and how many others are sent for each. */
const limits = { places: 12, others: 6, changes: 4, loneValues: 6 };

/** What is known of a place: others than its usual value are accepted there, or none that were made up. */
type Nature = 'any' | 'known';

/** A request that was refused, and the accepted one that it is compared with. */
interface Compared {
  readonly base: RequestDraft;
  readonly draft: RequestDraft;
  readonly step: Step;
}

/** `send` gives the status of the answer; nothing when nobody answers, or when it may not be sent. */
export function createDoubts(
  judge: Judge,
  send: (draft: RequestDraft) => Promise<number | undefined>,
): Doubts {
  const natures = new Map<string, Nature>();
  const refusedBases = new Set<Operation>();
  const refusedDrafts = new Set<RequestDraft>();
  const soughtIn = new Map<Operation, number>();

  async function isAccepted(draft: RequestDraft): Promise<boolean> {
    const status = await send(draft);
    // What is there already is no bad request.
    return status !== undefined && (status < 400 || status === 409);
  }

  /**
   * A request that is accepted: the usual one of the operation, about the same thing or another, or one
   * that has all that is in the refused one, too, so that only what that leaves out is another.
   */
  async function baseOf(step: Step, draft: RequestDraft): Promise<RequestDraft | undefined> {
    const { operation, usual } = step;
    if (usual === undefined) return undefined;
    const own = draft.parameters.filter(({ parameter }) => parameter.in === 'path');
    const aboutSame = (one: RequestDraft) => own.reduce(withParameter, one);
    if (!refusedBases.has(operation)) {
      const base = aboutSame(usual);
      if (await isAccepted(base)) return base;
      const isAboutOther = own.length > 0 && !placesOf(base).every(isIn(usual));
      if (isAboutOther && (await isAccepted(usual))) return usual;
      refusedBases.add(operation);
    }
    for (const one of step.alike?.() ?? []) {
      const base = aboutSame(one);
      if (refusedDrafts.has(one) || !placesOf(draft).every(isIn(base))) continue;
      if (await isAccepted(base)) return base;
      refusedDrafts.add(one);
    }
    return undefined;
  }

  function isAcceptedThere(place: Place, value: unknown, { base, step }: Compared) {
    const draft = place.put(base, value);
    return meansTheSame(draft, step, judge) && isAccepted(draft);
  }

  async function natureOf(place: Place, compared: Compared): Promise<Nature> {
    const { value } = place;
    const usual = place.of(compared.base);
    if (!Array.isArray(value) || value.length < 2) {
      return natureAmong(othersThan(value, usual), place, compared);
    }
    // Whether items may be equal, or how many there are that differ, are two rules.
    if (value.length > limits.places) return 'known';
    if (hasRepeats(value)) {
      // Without one that is there twice, all that the items name is there still.
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
    // Each item is accepted by itself, so that only their number is left.
    return 'any';
  }

  async function natureAmong(
    others: Iterable<unknown>,
    place: Place,
    { base, step }: Compared,
  ): Promise<Nature> {
    const usual = place.of(base);
    let tried = 0;
    for (const other of others) {
      if (tried === limits.others) break;
      if (isEqual(other, usual) || isEqual(other, place.value)) continue;
      const draft = place.put(base, other);
      if (!meansTheSame(draft, step, judge)) continue;
      tried += 1;
      if (await isAccepted(draft)) return 'any';
    }
    // Where there are no others, the schema says all that may be there.
    return tried === 0 ? 'any' : 'known';
  }

  /** Whether the schema alone says what an object with several changed members may be. */
  async function isOfSchema(holder: Place, changed: readonly Place[], compared: Compared) {
    const { base, step, draft } = compared;
    const isSayable = (place: Place) => meansTheSame(place.put(base, place.value), step, judge);
    const inside = changed.filter(({ pointer }) => pointer?.startsWith(`${holder.pointer}/`));
    if (inside.every((place) => !isSayable(place))) {
      // Another branch of the schema: its members cannot be sent without one another.
      return inside.every((place) => !place.isUndescribed && isClosed(place, draft, step));
    }
    // Where any two of three members go together, it is their number.
    const names = isPlainObject(holder.value) ? Object.keys(holder.value) : [];
    if (names.length < 3 || names.length > limits.places) return false;
    for (const name of names) {
      const fewer = withoutMember(holder.value, child('', name));
      if (!(await isAcceptedThere(holder, fewer, compared))) return false;
    }
    return true;
  }

  /** Whether a value is accepted once another one is changed, or left out. */
  async function dependsOnOthers(place: Place, { base, step }: Compared): Promise<boolean> {
    const alone = place.put(base, place.value);
    // Another item may be somebody else's.
    const others = placesOf(alone).filter(
      ({ name, pointer, parameter }) =>
        parameter?.in !== 'path' &&
        name !== place.name &&
        !pointer?.startsWith(`${place.pointer}/`),
    );
    const holders = holdersOf(others, alone).filter(
      ({ pointer }) => !place.pointer?.startsWith(`${pointer}/`) && pointer !== place.pointer,
    );
    for (const other of [...others.slice(0, limits.places), ...holders]) {
      let tried = 0;
      for (const draft of alterations(alone, other, place.value, judge)) {
        if (tried === limits.changes) break;
        if (!meansTheSame(draft, step, judge)) continue;
        tried += 1;
        if (await isAccepted(draft)) return true;
      }
    }
    return false;
  }

  /** Whether one value, which names nothing and depends on no other, is all that is refused. */
  async function isLoneValueRefused(draft: RequestDraft, step: Step): Promise<boolean> {
    const sought = soughtIn.get(step.operation) ?? 0;
    if (sought === limits.loneValues) return false;
    const lone = await loneValueOf(draft, step, judge, isAccepted);
    if (lone === undefined) soughtIn.set(step.operation, sought + 1);
    if (lone === undefined || isReference(lone.place)) return false;
    return !(await dependsOnOthers(lone.place, { base: lone.base, draft, step }));
  }

  /** Whether a value names nothing: no other may be there, or fractions may, as only quantities have. */
  function isClosed({ value, put }: Place, draft: RequestDraft, step: Step): boolean {
    const isValid = (other: unknown) => meansTheSame(put(draft, other), step, judge);
    if (typeof value === 'number') {
      const fractions = [value, value / 2, value + 0.5].filter((one) => !Number.isInteger(one));
      if (fractions.some(isValid)) return true;
    }
    return ![...othersThan(value, undefined)].some((one) => !isEqual(one, value) && isValid(one));
  }

  return {
    async reasonFor(step, draft, status) {
      const { operation } = step;
      const name = errorNameOf(step);
      if (name !== undefined) return `the example "${name}" is named like an error`;
      if (isPairedRefusal(operation, status)) {
        return `an example of a request has the name of one of the answers ${status}: values decide`;
      }
      // What an answer and a link lead to is there.
      if (step.isLinkedPage === true) return undefined;
      if (draft === undefined || step.usual === undefined)
        return `another rule than those of the contract may be the cause`;
      const base = await baseOf(step, draft);
      if (base === undefined) {
        const open = placesOf(draft).filter(({ value }) => isOpen(value));
        if (status === 401 || status === 403) return accessReason(status, operation, open);
        const isShown = step.shows !== undefined && !open.some(isReference);
        if (open.length === 0 || isShown) return undefined;
        if (await isLoneValueRefused(draft, step)) return undefined;
        return `no request of "${operation.id}" that keeps the contract was accepted; ${advice}`;
      }
      const compared: Compared = { base, draft, step };
      const changed = placesOf(draft).filter((place) => !isIn(base)(place));
      for (const place of changed.slice(0, limits.places)) {
        const alone = place.put(base, place.value);
        if (changed.length > 1) {
          if (!meansTheSame(alone, step, judge) || (await isAccepted(alone))) continue;
        }
        if (place.isUndescribed) {
          return `${place.name} is not described: say "additionalProperties: false" where none may be`;
        }
        const key = `${operation.id} ${place.name}`;
        const nature = natures.get(key) ?? (await natureOf(place, compared));
        // Of several items it is known by the items.
        if (!Array.isArray(place.value)) natures.set(key, nature);
        if (nature === 'any' && !(await dependsOnOthers(place, compared))) return undefined;
        return `${place.name} may name something that is not there, or depend on another value; ${advice}`;
      }
      if (changed.length < 2) return undefined;
      for (const holder of holdersOf(changed, draft)) {
        const alone = holder.put(base, holder.value);
        if (!meansTheSame(alone, step, judge) || (await isAccepted(alone))) continue;
        const isCertain =
          (await isOfSchema(holder, changed, compared)) &&
          !(await dependsOnOthers(holder, compared));
        if (isCertain) return undefined;
        break;
      }
      if (await isLoneValueRefused(draft, step)) return undefined;
      return `values that are accepted alone are refused together; ${advice}`;
    },
  };
}

const advice = 'show an example in the contract that is accepted, or give fixtures';

/** Why the answer may be about who asks, though the contract lets everybody in, or a credential was given. */
function accessReason(
  status: number,
  { security }: Operation,
  open: readonly Place[],
): string | undefined {
  if (security.length === 0 && open.some(({ name }) => credentialName.test(name))) {
    return `the credentials in its values are not known; ${advice}`;
  }
  return status === 403 && security.length > 0
    ? 'the credentials that were given may not suffice; give some that do'
    : undefined;
}

const credentialName = /pass|pwd|secret|credential|token|otp|\bpin\b|code|signature|api_?key/i;

/** Whether a place is called as what names another thing. */
function isReference({ name }: Place): boolean {
  return /(?:id|ids|uuid|ref|key|code|slug|token|name|password)"?(?: of the body)?$/i.test(name);
}

/** Whether a request has the value of a place of another; an empty object is in every one. */
function isIn(draft: RequestDraft): (place: Place) => boolean {
  return ({ of, value }) => {
    const own = of(draft);
    const isEmpty = isPlainObject(value) && Object.keys(value).length === 0;
    return isEqual(own, value) || (isEmpty && isPlainObject(own));
  };
}

function isRepeated(item: unknown, index: number, items: readonly unknown[]): boolean {
  return items.findIndex((one) => isEqual(one, item)) < index;
}

function hasRepeats(items: readonly unknown[]): boolean {
  return items.some((item, index) => isRepeated(item, index, items));
}

/** Whether a value is one of many that a schema allows: texts, numbers and lists of them. */
function isOpen(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isOpen) : /^(?:string|number)$/.test(typeof value);
}
