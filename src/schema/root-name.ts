import type { Schema } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { splitReference } from '../api/resolve.ts';
import { parsePointer, pointerOfFragment } from '../json/pointer.ts';

/**
 * The name of an XML root whose schema gives none: the component that the body's schema refers to
 * (OpenAPI 3.1 section 4.8.26); `undefined` if there is no reference.
 */
export function rootNameOf(schema: Schema | undefined): string | undefined {
  const reference = isObject(schema?.value) ? schema.value.$ref : undefined;
  if (typeof reference !== 'string') return undefined;
  const pointer = pointerOfFragment(splitReference(reference).fragment);
  return pointer === undefined ? undefined : parsePointer(pointer)?.at(-1);
}
