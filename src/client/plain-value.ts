/**
 * The JSON form of a value: a `Date` or a `Temporal.Instant` becomes its text. Bytes and files stay
 * as they are.
 */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  // Node's `Buffer` has a `toJSON`, too.
  if (ArrayBuffer.isView(value)) return value;
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    return (value as { toJSON(): unknown }).toJSON();
  }
  const prototype = Object.getPrototypeOf(value);
  // A plain object of another realm is one, too.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainValue(part)]));
}
