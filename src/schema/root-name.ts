import type { Schema } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { splitReference } from '../api/resolve.ts';
import { parsePointer, pointerOfFragment } from '../json/pointer.ts';

/**
 * What an XML root is called where its schema gives it no name: as the component that the body's
 * schema refers to (OpenAPI 3.1 section 4.8.26); `undefined` where it refers to none.
 */
export function rootNameOf(schema: Schema | undefined): string | undefined {
  const reference = isObject(schema?.value) ? schema.value.$ref : undefined;
  if (typeof reference !== 'string') return undefined;
  const pointer = pointerOfFragment(splitReference(reference).fragment);
  return pointer === undefined ? undefined : parsePointer(pointer)?.at(-1);
}
