import { type Pointer, parsePointer } from './pointer.ts';

/** A copy of a value with a change at a pointer; unchanged parts are shared. */
export function withValue(whole: unknown, pointer: Pointer, value: unknown): unknown {
  return change(whole, parsePointer(pointer) ?? [], () => value);
}

/** A copy of a value without the member at a pointer. */
export function withoutMember(whole: unknown, pointer: Pointer): unknown {
  const tokens = parsePointer(pointer) ?? [];
  const name = tokens.at(-1)!;
  return change(whole, tokens.slice(0, -1), (holder) => {
    if (Array.isArray(holder)) return holder.filter((_, index) => String(index) !== name);
    const members = Object.entries(holder as object).filter(([key]) => key !== name);
    return Object.fromEntries(members);
  });
}

function change(
  value: unknown,
  tokens: readonly string[],
  replace: (value: unknown) => unknown,
): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return replace(value);
  if (Array.isArray(value)) {
    const items = [...value];
    items[Number(token)] = change(items[Number(token)], rest, replace);
    return items;
  }
  // Missing members are made on the way.
  const object = isObject(value) ? value : {};
  // A computed name defines a member, so `__proto__` is an ordinary name.
  return { ...object, [token]: change(ownMember(object, token), rest, replace) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function ownMember(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
