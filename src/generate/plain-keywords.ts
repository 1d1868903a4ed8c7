import { isObject, items, type JsonObject, member, type Node } from '../api/node.ts';
import { keywordsOf30 } from '../schema/keywords.ts';
import { annotations } from './own-types.ts';

/** The keywords that change which values a type has. */
export const typeKeywords = new Set([
  ...['type', 'enum', 'const', 'format', 'nullable', 'contentEncoding', 'contentMediaType'],
  ...['properties', 'required', 'additionalProperties', 'patternProperties'],
  ...['items', 'prefixItems', 'allOf', 'anyOf', 'oneOf'],
]);

/** The additional keywords of 3.0 beside those of JSON Schema (3.0.4 section 4.7.24). */
const beside30 = new Set([...annotations, 'nullable', 'discriminator']);

/** Removes keywords that 3.0 does not have, which mean nothing there. */
export function only30({ value, at }: Node): Node {
  const kept = Object.entries(value as JsonObject).filter(
    ([keyword]) => keywordsOf30.has(keyword) || beside30.has(keyword),
  );
  return { value: Object.fromEntries(kept), at };
}

/** `false`, and what is not anything. */
export function isNothing({ value }: Node): boolean {
  if (!isObject(value)) return value === false;
  const { not } = value;
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}

export function isCombination(schema: unknown): boolean {
  return isObject(schema) && ['allOf', 'anyOf', 'oneOf'].some((key) => Array.isArray(schema[key]));
}

export const objectKeywords = [
  'properties',
  'additionalProperties',
  'patternProperties',
  'allOf',
  'items',
  'prefixItems',
];

/** Whether a branch leaves the type of a value to its enclosing schema. */
export function isSilent(branch: JsonObject): boolean {
  return !['$ref', 'type', 'enum', 'const', 'allOf', 'anyOf', 'oneOf'].some((keyword) =>
    Object.hasOwn(branch, keyword),
  );
}

export function withoutAnnotations(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !annotations.includes(keyword)),
  );
}

/** Without a type, keywords of arrays imply an array, and those of objects an object. */
export function describesArray(schema: JsonObject): boolean {
  return (
    ['items', 'prefixItems'].some((keyword) => Object.hasOwn(schema, keyword)) &&
    !['enum', 'const', 'properties', 'additionalProperties'].some((keyword) =>
      Object.hasOwn(schema, keyword),
    )
  );
}

/** An undescribed object may have any members; it is not empty. */
export function isFreeObject({ value }: Node): boolean {
  const { type, properties, ...others } = value as JsonObject;
  return (
    [type].flat().includes('object') &&
    Object.keys(isObject(properties) ? properties : {}).length === 0 &&
    !['patternProperties', 'allOf', 'anyOf', 'oneOf', 'enum', 'const'].some((keyword) =>
      Object.hasOwn(others, keyword),
    )
  );
}

/** Whether keywords other than those of properties describe an object. */
export function saysMoreThanProperties(schema: JsonObject): boolean {
  return Object.keys(schema).some(
    (keyword) => typeKeywords.has(keyword) && !['type', 'properties', 'required'].includes(keyword),
  );
}

export function saysNothing({ value }: Node): boolean {
  return (
    isObject(value) && !Object.keys(value).some((key) => key === '$ref' || typeKeywords.has(key))
  );
}

/** The names that a schema and its `allOf` require without describing them. */
export function undescribed(node: Node, leftOut: ReadonlySet<string>): readonly string[] {
  const { $ref, required, properties } = isObject(node.value) ? node.value : {};
  if (typeof $ref === 'string') return [];
  const names = Array.isArray(required) ? required : [];
  const own = names.filter(
    (name) =>
      typeof name === 'string' &&
      !leftOut.has(name) &&
      !(isObject(properties) && Object.hasOwn(properties, name)),
  );
  const members = [...items(member(node, 'allOf'))].flatMap((part) => undescribed(part, leftOut));
  return [...new Set([...own, ...members])];
}

/** The number of items in a tuple: described items may be missing, and others may follow. */
export function lengths({ prefixItems, items, minItems, maxItems }: JsonObject): JsonObject {
  const most = items === false ? (prefixItems as readonly unknown[]).length : maxItems;
  return {
    ...(typeof minItems === 'number' && { minItems }),
    ...(typeof most === 'number' && { maxItems: most }),
  };
}

/**
 * The members of `allOf` with an effect: all properties of an object may belong to the other
 * direction.
 */
export function constrainingMembers(members: readonly JsonObject[]): readonly JsonObject[] {
  return members.filter(({ type, ...plain }) => {
    const isObjectType = [type ?? 'object']
      .flat()
      .every((each) => each === 'object' || each === 'null');
    return (
      !isObjectType ||
      Object.keys(plain).some((keyword) => keyword !== 'required' && !annotations.includes(keyword))
    );
  });
}
