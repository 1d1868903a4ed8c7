import { below, isObject, type Node } from '../api/node.ts';
import { parsePointer } from '../json/pointer.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Enter, SchemaObject } from '../schema/view.ts';

/** The schemas that all apply to one value, and the alternative of a choice with only one. */
export function schemasAt(nodes: readonly Node[], { views }: Schemas): readonly SchemaObject[] {
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

/** The name of a schema: that of a component or a definition, else its title. */
export function nameOf(schema: Node, schemas: Schemas): string | undefined {
  const target = schemas.resolve(schema);
  const tokens = parsePointer(target.at.pointer) ?? [];
  const holder = tokens.at(-2);
  if (['schemas', '$defs', 'definitions'].includes(holder ?? '')) return tokens.at(-1);
  if (!isObject(target.value)) return undefined;
  const { title } = target.value;
  if (typeof title === 'string') return title;
  const lone = loneOf(target, schemas);
  return lone && nameOf(lone, schemas);
}

/** The component of the root document behind a schema, by reference or as its only alternative. */
export function componentOf(schema: Node, schemas: Schemas): string | undefined {
  const target = schemas.resolve(schema);
  const tokens = parsePointer(target.at.pointer) ?? [];
  if (tokens.length === 3 && tokens[0] === 'components' && tokens[1] === 'schemas') {
    return tokens[2];
  }
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
