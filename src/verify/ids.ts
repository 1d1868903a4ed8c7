import { isObject, type JsonObject } from '../api/node.ts';
import { idNames } from '../resources/ids.ts';
import { plain, plainSingular } from '../resources/names.ts';

/** What names an item where it has no id. */
const others = ['slug', 'key'];

/** How deep an item may lie in the envelopes of an answer. */
const envelopes = 2;

/**
 * The id of an item for a parameter of a path: `{bookingId}` of `/bookings/{bookingId}` is `bookingid`,
 * `booking.booking_id`, `data.id` or the like. The item may lie in an envelope.
 */
export function idIn(value: unknown, path: string, parameter: string): string | number | undefined {
  const names = namesOf(path, parameter);
  for (const holder of holdersIn(value, envelopes)) {
    for (const name of names) {
      const own = Object.keys(holder).find((key) => plain(key) === name && isId(holder[key]));
      if (own !== undefined) return holder[own] as string | number;
    }
  }
  return undefined;
}

/** An object, and then those that it holds, the outer ones first. */
function* holdersIn(value: unknown, depth: number): Iterable<JsonObject> {
  if (!isObject(value)) return;
  yield value;
  if (depth === 0) return;
  for (const inner of Object.values(value)) yield* holdersIn(inner, depth - 1);
}

export function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** The names that an id may have, the likeliest first. */
function namesOf(path: string, parameter: string): readonly string[] {
  return [...idNames(parameter, nounsBefore(path, parameter)), ...others];
}

/** What the segment before a parameter calls its items. */
function nounsBefore(path: string, parameter: string): readonly string[] {
  const [before = ''] = path.split(`{${parameter}}`);
  const segment = before.split('/').findLast((one) => one !== '' && !one.includes('{'));
  return segment === undefined ? [] : [plainSingular(segment)];
}
