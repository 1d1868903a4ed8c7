import type { DraftParameter, RequestDraft } from '../example/draft.ts';

/** Drafts that are a little smaller: a part is left out, or a list or a text is shortened. */
export function* smallerDrafts(draft: RequestDraft): Iterable<RequestDraft> {
  const { parameters, body } = draft;
  for (const [index, { parameter }] of parameters.entries()) {
    if (!parameter.required) yield { ...draft, parameters: parameters.toSpliced(index, 1) };
  }
  if (draft.accept !== undefined) yield { ...draft, accept: undefined };
  if (body !== undefined && draft.operation.requestBody?.required !== true) {
    yield { ...draft, body: undefined };
  }
  if (body !== undefined && 'value' in body) {
    for (const value of smallerValues(body.value)) yield { ...draft, body: { ...body, value } };
  }
  for (const [index, one] of parameters.entries()) {
    if (!('value' in one)) continue;
    for (const value of smallerValues(one.value)) {
      const smaller: DraftParameter = { parameter: one.parameter, value };
      yield { ...draft, parameters: parameters.with(index, smaller) };
    }
  }
}

/** How many smaller drafts are examined. */
const mostDrafts = 3000;

/** The smallest draft that still keeps to what `isEquivalent` asks for. */
export function smallestOf(
  draft: RequestDraft,
  isEquivalent: (smaller: RequestDraft) => boolean,
): RequestDraft {
  let current = draft;
  for (let looked = 0; looked < mostDrafts; ) {
    let next: RequestDraft | undefined;
    for (const smaller of smallerDrafts(current)) {
      looked += 1;
      if (looked > mostDrafts || !isEquivalent(smaller)) continue;
      next = smaller;
      break;
    }
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

/** A longer text would tell the reader nothing more. */
const readable = 40;

function* smallerValues(value: unknown): Iterable<unknown> {
  if (typeof value === 'string') {
    const letters = [...value];
    if (letters.length > readable) yield letters.slice(0, Math.ceil(letters.length / 2)).join('');
  } else if (Array.isArray(value)) {
    if (value.length > 3) yield value.slice(0, Math.ceil(value.length / 2));
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, item] of value.entries()) {
      for (const smaller of smallerValues(item)) yield value.with(index, smaller);
    }
  } else if (isPlainObject(value)) {
    const entries = Object.entries(value);
    for (const index of entries.keys()) yield Object.fromEntries(entries.toSpliced(index, 1));
    for (const [index, [name, member]] of entries.entries()) {
      for (const smaller of smallerValues(member)) {
        yield Object.fromEntries(entries.with(index, [name, smaller]));
      }
    }
  }
}

/** Bytes, files and similar values stay as they are. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
