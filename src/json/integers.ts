/**
 * The value of a JSON text with `bigint`s for integers beyond a double; `undefined` if it has none.
 * The text must be JSON.
 */
export function exactValue(text: string): unknown {
  if (!/\d{16}/.test(text)) return undefined;
  // An unpredictable text marks the integers, and finds them again.
  const mark = newMark();
  let found = false;
  const marked = text.replace(token, (written) => {
    if (!/^-?\d{16,}$/.test(written) || Number.isSafeInteger(Number(written))) return written;
    found = true;
    return JSON.stringify(mark + written);
  });
  if (!found) return undefined;
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** A string or a number (RFC 8259 sections 6 and 7). */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The JSON of a value, with all digits of its `bigint`s. */
export function jsonText(value: unknown): string {
  // Programs often give `bigint`s a `toJSON` that makes texts of them.
  if (!Object.hasOwn(BigInt.prototype, 'toJSON')) {
    try {
      return JSON.stringify(value);
    } catch (error) {
      if (!/bigint/i.test(String(error))) throw error;
    }
  }
  const mark = newMark();
  const marked = JSON.stringify(
    value,
    function (this: Readonly<Record<string, unknown>>, name: string, member: unknown) {
      const own = this[name];
      return typeof own === 'bigint' ? `${mark}${own}` : member;
    },
  );
  // Only `undefined` and functions have no JSON.
  if (marked === undefined) return marked;
  return marked.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}

/** The value with the nearest doubles in place of its `bigint`s. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (!hasBigint(value)) return value;
  if (Array.isArray(value)) return value.map(rounded);
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [name, rounded(member)]),
  );
}

/** Whether a value has integers beyond a double. */
export function hasBigint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  return !ArrayBuffer.isView(value) && Object.values(value).some(hasBigint);
}

function newMark(): string {
  return `${Math.random()}${Math.random()}:`.replaceAll('.', '-');
}
