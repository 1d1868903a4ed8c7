import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import type { Judge } from '../judge/judge.ts';
import type { Step } from './case.ts';
import { withParameter } from './cases/valid-request.ts';
import { advice, createComparison, isIn } from './compare-refused.ts';
import { type Fixtures, fixtureFor, isFixedAt } from './fixtures.ts';
import { loneValueOf } from './lone-values.ts';
import { errorNameOf, isPairedRefusal } from './named-refusals.ts';
import { listsOfObjects, type Place, placesOf } from './places.ts';
import { meansTheSame } from './reproduce.ts';

/**
 * Whether a rule outside the schemas may explain the described refusal of a valid request. Such a
 * rule can be about a reference, the value of another member, or the provider's own limits. It
 * sends requests that differ from an accepted one in a single value.
 */
export interface Doubts {
  /** The possible cause, and the way to prove it; `undefined` if only the contract is left. */
  reasonFor(
    step: Step,
    draft: RequestDraft | undefined,
    status: number,
  ): Promise<string | undefined>;
}

/**
 * In how many requests of an operation lone values are sought, and how many others are compared.
 */
const limits = { loneValues: 6, nearer: 2 };

/**
 * `send` returns the status of the answer; nothing if no response comes, or if it may not be sent.
 */
export function createDoubts(
  judge: Judge,
  fixtures: Fixtures | undefined,
  send: (draft: RequestDraft) => Promise<number | undefined>,
  /** The request with ids of existing items in its body, where the operation needs them. */
  filled: (draft: RequestDraft) => Promise<RequestDraft>,
): Doubts {
  const refusedBases = new Set<Operation>();
  const refusedDrafts = new Set<RequestDraft>();
  const alikes = new Map<RequestDraft, readonly RequestDraft[]>();
  const soughtIn = new Map<Operation, number>();
  const isAccepted = async (draft: RequestDraft) => isSuccess(await send(draft));
  const { doubtOf, dependsOnOthers } = createComparison(judge, isAccepted);

  /**
   * Accepted requests: first the usual one of the operation, about the same item or another.
   * Requests nearer to the refused one follow, such as one with all of its members.
   */
  async function* basesOf(step: Step, draft: RequestDraft): AsyncIterable<RequestDraft> {
    const { operation, usual } = step;
    if (usual === undefined) return;
    const own = draft.parameters.filter(({ parameter }) => parameter.in === 'path');
    const aboutSame = async (one: RequestDraft) =>
      withItemsOf(draft, own.reduce(withParameter, one), filled);
    const places = placesOf(draft, listsOfObjects);
    const distanceFrom = (base: RequestDraft) => places.filter((one) => !isIn(base)(one)).length;
    let distance = Number.POSITIVE_INFINITY;
    if (!refusedBases.has(operation)) {
      const base = await acceptedUsual(usual, await aboutSame(usual), own.length > 0);
      if (base !== undefined) {
        distance = distanceFrom(base);
        yield base;
      }
    }
    const alike = await Promise.all(
      alikeTo(usual, step).map(async (one) => ({ one, base: await aboutSame(one) })),
    );
    const nearer = alike
      .map((each) => ({ ...each, distance: distanceFrom(each.base) }))
      .filter((each) => each.distance < distance)
      .sort((one, other) => one.distance - other.distance);
    let found = 0;
    for (const { one, base } of nearer) {
      if (refusedDrafts.has(one)) continue;
      const status = await send(base);
      if (!isSuccess(status)) {
        if (!isMissing(status)) refusedDrafts.add(one);
        continue;
      }
      yield base;
      found += 1;
      if (found === limits.nearer) return;
    }
  }

  async function acceptedUsual(
    usual: RequestDraft,
    base: RequestDraft,
    isOfItem: boolean,
  ): Promise<RequestDraft | undefined> {
    const status = await send(base);
    if (isSuccess(status)) return base;
    const isAboutOther = isOfItem && !placesOf(base).every(isIn(usual));
    if (isAboutOther && (await isAccepted(usual))) return usual;
    // Where no item was found, the next one may be accepted.
    if (!isMissing(status)) refusedBases.add(usual.operation);
    return undefined;
  }

  function alikeTo(usual: RequestDraft, step: Step): readonly RequestDraft[] {
    const known = alikes.get(usual) ?? step.alike?.() ?? [];
    alikes.set(usual, known);
    return known;
  }

  /** Whether one value, which refers to nothing and depends on no other, is the only cause. */
  async function isLoneValueRefused(draft: RequestDraft, step: Step): Promise<boolean> {
    const sought = soughtIn.get(step.operation) ?? 0;
    if (sought === limits.loneValues) return false;
    const keeps = (one: RequestDraft) => meansTheSame(one, step, judge);
    const lone = await loneValueOf(draft, keeps, isAccepted);
    if (lone === undefined) soughtIn.set(step.operation, sought + 1);
    if (lone === undefined || isReference(lone.place)) return false;
    return !(await dependsOnOthers(lone.place, { base: lone.base, draft, step }));
  }

  return {
    async reasonFor(step, draft, status) {
      const { operation } = step;
      const name = errorNameOf(step);
      if (name !== undefined) return `the example "${name}" is named like an error`;
      if (isPairedRefusal(operation, status)) {
        return `an example of a request has the name of one of the answers ${status}: values decide`;
      }
      // An item that an answer and a link lead to exists.
      if (step.isLinkedPage === true) return undefined;
      if (draft === undefined || step.usual === undefined)
        return `another rule than those of the contract may be the cause`;
      let reason: string | undefined;
      let isOfSeveral = true;
      for await (const base of basesOf(step, draft)) {
        const doubt = await doubtOf({ base, draft, step });
        if (doubt === undefined) return undefined;
        reason ??= doubt.reason;
        isOfSeveral &&= doubt.isOfSeveral;
      }
      if (reason === undefined) {
        const open = placesOf(draft).filter(
          (one) => isOpen(one.value) && !isGiven(one, operation, fixtures),
        );
        if (status === 401 || status === 403) return accessReason(status, operation, open);
        const isShown = step.shows !== undefined && !open.some(isReference);
        if (open.length === 0 || isShown) return undefined;
      }
      if (isOfSeveral && (await isLoneValueRefused(draft, step))) return undefined;
      return (
        reason ?? `no request of "${operation.id}" that keeps the contract was accepted; ${advice}`
      );
    },
  };
}

