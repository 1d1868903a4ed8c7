import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { DraftBody, RequestDraft } from '../../example/draft.ts';
import { withValue } from '../../json/edit.ts';
import { child, type Pointer, parsePointer, valueAt } from '../../json/pointer.ts';
import { isEqual } from '../../schema/equality.ts';
import { namedBy } from '../../schema/members.ts';
import { isFixedAt, withFixtures } from '../fixtures.ts';
import { described } from '../values/described.ts';
import { differentFrom } from '../values/different.ts';
import { leastValue } from '../values/least.ts';
import { isValid, type Subject } from '../values/subject.ts';
import { wholeValue } from '../values/whole.ts';
import type { Planning } from './planning.ts';
import { bodySubject } from './subjects.ts';

/** A request with everything in its body that may be there. */
export function wholeBody(draft: RequestDraft, planning: Planning): RequestDraft {
  const { body } = draft;
  if (body === undefined || !('media' in body)) return draft;
  const subject = bodySubject(draft.operation, body.media, planning);
  const whole = subject && wholeValue(subject);
  return whole === undefined
    ? draft
    : withFixtures(
        { ...draft, body: { media: body.media, value: whole.value } },
        planning.options.fixtures,
      );
}

/** `least`: the required properties, or one if no property is required; `whole`: all possible properties. */
export type ChangeExtent = 'least' | 'whole';

/** A body that changes as much as possible: each property gets another value than before. */
export function changedBody(
  draft: RequestDraft,
  before: RequestDraft,
  extent: ChangeExtent,
  planning: Planning,
): DraftBody | undefined {
  const { body, operation } = draft;
  if (body === undefined || !('media' in body)) return undefined;
  const subject = bodySubject(operation, body.media, planning);
  const { body: most } = planning.whole(draft);
  const whole = most && 'media' in most ? most.value : undefined;
  if (subject === undefined || !isObject(whole)) return body;
  const written = before.body && 'media' in before.body ? before.body.value : undefined;
  const isOpen = (pointer: Pointer) => !isFixedAt(operation, pointer, planning.options.fixtures);
  const starts = extent === 'whole' ? [whole] : startsOf(subject, whole);
  for (const start of starts) {
    const value = differing(start, written, isOpen, subject);
    if (isValid(subject, value)) return { media: body.media, value };
  }
  return body;
}

function* startsOf(subject: Subject, whole: Readonly<Record<string, unknown>>) {
  const least = leastValue(subject, whole) as Readonly<Record<string, unknown>>;
  if (Object.keys(least).length > 0 && isValid(subject, least)) yield least;
  for (const [name, value] of Object.entries(whole)) {
    const one = { ...least, [name]: value };
    if (isValid(subject, one)) yield one;
  }
}

/** Gives each member of an object another value, if the object stays valid. */
function differing(
  start: unknown,
  before: unknown,
  isOpen: (pointer: Pointer) => boolean,
  subject: Subject,
): unknown {
  let value = start;
  for (const path of pathsIn(start)) {
    if (!isOpen(path)) continue;
    const written = valueAt(before, path) ?? valueAt(start, path);
    for (const other of [...differentFrom(written), ...choicesAt(path, start, subject)]) {
      const changed = withValue(value, path, other);
      if (isEqual(other, written) || !isValid(subject, changed)) continue;
      value = changed;
      break;
    }
  }
  return value;
}

/** The depth to which nested values are changed one by one, because an item may be in an envelope. */
const deepest = 3;

function* pathsIn(value: unknown, pointer: Pointer = '', depth = deepest): Iterable<Pointer> {
  if (depth > 0 && isObject(value) && Object.keys(value).length > 0) {
    for (const [name, member] of Object.entries(value)) {
      yield* pathsIn(member, child(pointer, name), depth - 1);
    }
  } else yield pointer;
}

/** The values of an enumeration. */
function choicesAt(pointer: Pointer, whole: unknown, subject: Subject): readonly unknown[] {
  let nodes: readonly Schema[] = [subject.schema];
  let value = whole;
  for (const name of parsePointer(pointer) ?? []) {
    nodes = namedBy(described(nodes, value, subject).schemas, 'properties').get(name) ?? [];
    value = isObject(value) ? value[name] : undefined;
  }
  return described(nodes, value, subject).schemas.flatMap(({ keywords }) =>
    Array.isArray(keywords.enum) ? (keywords.enum as readonly unknown[]) : [],
  );
}
