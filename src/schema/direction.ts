import type { Dialect } from '../api/model.ts';
import { below, isObject, type Node } from '../api/node.ts';

/** Requests must not be asked for what is read-only, answers not for what is write-only. */
export type Direction = 'request' | 'response';

/** What stands at a node after following `$ref`s; `undefined` where one dangles or leads back. */
export type Follow = (node: Node) => Node | undefined;

export interface Reading {
  readonly dialect: Dialect;
  readonly direction: Direction;
  readonly follow: Follow;
}

/**
 * The properties that belong to the other direction: a `required` read-only property is required of
 * answers only, a write-only one of requests only (3.0.4 section 4.7.24.2; 3.1 leaves it to the
 * owner, and everyone means the same). `inherited` are those that schemas around this one name.
 */
export function otherDirection(
  node: Node,
  inherited: ReadonlySet<string>,
  reading: Reading,
): ReadonlySet<string> {
  const found = new Set(inherited);
  const flag = reading.direction === 'request' ? 'readOnly' : 'writeOnly';
  collectFlagged(node, flag, reading, found, new Set());
  return found;
}

export type Flag = 'readOnly' | 'writeOnly';

/** The names of the properties that a schema, or a member of its `allOf`, gives the flag. */
function collectFlagged(
  node: Node,
  flag: Flag,
  reading: Reading,
  found: Set<string>,
  seen: Set<unknown>,
): void {
  const { value: schema, at } = node;
  if (!isObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  if (schema.$ref !== undefined) {
    const target = reading.follow(node);
    if (target !== undefined) collectFlagged(target, flag, reading, found, seen);
    // In 3.0, nothing beside a reference counts.
    if (reading.dialect === '3.0') return;
  }
  const { properties, allOf } = schema;
  if (isObject(properties)) {
    for (const [name, value] of Object.entries(properties)) {
      // Most properties have no flag and refer to nothing, which shows without their place.
      if (!isObject(value) || (value[flag] !== true && value.$ref === undefined)) continue;
      const property = { value, at: below(at, 'properties', name) };
      if (hasFlag(property, flag, reading)) found.add(name);
    }
  }
  if (Array.isArray(allOf)) {
    for (const [index, value] of allOf.entries()) {
      collectFlagged({ value, at: below(at, 'allOf', index) }, flag, reading, found, seen);
    }
  }
}

/** Whether a property has the flag; in 3.1, beside a reference or behind it. */
export function hasFlag(node: Node, flag: Flag, { dialect, follow }: Reading): boolean {
  if (isObject(node.value) && dialect !== '3.0' && node.value[flag] === true) return true;
  const schema = follow(node);
  return schema !== undefined && isObject(schema.value) && schema.value[flag] === true;
}
