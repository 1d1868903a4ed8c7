import type { Operation } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import { withValue } from '../json/edit.ts';
import { child, type Pointer, valueAt } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { isEqual } from '../schema/equality.ts';
import type { Step } from './case.ts';
import { withParameter } from './cases/valid-request.ts';
import { isPlainObject } from './reduce.ts';
import { meansTheSame } from './reproduce.ts';
import { differentFrom } from './values/different.ts';
import { unknownName } from './values/objects.ts';

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
const limits = { places: 12, others: 6 };

/** What is known of a place: others than its usual value are accepted there, or none that were made up. */
type Nature = 'any' | 'known';

/** `send` gives the status of the answer; nothing when nobody answers, or when it may not be sent. */
export function createDoubts(
  judge: Judge,
  send: (draft: RequestDraft) => Promise<number | undefined>,
): Doubts {
  const natures = new Map<string, Nature>();
  const refusedBases = new Set<Operation>();

  async function isAccepted(draft: RequestDraft): Promise<boolean> {
    const status = await send(draft);
    // What is there already is no bad request.
    return status !== undefined && (status < 400 || status === 409);
  }

  /** The usual request of the operation about the same thing, where that is accepted. */
  async function baseOf(step: Step, draft: RequestDraft): Promise<RequestDraft | undefined> {
    const { operation, usual } = step;
    if (usual === undefined || refusedBases.has(operation)) return undefined;
    const own = draft.parameters.filter(({ parameter }) => parameter.in === 'path');
    const base = own.reduce(withParameter, usual);
    if (await isAccepted(base)) return base;
    refusedBases.add(operation);
    return undefined;
  }

  async function natureOf(place: Place, base: RequestDraft, step: Step): Promise<Nature> {
    const usual = place.of(base);
    let tried = 0;
    for (const other of othersThan(place.value, usual)) {
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

  return {
    async reasonFor(step, draft, status) {
      const { operation } = step;
      const name = errorNameOf(step);
      if (name !== undefined) return `the example "${name}" is named like an error`;
      if (isPairedRefusal(operation, status)) {
        return `an example of a request has the name of one of the answers ${status}: values decide`;
      }
      if (draft === undefined || step.usual === undefined)
        return `another rule than those of the contract may be the cause`;
      const base = await baseOf(step, draft);
      if (base === undefined) {
        const open = placesOf(draft).filter(({ value }) => isOpen(value));
        if (status === 401 || status === 403) return accessReason(status, operation, open);
        const isShown = step.shows !== undefined && !open.some(isReference);
        if (open.length === 0 || isShown) return undefined;
        return `no request of "${operation.id}" that keeps the contract was accepted; ${advice}`;
      }
      const changed = placesOf(draft).filter(({ of, value }) => !isEqual(of(base), value));
      for (const place of changed.slice(0, limits.places)) {
        const alone = place.put(base, place.value);
        if (changed.length > 1) {
          if (!meansTheSame(alone, step, judge) || (await isAccepted(alone))) continue;
        }
        if (place.isUndescribed) {
          return `${place.name} is not described: say "additionalProperties: false" where none may be`;
        }
        const key = `${operation.id} ${place.name}`;
        const nature = natures.get(key) ?? (await natureOf(place, base, step));
        natures.set(key, nature);
        if (nature === 'any') return undefined;
        return `${place.name} may name something that is not there, or depend on another value; ${advice}`;
      }
      if (changed.length < 2) return undefined;
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

/** A value in a request that may be the cause: a parameter, or a part of the body that has no parts. */
interface Place {
  /** In words: `"productId" of the body`. */
  readonly name: string;
  readonly value: unknown;
  readonly of: (draft: RequestDraft) => unknown;
  readonly put: (draft: RequestDraft, value: unknown) => RequestDraft;
  /** Whether no schema names it: a member that may be there because nothing forbids it. */
  readonly isUndescribed: boolean;
}

function placesOf(draft: RequestDraft): readonly Place[] {
  const { parameters, body } = draft;
  const sent = parameters.flatMap((one): readonly Place[] => {
    if (!('value' in one)) return [];
    const { parameter, value } = one;
    const of = (other: RequestDraft) => {
      const own = other.parameters.find((each) => each.parameter === parameter);
      return own !== undefined && 'value' in own ? own.value : undefined;
    };
    const put = (other: RequestDraft, now: unknown) =>
      withParameter(other, { parameter, value: now });
    const name = `the ${parameter.in} parameter "${parameter.name}"`;
    return [{ name, value, of, put, isUndescribed: false }];
  });
  return body === undefined || !('media' in body) ? sent : [...sent, ...partsIn(body.value, '')];
}

function partsIn(value: unknown, pointer: Pointer): readonly Place[] {
  if (isPlainObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, member]) => partsIn(member, child(pointer, name)));
  }
  const of = ({ body }: RequestDraft) =>
    body !== undefined && 'media' in body ? valueAt(body.value, pointer) : undefined;
  const put = (draft: RequestDraft, now: unknown): RequestDraft => {
    const { body } = draft;
    if (body === undefined || !('media' in body)) return draft;
    return { ...draft, body: { media: body.media, value: withValue(body.value, pointer, now) } };
  };
  const name = pointer === '' ? 'the body' : `${pointer} of the body`;
  return [{ name, value, of, put, isUndescribed: pointer.endsWith(`/${unknownName}`) }];
}

/** Whether a value is one of many that a schema allows: texts, numbers and lists of them. */
function isOpen(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isOpen) : /^(?:string|number)$/.test(typeof value);
}

/** Others of the kind of a value, made up: like it, between it and the usual one, and plain. */
function* othersThan(value: unknown, usual: unknown): Iterable<unknown> {
  if (typeof value === 'string') {
    const letters = [...value];
    yield letters.slice(0, -1).join('');
    yield letters.map(plainLike).join('');
    yield letters.slice(0, Math.ceil(letters.length / 2)).join('');
    yield* ['abc', 'Abc 1', 'string'];
    yield* differentFrom(value);
  } else if (typeof value === 'number') {
    const start = typeof usual === 'number' ? usual : 0;
    const whole = Number.isInteger(value) && Number.isInteger(start);
    const at = (share: number) => {
      const number = start + (value - start) * share;
      return whole ? Math.round(number) : number;
    };
    yield* [value > start ? value - 1 : value + 1, at(0.5), at(0.25), start + 1, start - 1];
  } else if (Array.isArray(value)) {
    yield value.slice(0, -1);
    yield value.slice(0, Math.ceil(value.length / 2));
    yield* differentFrom(value);
  }
}

function plainLike(letter: string): string {
  if (/\d/.test(letter)) return letter === '1' ? '2' : '1';
  return /[ -~]/.test(letter) && !/[a-z]/i.test(letter) ? letter : 'a';
}

/** The example that a step shows, where its name says that the provider is to refuse it. */
function errorNameOf({ operation, shows }: Step): string | undefined {
  if (shows === undefined || shows === '') return undefined;
  const isPaired = operation.responses.some(
    ({ status, content }) =>
      /^[45]|^default$/.test(status) &&
      content.some(({ examples }) => examples.some(({ name }) => name === shows)),
  );
  return isPaired || errorName.test(shows) ? shows : undefined;
}

const errorName =
  /error|invalid|bad|fail|insufficient|missing|not[-_ ]?found|unknown|conflict|duplicate|unauthori[sz]ed|forbidden|denied|reject|refus|declin|wrong|exceed|expired|too[-_ ]?(?:long|short|many|few|large|small|big)|\b[45]\d\d\b/i;

/** Whether a refusal is described by an example that a request has, too, so that it is about values. */
function isPairedRefusal({ requestBody, responses }: Operation, status: number): boolean {
  const shown = new Set(
    requestBody?.content.flatMap(({ examples }) => examples.map((one) => one.name)),
  );
  return responses.some(
    (one) =>
      one.status === String(status) &&
      one.content.some(({ examples }) =>
        examples.some(({ name }) => name !== undefined && shown.has(name)),
      ),
  );
}
