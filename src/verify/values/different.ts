import { isObject } from '../../api/node.ts';
import { isList } from './limits.ts';

/** Values of the same kind as a value, and not equal to it; they need not be valid. */
export function* differentFrom(value: unknown): Iterable<unknown> {
  if (typeof value === 'string') {
    yield* [`${value}2`, `${value}b`];
    // Codes and identifiers of a fixed length end in something that may be another digit or letter.
    for (const end of ['2', 'b', 'B', '9']) yield `${value.slice(0, -1)}${end}`;
  } else if (typeof value === 'number') {
    yield* [value + 1, value - 1, value * 2];
  } else if (typeof value === 'boolean') {
    yield !value;
  } else if (isList(value)) {
    for (const item of value.length > 0 ? differentFrom(value[0]) : []) yield [item];
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      for (const other of differentFrom(member)) yield { ...value, [name]: other };
    }
  }
}
