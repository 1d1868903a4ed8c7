import type { JsonType } from '../../body/shape.ts';
import type { SchemaObject } from '../view.ts';

/** The types that all schemas allow, in the order of the first one, `null` last. */
export function typesOf(schemas: readonly SchemaObject[]): readonly JsonType[] | undefined {
  let allowed: readonly JsonType[] | undefined;
  for (const { type } of schemas.map(({ keywords }) => keywords)) {
    const types = (Array.isArray(type) ? type : type === undefined ? [] : [type]) as JsonType[];
    if (types.length === 0) continue;
    if (allowed === undefined) allowed = types;
    else {
      const integers = types.includes('number') ? types.concat('integer') : types;
      const narrowed = allowed.flatMap((one): JsonType[] => {
        if (integers.includes(one)) return [one];
        return one === 'number' && types.includes('integer') ? ['integer'] : [];
      });
      allowed = narrowed;
    }
  }
  return allowed && [...allowed.filter((one) => one !== 'null'), ...allowed.filter(isNullType)];
}

function isNullType(type: JsonType): boolean {
  return type === 'null';
}

/** The likely type of a schema without a type, by its other keywords. */
export function inferredType(schemas: readonly SchemaObject[]): JsonType {
  const has = (...names: readonly string[]) =>
    schemas.some(({ keywords }) => names.some((name) => Object.hasOwn(keywords, name)));
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties')) {
    return 'object';
  }
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'contains', 'uniqueItems'))
    return 'array';
  const numeric = ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'];
  return has(...numeric) ? 'number' : 'string';
}
