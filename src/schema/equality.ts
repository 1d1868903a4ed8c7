/**
 * Equality of JSON values (JSON Schema 2020-12 section 4.2.2) by their contents, with any member
 * names. ajv calls `constructor`, `toString` and `valueOf` of values, but these are ordinary names
 * in JSON: `{"toString": 1}` made it throw.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // One side may be a bigint, and the other a number with the same value.
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return isNumeric(a) && isNumeric(b) && !(a < b) && !(a > b);
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]))
    );
  }
  if (Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name as never], b[name as never]))
  );
}

/** Whether a value equals one of several. */
export function isMember(value: unknown, values: readonly unknown[]): boolean {
  return values.some((other) => isEqual(value, other));
}

/** Whether all items differ. Each is written once as text, instead of comparing every pair. */
export function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(canonical)).size === items.length;
}

/** A text that only equal values share. */
function canonical(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name as never])}`);
  return `{${members.join()}}`;
}

/** Whether a value can be compared by `===`. */
export function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
