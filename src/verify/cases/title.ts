import type { Pointer } from '../../json/pointer.ts';

/** The title of a case: `with a text of 6 characters at /name of the body`. */
export function titleOf(what: string, pointer: Pointer, part: string): string {
  if (what.startsWith('without ')) {
    return pointer === '' ? `${what} in ${part}` : `${what} at ${pointer} of ${part}`;
  }
  return pointer === '' ? `with ${what} for ${part}` : `with ${what} at ${pointer} of ${part}`;
}
