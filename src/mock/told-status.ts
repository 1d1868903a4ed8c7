import { isObject } from '../api/node.ts';
import { withValue } from '../json/edit.ts';
import { child, type Pointer, valueAt } from '../json/pointer.ts';
import { plain } from '../resources/names.ts';

/** The objects of an error body that tell what failed: itself, `error`, or the first of `errors`. */
export const tellers: readonly Pointer[] = ['', '/error', '/errors/0'];

/** Whether a plain name is that of a status, such as `status` or `httpStatusCode`. */
export function isStatusName(name: string): boolean {
  return /^(?:http)?status(?:code)?$|^httpcode$/.test(name);
}

/**
 * A made-up error body that tells its own status (RFC 9457 section 3.1.2), where it has a place for
 * one and `isValid` allows it. The value itself if there is none, and for other statuses.
 */
export function withOwnStatus(
  body: unknown,
  status: number,
  isValid: (body: unknown) => boolean,
): unknown {
  if (status < 400) return body;
  let told = body;
  for (const teller of tellers) {
    const members = valueAt(body, teller);
    if (!isObject(members)) continue;
    for (const [name, value] of Object.entries(members)) {
      if (!isStatusName(plain(name)) || value === status) continue;
      const own = ownStatus(value, status);
      if (own === undefined) continue;
      const changed = withValue(told, child(teller, name), own);
      if (isValid(changed)) told = changed;
    }
  }
  return told;
}

/** The status in the form of a made-up value; `undefined` if that is something else. */
function ownStatus(value: unknown, status: number): number | string | undefined {
  if (typeof value === 'number') return status;
  return value === 'string' || /^[45]\d\d$/.test(String(value)) ? String(status) : undefined;
}
