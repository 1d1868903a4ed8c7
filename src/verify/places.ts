import type { Parameter } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import type { RequestDraft } from '../example/draft.ts';
import { withoutMember, withValue } from '../json/edit.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { withoutParameter, withParameter } from './cases/valid-request.ts';
import { isPlainObject } from './reduce.ts';
import { describedAt } from './values/described.ts';
import { unknownName } from './values/objects.ts';
import { othersThan } from './values/others.ts';

/**
 * A value in a request that may be the cause: a parameter, or a part of the body without parts of
 * its own.
 */
export interface Place {
  /** In words: `"productId" of the body`. */
  readonly name: string;
  /** The place in the body; `undefined` for a parameter. */
  readonly pointer?: Pointer;
  readonly parameter?: Parameter;
  readonly value: unknown;
  readonly of: (draft: RequestDraft) => unknown;
  readonly put: (draft: RequestDraft, value: unknown) => RequestDraft;
  /** Whether no schema names it: an additional member that nothing forbids. */
  readonly isUndescribed: boolean;
}

/** Which lists of a body are examined item by item. */
export type OpensList = (pointer: Pointer, items: readonly unknown[]) => boolean;

/** The parameters of a request, and each smallest part of its body; a list is one part. */
export function placesOf(draft: RequestDraft, opens: OpensList = () => false): readonly Place[] {
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
    return [{ name, parameter, value, of, put, isUndescribed: false }];
  });
  return body === undefined || !('media' in body)
    ? sent
    : [...sent, ...partsIn(body.value, '', opens)];
}

function partsIn(value: unknown, pointer: Pointer, opens: OpensList): readonly Place[] {
  const hasParts = Array.isArray(value) ? opens(pointer, value) : isPlainObject(value);
  if (hasParts && Object.keys(value as object).length > 0) {
    return Object.entries(value as object).flatMap(([name, member]) =>
      partsIn(member, child(pointer, name), opens),
    );
  }
  return [bodyPlace(value, pointer)];
}

/** Lists of objects. */
export const listsOfObjects: OpensList = (_, items) => items.every(isPlainObject);

/**
 * Lists with as many objects as in another request: only the contents of the objects may differ.
 */
export function alikeIn({ body }: RequestDraft): OpensList {
  return (pointer, items) => {
    const own = body && 'media' in body ? valueAt(body.value, pointer) : undefined;
    const isAlike = Array.isArray(own) && own.length === items.length;
    return isAlike && [...own, ...items].every(isPlainObject);
  };
}

function bodyPlace(value: unknown, pointer: Pointer): Place {
  const of = ({ body }: RequestDraft) =>
    body !== undefined && 'media' in body ? valueAt(body.value, pointer) : undefined;
  const put = (draft: RequestDraft, now: unknown): RequestDraft => {
    const { body } = draft;
    if (body === undefined || !('media' in body)) return draft;
    return { ...draft, body: { media: body.media, value: withValue(body.value, pointer, now) } };
  };
  const name = pointer === '' ? 'the body' : `${pointer} of the body`;
  return { name, pointer, value, of, put, isUndescribed: pointer.endsWith(`/${unknownName}`) };
}

/**
 * The objects in a body that contain some of its places, the innermost first, without the body
 * itself.
 */
export function holdersOf(places: readonly Place[], { body }: RequestDraft): readonly Place[] {
  if (body === undefined || !('media' in body)) return [];
  const pointers = places.flatMap(({ pointer }) => {
    const tokens = (pointer && parsePointer(pointer)) || [];
    return tokens.slice(1).map((_, index) => child('', ...tokens.slice(0, index + 1)));
  });
  return [...new Set(pointers)]
    .sort((one, other) => other.length - one.length)
    .map((pointer) => bodyPlace(valueAt(body.value, pointer), pointer));
}

/**
 * A request with another value at one place: no value if it is optional, choices of its schema,
 * other values at or near the doubtful place, and generated values.
 */
export function* alterations(
  draft: RequestDraft,
  place: Place,
  doubted: unknown,
  judge: Judge,
): Iterable<RequestDraft> {
  const { value, put } = place;
  yield* without(draft, place);
  if (typeof doubted === typeof value && !isObject(doubted)) {
    const beside = typeof doubted === 'number' ? [doubted + 1, doubted - 1, doubted] : [doubted];
    for (const other of beside) yield put(draft, other);
  }
  for (const other of choicesAt(draft, place, judge)) {
    if (other !== value) yield put(draft, other);
  }
  if (typeof value === 'boolean') yield put(draft, !value);
  for (const other of othersThan(value, undefined)) yield put(draft, other);
}

function* without(draft: RequestDraft, { parameter, pointer }: Place): Iterable<RequestDraft> {
  const { body } = draft;
  if (parameter?.required === false) yield withoutParameter(draft, parameter);
  if (pointer === undefined || pointer === '' || body === undefined || !('media' in body)) return;
  yield { ...draft, body: { media: body.media, value: withoutMember(body.value, pointer) } };
}

/** The enumerated values that the schemas of a place allow. */
function choicesAt(
  { body }: RequestDraft,
  { parameter, pointer, value }: Place,
  judge: Judge,
): readonly unknown[] {
  const sent = body && 'media' in body ? body : undefined;
  const [schema, whole] = parameter ? [parameter.schema, value] : [sent?.media.schema, sent?.value];
  const nodes = schema === undefined ? [] : [schema];
  return describedAt(nodes, whole, pointer ?? '', judge).flatMap(({ keywords }) =>
    Array.isArray(keywords.enum) ? (keywords.enum as readonly unknown[]) : [],
  );
}
