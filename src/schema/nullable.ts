import type { Node } from '../api/node.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import { itemNodes, propertyNodes } from './members.ts';
import { besideNullable } from './openapi-30.ts';
import { everyBranch, type SchemaObject, type SchemaViews } from './view.ts';

/** Whether some schema about the value at a pointer has such a `nullable`. */
export function hasIgnoredNullable(root: Node, pointer: Pointer, views: SchemaViews): boolean {
  let nodes: readonly Node[] = [root];
  for (const token of parsePointer(pointer) ?? []) {
    const { schemas } = views.entering(nodes, everyBranch);
    const items = /^\d+$/.test(token) ? itemNodes(schemas, Number(token)) : [];
    nodes = [...propertyNodes(schemas, token), ...items];
  }
  return referring(nodes, views).some(({ written }) => besideNullable(written) !== undefined);
}

/** The schemas about a value, including references on the way. */
function referring(nodes: readonly Node[], views: SchemaViews): readonly SchemaObject[] {
  const { schemas } = views.entering(nodes, everyBranch);
  return [...nodes.flatMap((node) => views.at(node) ?? []), ...schemas];
}
