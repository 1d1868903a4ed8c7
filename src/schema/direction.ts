import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { SchemaViews } from './view.ts';

/** Requests must not be asked for what is read-only, answers not for what is write-only. */
export type Direction = 'request' | 'response';

export type Flag = 'readOnly' | 'writeOnly';

/** The flag of what does not belong to a direction (OpenAPI 3.0.4 section 4.7.24.2). */
export function foreignFlag(direction: Direction): Flag {
  return direction === 'request' ? 'readOnly' : 'writeOnly';
}

/** Whether a schema, or another that certainly speaks of its value, has the flag. */
export function hasFlag(node: Node, flag: Flag, views: SchemaViews): boolean {
  const { value } = node;
  if (isObject(value) && speaksAlone(value)) return value[flag] === true;
  return views.of(node).schemas.some(({ written }) => written[flag] === true);
}

/** Whether no other schema certainly speaks of a schema's value, which shows without its place. */
export function speaksAlone(schema: JsonObject): boolean {
  return (
    schema.$ref === undefined && schema.$dynamicRef === undefined && schema.allOf === undefined
  );
}

/**
 * The properties that belong to the other direction: a `required` read-only property is required of
 * answers only, a write-only one of requests only (3.0.4 section 4.7.24.2; 3.1 leaves it to the
 * owner, and everyone means the same). `inherited` are those that schemas around this one name.
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
