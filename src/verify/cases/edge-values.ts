import { isObject } from '../../api/node.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { withValue } from '../../json/edit.ts';
import { child, type Pointer, valueAt } from '../../json/pointer.ts';
import { isFixedAt } from '../fixtures.ts';
import { isValid, type Subject } from '../values/subject.ts';
import type { Planning } from './planning.ts';
import { bodySubject } from './subjects.ts';

/** A body whose values a provider must keep as they are, although they are unusual. */
export interface EdgeBody {
  readonly token: string;
  readonly title: string;
  readonly draft: RequestDraft;
}

/**
 * The full request of a creation with long texts, fractions and the contrary of each flag, and with
 * null wherever it may be.
 */
export function edgeBodies(whole: RequestDraft, planning: Planning): readonly EdgeBody[] {
  const { body, operation } = whole;
  if (body === undefined || !('media' in body)) return [];
  const { media, value } = body;
  const subject = bodySubject(operation, media, planning);
  if (subject === undefined) return [];
  const kinds = [
    ['edges', 'with unusual values, then read', edgesOf],
    ['nulls', 'with null wherever it may be, then read', () => [null]],
  ] as const;
  return kinds.flatMap(([token, title, others]) => {
    let made = value;
    for (const pointer of placesIn(value)) {
      if (isFixedAt(operation, pointer, planning.options.fixtures)) continue;
      const fits = (one: unknown) => isFit(one, pointer);
      const fitting = [...others(valueAt(value, pointer), fits)].filter(fits);
      if (fitting.length > 0) made = withValue(made, pointer, fitting[0]);
    }
    function isFit(one: unknown, pointer: Pointer): boolean {
      return isValid(subject as Subject, withValue(made, pointer, one));
    }
    const draft = { ...whole, body: { media, value: made } };
    return made === value ? [] : [{ token, title, draft }];
  });
}

/** How deep places are looked for, and the longest text where the contract has no bound. */
const limits = { depth: 3, bound: 500, unbounded: 60 };

/** The members of objects, and the first item of lists. */
function* placesIn(value: unknown, pointer: Pointer = '', depth = limits.depth): Iterable<Pointer> {
  if (pointer !== '') yield pointer;
  if (depth === 0) return;
  if (Array.isArray(value)) {
    if (value.length > 0) yield* placesIn(value[0], child(pointer, 0), depth - 1);
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      yield* placesIn(member, child(pointer, name), depth - 1);
    }
  }
}

function* edgesOf(value: unknown, isFit: (one: unknown) => boolean): Iterable<unknown> {
  if (typeof value === 'number') {
    for (const one of [value + 0.37, value - 0.37, value / 8]) {
      if (!Number.isInteger(one) && isFit(one)) yield one;
    }
    yield* [value + 2, value - 2, value + 1, value - 1];
  }
  if (typeof value === 'boolean') yield !value;
  if (typeof value !== 'string' || !isFit(textOf(value.length + 1))) return;
  if (isFit(textOf(limits.bound))) return yield textOf(limits.unbounded);
  let [fits, fails] = [value.length + 1, limits.bound];
  while (fails - fits > 1) {
    const length = Math.floor((fits + fails) / 2);
    if (isFit(textOf(length))) fits = length;
    else fails = length;
  }
  yield textOf(fits);
}

/** A text of a length, with letters beyond ASCII and no two parts alike. */
function textOf(length: number): string {
  let text = '';
  for (let index = 0; text.length < length; index += 1) text += `Zoë${index}ñ`;
  return text.slice(0, length);
}
