import { isObject, type JsonObject } from '../api/node.ts';
import { idNames } from '../resources/ids.ts';
import { plain, plainSingular } from '../resources/names.ts';

/** Names of members that identify an item without an id. */
const others = ['slug', 'key'];

/** The maximum number of envelopes around an item in an answer. */
const envelopes = 2;

/**
 * The id of an item for a path parameter: `{bookingId}` of `/bookings/{bookingId}` is `bookingid`,
 * `booking.booking_id`, `data.id` and similar. The item may be in an envelope.
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

/** An object, then the objects in it, the outer ones first. */
function* holdersIn(value: unknown, depth: number): Iterable<JsonObject> {
  if (!isObject(value)) return;
  yield value;
  if (depth === 0) return;
  for (const inner of Object.values(value)) yield* holdersIn(inner, depth - 1);
}

export function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** The possible names of an id, the likeliest first. */
function namesOf(path: string, parameter: string): readonly string[] {
  return [...idNames(parameter, nounsBefore(path, parameter)), ...others];
}

/** The name that the segment before a parameter gives to its items. */
function nounsBefore(path: string, parameter: string): readonly string[] {
  const [before = ''] = path.split(`{${parameter}}`);
  const segment = before.split('/').findLast((one) => one !== '' && !one.includes('{'));
  return segment === undefined ? [] : [plainSingular(segment)];
}
