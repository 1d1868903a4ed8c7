import { below, isObject, type Node } from '../api/node.ts';
import { listed, type SchemaObject } from './view.ts';

/** The schemas that schemas list by a keyword: `prefixItems`. */
export function listedBy(schemas: readonly SchemaObject[], keyword: string): readonly Node[] {
  return schemas.flatMap(({ keywords, at }) => listed(keywords, at, keyword));
}

/** The schemas that schemas have by a keyword: `items`. */
export function heldBy(schemas: readonly SchemaObject[], keyword: string): readonly Node[] {
  return schemas.flatMap(({ keywords, at }) => {
    const value = keywords[keyword];
    return value === undefined ? [] : [{ value, at: below(at, keyword) }];
  });
}

/** The schemas that schemas have by a keyword and a name: `properties`. */
export function namedBy(
  schemas: readonly SchemaObject[],
  keyword: string,
): ReadonlyMap<string, readonly Node[]> {
  const found = new Map<string, readonly Node[]>();
  for (const { keywords, at } of schemas) {
    const named = keywords[keyword];
    if (!isObject(named)) continue;
    for (const [name, value] of Object.entries(named)) {
      const node = { value, at: below(at, keyword, name) };
      const others = found.get(name);
      found.set(name, others === undefined ? [node] : [...others, node]);
    }
  }
  return found;
}

/** The properties that schemas require. */
export function requiredBy(schemas: readonly SchemaObject[]): ReadonlySet<string> {
  const names = schemas.flatMap(({ keywords }) =>
    Array.isArray(keywords.required) ? (keywords.required as readonly unknown[]) : [],
  );
  return new Set(names.filter((name) => typeof name === 'string'));
}
