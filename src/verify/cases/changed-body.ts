import { isObject } from '../../api/node.ts';
import type { DraftBody, RequestDraft } from '../../example/draft.ts';
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
    : { ...draft, body: { media: body.media, value: whole.value } };
}

/**
 * A body that changes as much as it can with as little as it must name: the properties that are
 * required, or else one, each with another value than what was written before.
 */
export function changedBody(
  draft: RequestDraft,
  before: RequestDraft,
  planning: Planning,
): DraftBody | undefined {
  const { body } = draft;
  if (body === undefined || !('media' in body)) return undefined;
  const subject = bodySubject(draft.operation, body.media, planning);
  const whole = subject && wholeValue(subject)?.value;
  if (subject === undefined || !isObject(whole)) return body;
  const written = before.body && 'media' in before.body ? before.body.value : undefined;
  for (const start of startsOf(subject, whole)) {
    const value = differing(start, isObject(written) ? written : {}, subject);
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

function differing(
  start: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
  subject: Subject,
): Readonly<Record<string, unknown>> {
  let value = start;
  for (const name of Object.keys(start)) {
    for (const other of differentFrom(before[name] ?? start[name])) {
      const changed = { ...value, [name]: other };
      if (!isValid(subject, changed)) continue;
      value = changed;
      break;
    }
  }
  return value;
}
