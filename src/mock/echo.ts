import type { Operation } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';

/** Path parameters by name, decoded. */
export type PathValues = Readonly<Record<string, unknown>>;

/**
 * Puts path parameters into an answer about the same item, if `isValid` accepts each one. The
 * answer to `/pets/7` has the `id` or `petId` 7, and each item of `/owners/3/pets` has the
 * `ownerId` 3.
 */
export function echoParameters(
  made: unknown,
  operation: Operation,
  parameters: PathValues,
  isValid: (value: unknown) => boolean,
): unknown {
  let value = made;
  for (const [name, parameter] of Object.entries(parameters)) {
    const names = namesFor(name, operation.path);
    const echoed = replace(value, names, (member) => asTypeOf(member, parameter));
    // One by one, so that an invalid one does not exclude the valid ones.
    if (echoed !== value && isValid(echoed)) value = echoed;
  }
  return value;
}

/** Whether an answer has members for the path parameters. */
export function speaksOfParameters(value: unknown, { path, parameters }: Operation): boolean {
  let speaks = false;
  for (const { in: place, name } of parameters) {
    if (place !== 'path') continue;
    replace(value, namesFor(name, path), (member) => {
      speaks = true;
      return member;
    });
  }
  return speaks;
}

/** Whether an answer has members for the path parameters, and with their values. */
export function holdsParameters(
  value: unknown,
  operation: Operation,
  parameters: PathValues,
): boolean {
  let speaks = false;
  let holds = true;
  for (const [name, parameter] of Object.entries(parameters)) {
    replace(value, namesFor(name, operation.path), (member) => {
      speaks = true;
      holds &&= asTypeOf(member, parameter) === member && String(member) === String(parameter);
      return member;
    });
  }
  return speaks && holds;
}

/** The property names that mean a parameter; `id` only if the path ends with it. */
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

type Replacing = (member: unknown) => unknown;

/** In the object itself, else in the one object inside it; in each object of a list. */
function replace(value: unknown, names: ReadonlySet<string>, by: Replacing): unknown {
  if (names.size === 0) return value;
  if (Array.isArray(value)) {
    // The items of a list are different things.
    const shared = new Set([...names].filter((name) => name !== 'id'));
    const replaced = value.map((item) => (isObject(item) ? replaceIn(item, shared, by) : item));
    return replaced.some((item, index) => item !== value[index]) ? replaced : value;
  }
  if (!isObject(value)) return value;
  if (Object.keys(value).some((name) => names.has(plain(name)))) return replaceIn(value, names, by);
  const inner = Object.entries(value).filter(([, member]) => typeof member === 'object' && member);
  const [only] = inner;
  if (only === undefined || inner.length > 1) return value;
  const replaced = replace(only[1], names, by);
  return replaced === only[1] ? value : { ...value, [only[0]]: replaced };
}

function replaceIn(value: JsonObject, names: ReadonlySet<string>, by: Replacing): JsonObject {
  let isSame = true;
  const members = Object.entries(value).map(([name, member]) => {
    const replaced = names.has(plain(name)) ? by(member) : member;
    isSame &&= replaced === member;
    return [name, replaced] as const;
  });
  return isSame ? value : Object.fromEntries(members);
}

/**
 * A parameter in the type of the value that it replaces; that value if the parameter does not fit.
 */
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
