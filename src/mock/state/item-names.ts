import { isObject } from '../../api/node.ts';
import { child, type Pointer, parsePointer } from '../../json/pointer.ts';
import { plain } from '../../resources/names.ts';
import type { DescribedValue } from '../../resources/value.ts';

/**
 * A sent value with the names of the item's description: forms of some contracts send
 * `FriendlyName`, and the item shows `friendly_name`. A member that is there already stays.
 */
export function withItemNames(
  value: unknown,
  item: DescribedValue | undefined,
  request: DescribedValue | undefined,
): unknown {
  if (item === undefined || item.properties.size === 0 || !isObject(value)) return value;
  const strange = Object.keys(value).filter((name) => !item.properties.has(name));
  if (strange.length === 0) return value;
  const renamed = new Map<string, string>();
  for (const name of strange) {
    const alike = namesLike(name, item);
    const [own] = alike;
    // A request that describes both names means two things.
    if (own !== undefined && alike.length === 1 && !request?.properties.has(own)) {
      renamed.set(name, own);
    }
  }
  if (renamed.size === 0) return value;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const own = renamed.get(name);
    if (own === undefined) return [[name, member]];
    return Object.hasOwn(value, own) ? [] : [[own, member]];
  });
  return Object.fromEntries(members);
}

/** The place in a request that sends the value at a place of an item. */
export function sentPlace(place: Pointer, request: DescribedValue | undefined): Pointer {
  const [name, ...inner] = parsePointer(place) ?? [];
  if (name === undefined || request === undefined || request.properties.has(name)) return place;
  const [own] = namesLike(name, request);
  return own === undefined ? place : child('', own, ...inner);
}

function namesLike(name: string, { properties }: DescribedValue): readonly string[] {
  return [...properties.keys()].filter((one) => plain(one) === plain(name));
}
