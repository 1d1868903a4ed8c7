import { isObject } from '../api/node.ts';
import { withoutMember, withValue } from '../json/edit.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import { isEqual } from '../schema/equality.ts';

/**
 * JSON Merge Patch (RFC 7396 section 2). `keepsNull` says at which places null is a value instead
 * of a removal.
 */
export function mergePatch(
  target: unknown,
  patch: unknown,
  keepsNull: (place: Pointer) => boolean = () => false,
  at: Pointer = '',
): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map<string, unknown>(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    const place = child(at, name);
    if (value === null && !keepsNull(place)) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value, keepsNull, place));
  }
  return Object.fromEntries(merged);
}

export type Patched =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** JSON Patch (RFC 6902 section 4): applies all operations, or says why one cannot be applied. */
export function jsonPatch(target: unknown, patch: unknown): Patched {
  if (!Array.isArray(patch)) return { ok: false, reason: 'a JSON Patch is an array of operations' };
  let value = target;
  for (const [index, operation] of patch.entries()) {
    const applied = applyOperation(value, operation);
    if (!applied.ok) return { ok: false, reason: `operation ${index}: ${applied.reason}` };
    value = applied.value;
  }
  return { ok: true, value };
}

function applyOperation(whole: unknown, operation: unknown): Patched {
  if (!isObject(operation)) return { ok: false, reason: 'it is not an object' };
  const { op, path, from, value } = operation;
  if (typeof path !== 'string' || parsePointer(path) === undefined) {
    return { ok: false, reason: `"${path}" is not a JSON Pointer` };
  }
  switch (op) {
    case 'add':
      return add(whole, path, value);
    case 'remove':
      return remove(whole, path);
    case 'replace': {
      if (!exists(whole, path)) return missing(path);
      return { ok: true, value: withValue(whole, path, value) };
    }
    case 'move':
    case 'copy': {
      if (typeof from !== 'string' || !exists(whole, from)) return missing(String(from));
      if (op === 'move' && path.startsWith(`${from}/`)) {
        return { ok: false, reason: `"${from}" cannot be moved into itself` };
      }
      const moved = valueAt(whole, from);
      const without = op === 'move' ? remove(whole, from) : { ok: true as const, value: whole };
      return without.ok ? add(without.value, path, moved) : without;
    }
    case 'test':
      if (!exists(whole, path)) return missing(path);
      return isEqual(valueAt(whole, path), value)
        ? { ok: true, value: whole }
        : { ok: false, reason: `the value at "${path}" is not the one that "test" expects` };
    default:
      return { ok: false, reason: `"${op}" is not an operation of JSON Patch` };
  }
}

function add(whole: unknown, path: Pointer, value: unknown): Patched {
  if (path === '') return { ok: true, value };
  const [holder, name] = holderOf(path);
  const around = valueAt(whole, holder);
  if (Array.isArray(around)) {
    const index = name === '-' ? around.length : /^(?:0|[1-9]\d*)$/.test(name) ? Number(name) : -1;
    if (index < 0 || index > around.length) return missing(path);
    return { ok: true, value: withValue(whole, holder, around.toSpliced(index, 0, value)) };
  }
  return isObject(around) ? { ok: true, value: withValue(whole, path, value) } : missing(holder);
}

function remove(whole: unknown, path: Pointer): Patched {
  if (path === '' || !exists(whole, path)) return missing(path);
  return { ok: true, value: withoutMember(whole, path) };
}

function exists(whole: unknown, path: Pointer): boolean {
  if (path === '') return true;
  const [holder, name] = holderOf(path);
  const around = valueAt(whole, holder);
  if (Array.isArray(around)) return /^(?:0|[1-9]\d*)$/.test(name) && Number(name) < around.length;
  return isObject(around) && Object.hasOwn(around, name);
}

function holderOf(path: Pointer): readonly [holder: Pointer, name: string] {
  const name = parsePointer(path)?.at(-1) ?? '';
  return [path.slice(0, path.lastIndexOf('/')), name];
}

function missing(path: Pointer): Patched {
  return { ok: false, reason: `there is nothing at "${path}"` };
}
