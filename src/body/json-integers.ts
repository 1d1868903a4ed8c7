/**
 * A JSON text's value with the integers that a double does not hold as `bigint`s; `undefined` when it
 * has none. The text must be JSON.
 */
export function exactValue(text: string): unknown {
  // Integers are marked by a text that nobody can have foreseen, and found again by it.
  const mark = `${Math.random()}${Math.random()}:`;
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
