import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { SchemaViews } from './view.ts';

/** Requests must not require read-only properties, nor answers write-only ones. */
export type Direction = 'request' | 'response';

export type Flag = 'readOnly' | 'writeOnly';

/** The flag of properties that do not belong to a direction (OpenAPI 3.0.4 section 4.7.24.2). */
export function foreignFlag(direction: Direction): Flag {
  return direction === 'request' ? 'readOnly' : 'writeOnly';
}

/** Whether a schema has the flag, or another schema that always applies to its value. */
export function hasFlag(node: Node, flag: Flag, views: SchemaViews): boolean {
  const { value } = node;
  if (isObject(value) && speaksAlone(value)) return value[flag] === true;
  return views.of(node).schemas.some(({ written }) => written[flag] === true);
}

/**
 * Whether no other schema always applies to a schema's value; this needs no lookup of its place.
 */
export function speaksAlone(schema: JsonObject): boolean {
  return (
    schema.$ref === undefined && schema.$dynamicRef === undefined && schema.allOf === undefined
  );
}

/**
 * The properties of the other direction: a required read-only property is required in answers only,
 * a required write-only one in requests only (3.0.4 section 4.7.24.2; 3.1 leaves it to the owner,
 * but authors mean the same). `inherited` are those that enclosing schemas name.
 */
export function otherDirection(
  node: Node,
  inherited: ReadonlySet<string>,
  direction: Direction,
  views: SchemaViews,
): ReadonlySet<string> {
  const found = new Set(inherited);
  const flag = foreignFlag(direction);
  for (const { written, at } of views.of(node).schemas) {
    if (!isObject(written.properties)) continue;
    for (const [name, value] of Object.entries(written.properties)) {
      if (!isObject(value) || (value[flag] !== true && speaksAlone(value))) continue;
      if (hasFlag({ value, at: below(at, 'properties', name) }, flag, views)) found.add(name);
    }
  }
  return found;
}
