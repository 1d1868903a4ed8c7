import { isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { heldBy } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { SchemaObject } from '../schema/view.ts';
import { schemasAt } from './schema-names.ts';

/** Keywords whose schemas apply to the same value. */
export const sameValue: readonly (readonly [keyword: string, title: string])[] = [
  ['not', 'Not'],
  ['if', 'If'],
  ['then', 'Then'],
  ['else', 'Else'],
];

/** Keywords whose schemas apply to parts of the value. */
export const otherValues: readonly (readonly [keyword: string, title: string])[] = [
  ['contains', 'Contains an item'],
  ['propertyNames', 'Names of its properties'],
  ['contentSchema', 'Its content, decoded'],
  ['unevaluatedItems', 'Further items'],
];

/** Keywords whose schemas say something beside the members of a value. */
const grouping = [
  ...['oneOf', 'anyOf', 'not', 'if', 'then', 'else', 'dependentSchemas'],
  ...['contains', 'propertyNames', 'contentSchema', 'unevaluatedItems'],
];

const groups: ReadonlySet<string> = new Set(grouping);
const structures: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['items', 'prefixItems', 'required', ...grouping],
]);

/**
 * Whether a schema has one of some keywords. The loop runs over the schema's own keywords, because
 * most schemas have few.
 */
export function hasAny(keywords: JsonObject, names: ReadonlySet<string>): boolean {
  for (const keyword in keywords) if (names.has(keyword)) return true;
  return false;
}

/** Whether a schema has alternatives, conditions or exclusions. */
export function isGrouping({ keywords, written }: SchemaObject): boolean {
  return written.discriminator !== undefined || hasAny(keywords, groups);
}

/** Whether a schema has parts that are shown below it. */
export function isStructured({ keywords, written }: SchemaObject): boolean {
  return written.discriminator !== undefined || hasAny(keywords, structures);
}

/**
 * The schemas of a value, each followed by those of its items, because a list is shown as its
 * items.
 */
export function itemsBelow(
  here: readonly SchemaObject[],
  schemas: Schemas,
): readonly (readonly SchemaObject[])[] {
  const levels: (readonly SchemaObject[])[] = [];
  const seen = new Set(here);
  let items = heldBy(here, 'items').filter(({ value }) => isObject(value));
  while (items.length > 0) {
    const level = schemasAt(items, schemas);
    levels.push(level);
    if (level.some((one) => seen.has(one))) break;
    for (const one of level) seen.add(one);
    items = heldBy(level, 'items').filter(({ value }) => isObject(value));
  }
  return levels;
}

/** In 3.0, a description beside a reference has no effect; it is still worth showing. */
export function descriptionOf(
  nodes: readonly Node[],
  here: readonly SchemaObject[],
): string | undefined {
  const describedNode = nodes.find(
    ({ value }) => isObject(value) && isText(value.description),
  )?.value;
  const all = describedNode ?? here.find(({ written }) => isText(written.description))?.written;
  return (all as { readonly description: string } | undefined)?.description;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** Whether a place is inside a node's text. */
export function contains({ at: outer }: Node, inner: Location): boolean {
  return (
    outer.document === inner.document &&
    (outer.pointer === inner.pointer || inner.pointer.startsWith(`${outer.pointer}/`))
  );
}
