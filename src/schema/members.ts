import { below, isObject, type Node } from '../api/node.ts';
import { readPattern } from './pattern-syntax.ts';
import type { SchemaObject } from './view.ts';

/** The schemas under a keyword of some schemas: `items`. */
export function heldBy(schemas: readonly SchemaObject[], keyword: string): readonly Node[] {
  return schemas.flatMap(({ keywords, at }) => {
    const value = keywords[keyword];
    return value === undefined ? [] : [{ value, at: below(at, keyword) }];
  });
}

/** The schemas under a keyword and a name: `properties`. */
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

/** The schemas of a property: by its name, by patterns, otherwise as an additional one. */
export function propertyNodes(schemas: readonly SchemaObject[], name: string): readonly Node[] {
  return schemas.flatMap(({ keywords, at }) => {
    const { properties, patternProperties, additionalProperties: rest } = keywords;
    const own =
      isObject(properties) && Object.hasOwn(properties, name)
        ? [{ value: properties[name], at: below(at, 'properties', name) }]
        : [];
    const byPattern = isObject(patternProperties)
      ? Object.entries(patternProperties)
          .filter(([pattern]) => matchesName(pattern, name))
          .map(([pattern, value]) => ({ value, at: below(at, 'patternProperties', pattern) }))
      : [];
    const described = [...own, ...byPattern];
    if (described.length > 0 || rest === undefined || typeof rest === 'boolean') return described;
    return [{ value: rest, at: below(at, 'additionalProperties') }];
  });
}

function matchesName(pattern: string, name: string): boolean {
  const reading = readPattern(pattern);
  return reading.ok && reading.expression.test(name);
}

/** The schemas of the item at an index. */
export function itemNodes(schemas: readonly SchemaObject[], index: number): readonly Node[] {
  return schemas.flatMap(({ keywords: { prefixItems, items }, at }): readonly Node[] => {
    if (Array.isArray(prefixItems) && index < prefixItems.length) {
      return [{ value: prefixItems[index], at: below(at, 'prefixItems', index) }];
    }
    return items === undefined ? [] : [{ value: items, at: below(at, 'items') }];
  });
}

/** How many items have their own schema. */
export function tupleLength(schemas: readonly SchemaObject[]): number {
  const lengths = schemas.map(({ keywords: { prefixItems } }) =>
    Array.isArray(prefixItems) ? prefixItems.length : 0,
  );
  return Math.max(0, ...lengths);
}
