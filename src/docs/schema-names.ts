import { below, isObject, type Node } from '../api/node.ts';
import { parsePointer } from '../json/pointer.ts';
import { speaksAlone } from '../schema/direction.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Enter, SchemaObject } from '../schema/view.ts';

/** The schemas that all apply to one value, and the alternative of a choice with only one. */
export function schemasAt(nodes: readonly Node[], { views }: Schemas): readonly SchemaObject[] {
  const [only] = nodes;
  if (nodes.length === 1 && isObject(only!.value) && speaksAlone(only!.value)) {
    const own = views.at(only!)!;
    if (own.choices.length === 0) return [own];
  }
  return views.entering(nodes, loneBranches).schemas;
}

/** The single alternative of `oneOf` and `anyOf` beside null. */
const loneBranches: Enter = ({ choices }) =>
  choices.flatMap(({ branches }) => {
    const branchesBesideNull = branches.filter((branch) => !isNull(branch));
    return branchesBesideNull.length === 1 ? branchesBesideNull : [];
  });

export function isNull({ value }: Node): boolean {
  return isObject(value) && value.type === 'null';
}

/** The target of a reference without siblings. */
export function referredBy(schema: Node, { references }: Schemas): Node {
  const { value, at } = schema;
  if (!isObject(value) || typeof value.$ref !== 'string' || Object.keys(value).length > 1) {
    return schema;
  }
  return references.target(value.$ref, at) ?? schema;
}

// Inline schemas are many, and have long pointers, so that only the ends of pointers are read.
const definition = /\/(?:schemas|\$defs|definitions)(\/[^/]*)$/;
const component = /^\/components\/schemas(\/[^/]*)$/;

/** The name of a schema: that of a component or a definition, else its title. */
export function nameOf(schema: Node, schemas: Schemas): string | undefined {
  const target = schemas.resolve(schema);
  const [, last] = definition.exec(target.at.pointer) ?? [];
  if (last !== undefined) return parsePointer(last)![0];
  if (!isObject(target.value)) return undefined;
  const { title } = target.value;
  if (typeof title === 'string') return title;
  const lone = loneOf(target, schemas);
  return lone && nameOf(lone, schemas);
}

/** The component of the root document behind a schema, by reference or as its only alternative. */
export function componentOf(schema: Node, schemas: Schemas): string | undefined {
  const target = schemas.resolve(schema);
  const [, last] = component.exec(target.at.pointer) ?? [];
  if (last !== undefined) return parsePointer(last)![0];
  const lone = loneOf(target, schemas);
  return lone && componentOf(lone, schemas);
}

/** The single schema inside a wrapper: an `allOf` of one, or one beside null. */
function loneOf(target: Node, schemas: Schemas): Node | undefined {
  const own = schemas.views.at(target);
  if (own === undefined || !isObject(target.value)) return undefined;
  const [lone] = loneBranches(own);
  if (lone !== undefined) return lone;
  const { allOf, properties } = target.value;
  if (!Array.isArray(allOf) || allOf.length !== 1 || properties !== undefined) return undefined;
  return { value: allOf[0], at: below(target.at, 'allOf', 0) };
}
