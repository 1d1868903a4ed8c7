/**
 * JSON Pointer, as a string (RFC 6901 section 3) and as a URI fragment (section 6).
 *
 * A `Pointer` in this code base is always the plain string form: `''` is the whole document,
 * `/paths/~1customers` is a member.
 */
export type Pointer = string;

/** One reference token, escaped for a pointer: `a/b` becomes `a~1b`. */
export function escapeToken(token: string | number): string {
  const text = String(token);
  return /[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}

/** `child('/paths', '/customers')` is `/paths/~1customers`. */
export function child(pointer: Pointer, ...tokens: readonly (string | number)[]): Pointer {
  let result = pointer;
  for (const token of tokens) result += `/${escapeToken(token)}`;
  return result;
}

/** The reference tokens of a pointer, unescaped; `undefined` when the text is not a pointer. */
export function parsePointer(pointer: Pointer): readonly string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer in a URI fragment: `#/a%20b` gives `/a b`; `undefined` when it cannot be decoded. */
export function pointerOfFragment(fragment: string): Pointer | undefined {
  try {
    return decodeURIComponent(fragment.startsWith('#') ? fragment.slice(1) : fragment);
  } catch {
    return undefined;
  }
}

/** The value at a pointer; `undefined` if it is missing (only own members are followed). */
export function valueAt(root: unknown, pointer: Pointer): unknown {
  return follow(root, parsePointer(pointer));
}

/** `valueAt` for many values: the pointer is parsed once. */
export function readerOf(pointer: Pointer): (root: unknown) => unknown {
  const tokens = parsePointer(pointer);
  return (root) => follow(root, tokens);
}

function follow(root: unknown, tokens: readonly string[] | undefined): unknown {
  if (tokens === undefined) return undefined;
  let value = root;
  for (const token of tokens) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) {
      return undefined;
    }
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}
