import type { JsonType } from '../../body/shape.ts';
import type { Layer } from './layers.ts';

/** The types that all layers allow, as the first writes them, `null` last. */
export function typesOf(layers: readonly Layer[]): readonly JsonType[] | undefined {
  let allowed: readonly JsonType[] | undefined;
  for (const { schema } of layers) {
    const { type } = schema;
    const own = (Array.isArray(type) ? type : type === undefined ? [] : [type]) as JsonType[];
    if (own.length === 0) continue;
    const types: JsonType[] = schema.nullable === true ? [...own, 'null'] : own;
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

/** What a schema without a type is most likely about, by its other keywords. */
export function inferredType(layers: readonly Layer[]): JsonType {
  const has = (...keywords: readonly string[]) =>
    layers.some(({ schema }) => keywords.some((keyword) => Object.hasOwn(schema, keyword)));
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties')) {
    return 'object';
  }
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'contains', 'uniqueItems'))
    return 'array';
  const numeric = ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'];
  return has(...numeric) ? 'number' : 'string';
}