/** A conflict with an existing item does not make a request bad. */
function isSuccess(status: number | undefined): boolean {
  return status !== undefined && (status < 400 || status === 409);
}

function isMissing(status: number | undefined): boolean {
  return status === 404 || status === 410;
}

/** A request with the items that another one names in its body, where it needs such. */
async function withItemsOf(
  draft: RequestDraft,
  base: RequestDraft,
  filled: (draft: RequestDraft) => Promise<RequestDraft>,
): Promise<RequestDraft> {
  const made = await filled(base);
  if (made === base) return base;
  return placesOf(made)
    .filter((place) => place.parameter === undefined && !isIn(base)(place))
    .reduce((one, place) => place.put(one, place.of(draft) ?? place.value), base);
}

/** Why the answer may depend on the client, although the contract needs no credential or one was sent. */
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

/** Whether the name of a place suggests a reference to another item. */
function isReference({ name }: Place): boolean {
  return /(?:id|ids|uuid|ref|key|code|slug|token|name|password)"?(?: of the body)?$/i.test(name);
}

/** Whether the contract or a fixture says that the provider has the value of a place. */
function isGiven(
  { parameter, pointer }: Place,
  operation: Operation,
  fixtures: Fixtures | undefined,
): boolean {
  return parameter === undefined
    ? isFixedAt(operation, pointer ?? '', fixtures)
    : fixtureFor(operation, parameter, fixtures) !== undefined;
}

/** Whether a schema allows many other values: texts, numbers and lists of them. */
function isOpen(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isOpen) : /^(?:string|number)$/.test(typeof value);
}
