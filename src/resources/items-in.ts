import { isObject } from '../api/node.ts';
import { valueAt } from '../json/pointer.ts';
import type { ItemPlace } from './resource.ts';

/** The items in the value of an answer, each with its id if that is beside it. */
export function* itemsIn(
  value: unknown,
  { pointer, holds, id }: ItemPlace,
): Iterable<readonly [item: unknown, id: unknown]> {
  const held = valueAt(value, pointer);
  if (holds === 'item') {
    yield [held, id === undefined ? undefined : valueAt(value, id)];
  } else if (holds === 'array' && Array.isArray(held)) {
    for (const item of held) yield [item, undefined];
  } else if (holds === 'map' && isObject(held)) {
    for (const [name, item] of Object.entries(held)) yield [item, name];
  }
}
