import { isObject, type JsonObject } from '../api/node.ts';
import { plain, plainSingular } from '../resources/names.ts';

/** Names by which an item is known, in answers and in paths. */
const usual = ['id', 'uuid', 'guid', 'gid', 'sid', 'objectid'];
/** What names an item where it has no id. */
const speaking = ['slug', 'key', 'code', 'number', 'name', 'username', 'handle', 'email', 'isbn'];

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

function isId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** The names that an id may have, the likeliest first. */
function namesOf(path: string, parameter: string): readonly string[] {
  const nouns = nounsBefore(path, parameter);
  const own = plain(parameter);
  const rests = nouns
    .filter((noun) => own.startsWith(noun) && own.length > noun.length)
    .map((noun) => own.slice(noun.length));
  const speaks = speaking.filter((name) => own.endsWith(name));
  const ids = nouns.flatMap((noun) => usual.map((id) => noun + id));
  return [...new Set([own, ...rests, ...speaks, ...ids, ...usual, ...speaking.slice(0, 2)])];
}

/** What the segment before a parameter calls its items, as it is written and as one of them. */
function nounsBefore(path: string, parameter: string): readonly string[] {
  const [before = ''] = path.split(`{${parameter}}`);
  const segment = before.split('/').findLast((one) => one !== '' && !one.includes('{'));
  return segment === undefined ? [] : [...new Set([plainSingular(segment), plain(segment)])];
}
