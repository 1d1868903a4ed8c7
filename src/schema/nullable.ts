import type { Node } from '../api/node.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import { itemNodes, propertyNodes } from './members.ts';
import { everyBranch, type SchemaObject, type SchemaViews } from './view.ts';

/**
 * Whether a schema of OpenAPI 3.0 says `nullable: true` where that has no effect: without a `type`
 * beside it, so that what it refers to or combines refuses null (3.0.4 section 4.7.24.1), beside an
 * `enum` without null, or beside a `$ref`, where nothing counts (section 4.7.23).
 */
export function isIgnoredNullable({ written, isReference }: SchemaObject): boolean {
  if (written.nullable !== true) return false;
  if (isReference || Array.isArray(written.enum)) return true;
  return ['allOf', 'oneOf', 'anyOf', 'not'].some((keyword) => written[keyword] !== undefined);
}

/** Whether what speaks about the part of a value at a pointer has such a `nullable`. */
export function hasIgnoredNullable(root: Node, pointer: Pointer, views: SchemaViews): boolean {
  let nodes: readonly Node[] = [root];
  for (const token of parsePointer(pointer) ?? []) {
    const { schemas } = views.entering(nodes, everyBranch);
    const items = /^\d+$/.test(token) ? itemNodes(schemas, Number(token)) : [];
    nodes = [...propertyNodes(schemas, token), ...items];
  }
  return referring(nodes, views).some(isIgnoredNullable);
}

/** The schemas about a value, with the references that lead to them. */
function referring(nodes: readonly Node[], views: SchemaViews): readonly SchemaObject[] {
  const { schemas } = views.entering(nodes, everyBranch);
  return [...nodes.flatMap((node) => views.at(node) ?? []), ...schemas];
}
