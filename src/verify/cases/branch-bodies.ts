import type { RequestDraft } from '../../example/draft.ts';
import { withFixtures } from '../fixtures.ts';
import { instancesOf } from '../values/instances.ts';
import { quiet } from '../values/subject.ts';
import { wholeValue } from '../values/whole.ts';
import type { Planning } from './planning.ts';
import { bodySubject } from './subjects.ts';

/** A request with its body in each branch of its schema, and in each of the schemas in it. */
export function branchBodies(draft: RequestDraft, planning: Planning): readonly RequestDraft[] {
  const { body, operation } = draft;
  if (body === undefined || !('media' in body)) return [];
  const { media } = body;
  const subject = bodySubject(operation, media, planning);
  const whole = subject && wholeValue(subject);
  if (subject === undefined || whole === undefined) return [];
  const instances = [...instancesOf(quiet(subject), whole.value)];
  const wholes = new Set(instances.map((one) => one.whole));
  return [...wholes].map((value) =>
    withFixtures({ ...draft, body: { media, value } }, planning.options.fixtures),
  );
}
