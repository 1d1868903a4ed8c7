import { isObject } from '../../api/node.ts';
import { withValue } from '../../json/edit.ts';
import { hasBigint } from '../../json/integers.ts';
import { child, valueAt } from '../../json/pointer.ts';
import { plain } from '../../resources/names.ts';
import type { DescribedValue } from '../../resources/value.ts';
import { isStatusName, tellers } from '../told-status.ts';
import { partAt } from './complete.ts';
import type { Showing } from './show.ts';

/** RFC 9110 section 15; the browser has no list of them. */
const statusTexts: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  422: 'Unprocessable Content',
  503: 'Service Unavailable',
};

const titleNames = /^(?:title|error|reason)$/;
const detailNames = /^(?:detail|message|msg|errormessage|errordescription|description)$/;

/**
 * A made-up error body that tells the truth about its refusal: its status, the name of the status
 * and the reason, where its schema has a place for them and allows them.
 */
export function truthful(
  body: unknown,
  described: DescribedValue,
  { status, why }: { readonly status: number; readonly why: string },
  { makers }: Pick<Showing, 'makers'>,
): unknown {
  const { schemas } = makers.judge;
  let told = body;
  for (const teller of tellers) {
    const members = valueAt(body, teller);
    if (!isObject(members)) continue;
    const isShown = ['', teller].some((one) => showsOwn(partAt(described, one)));
    for (const name of Object.keys(members)) {
      const place = child(teller, name);
      const part = partAt(described, place);
      if (part === undefined) continue;
      const value = truthsOf(plain(name), part, status, isShown ? undefined : why).find(
        (one) => schemas.check(part.schema, 'response', one, hasBigint(one)).kind === 'valid',
      );
      if (value !== undefined) told = withValue(told, place, value);
    }
  }
  return told;
}

function truthsOf(
  name: string,
  part: DescribedValue,
  status: number,
  why: string | undefined,
): readonly unknown[] {
  if (isStatusName(name)) return [status, String(status)];
  // A code in letters is the provider's own.
  if (name === 'code' && !part.types.has('string')) return [status];
  if (why === undefined || showsOwn(part)) return [];
  if (titleNames.test(name)) return [statusTexts[status]];
  return detailNames.test(name) ? [why] : [];
}

/** Whether the contract shows a value of it. */
function showsOwn(part: DescribedValue | undefined): boolean {
  const schemas = part?.schemas ?? [];
  return schemas.some(({ written }) =>
    ['example', 'examples', 'default', 'const', 'enum'].some((name) =>
      Object.hasOwn(written, name),
    ),
  );
}
