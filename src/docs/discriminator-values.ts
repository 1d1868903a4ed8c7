import { isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { mappedSchema } from '../schema/discriminator.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { SchemaObject } from '../schema/view.ts';

/** The values of the discriminator, by the place of each schema. */
export function tagsOf(
  schema: SchemaObject,
  schemas: Schemas,
): ReadonlyMap<string, readonly string[]> | undefined {
  if (!isObject(schema.written.discriminator)) return undefined;
  return new Map(
    mappedSchemas(schema, schemas).map(([target, values]) => [locationKey(target.at), values]),
  );
}

/** The schemas that a discriminator's mapping names, each with its values. */
export function mappedSchemas(
  { written, at }: SchemaObject,
  schemas: Schemas,
): readonly (readonly [Node, readonly string[]])[] {
  const { discriminator } = written;
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return [];
  const found = new Map<string, readonly [Node, readonly string[]]>();
  for (const [value, mapped] of Object.entries(discriminator.mapping)) {
    const target =
      typeof mapped === 'string' ? mappedSchema(mapped, at, schemas.references) : undefined;
    if (target === undefined) continue;
    const key = locationKey(target.at);
    found.set(key, [target, [...(found.get(key)?.[1] ?? []), value]]);
  }
  return [...found.values()];
}
