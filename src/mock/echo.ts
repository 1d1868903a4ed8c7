import type { Operation } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';

/**
 * Puts path parameters where made-up data speaks of the same thing, as long as `isValid` agrees: the
 * answer to `/pets/7` has the `id` or `petId` 7, and each of `/owners/3/pets` the `ownerId` 3.
 */
export function echoParameters(
  made: unknown,
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  isValid: (value: unknown) => boolean,
): unknown {
  let value = made;
  for (const [name, parameter] of Object.entries(parameters)) {
    const names = namesFor(name, operation.path);
    const echoed = echo(value, names, parameter);
    // Each for itself, or one that does not fit would keep out those that do.
    if (echoed !== value && isValid(echoed)) value = echoed;
  }
  return value;
}

/** The property names that mean a parameter; `id` only where the path ends with it. */
function namesFor(name: string, path: string): ReadonlySet<string> {
  const isLast = path.endsWith(`{${name}}`);
  const own = plain(name);
  if (own === 'id') return new Set(isLast ? ['id'] : []);
  const last = /\/([^/{}]+)\/\{[^/{}]+\}$/.exec(path)?.[1];
  const isOfThis =
    last !== undefined && own.endsWith('id') && plain(last).startsWith(own.slice(0, -2));
  return new Set(isLast && isOfThis ? [own, 'id'] : [own]);
}

/** `pet_id`, `pet-id` and `petId` are one name. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z\d]/g, '').toLowerCase();
}

/** In the object itself, else in the one object that it wraps; in each object of a list. */
function echo(value: unknown, names: ReadonlySet<string>, parameter: unknown): unknown {
  if (Array.isArray(value)) {
    // The members of a list are different things.
    const shared = new Set([...names].filter((name) => name !== 'id'));
    return value.map((item) => (isObject(item) ? echoInto(item, shared, parameter) : item));
  }
  if (!isObject(value)) return value;
  const echoed = echoInto(value, names, parameter);
  if (echoed !== value) return echoed;
  const inner = Object.entries(value).filter(([, member]) => typeof member === 'object' && member);
  const [only] = inner;
  if (only === undefined || inner.length > 1) return value;
  return { ...value, [only[0]]: echo(only[1], names, parameter) };
}

function echoInto(value: JsonObject, names: ReadonlySet<string>, parameter: unknown): JsonObject {
  if (!Object.keys(value).some((name) => names.has(plain(name)))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      names.has(plain(name)) ? asTypeOf(member, parameter) : member,
    ]),
  );
}

/** A parameter as a value of the type that stands there; that value itself where it does not fit. */
function asTypeOf(member: unknown, parameter: unknown): unknown {
  if (typeof member === typeof parameter && typeof member !== 'object') return parameter;
  if (typeof parameter === 'bigint' && typeof member === 'number') return parameter;
  if (typeof member === 'string' && /^(?:number|bigint)$/.test(typeof parameter)) {
    return String(parameter);
  }
  if (typeof member === 'number' && typeof parameter === 'string' && parameter.trim() !== '') {
    if (/^-?\d{16,}$/.test(parameter)) return exactNumber(BigInt(parameter));
    return Number.isFinite(Number(parameter)) ? Number(parameter) : member;
  }
  return member;
}

function exactNumber(integer: bigint): number | bigint {
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}
