import type { Schema } from '../api/model.ts';
import { below, isObject, type JsonObject } from '../api/node.ts';
import { keywords } from '../schema/keywords.ts';
import type { Schemas } from '../schema/schemas.ts';

/**
 * A schema without references, as JSON Schema draft-07, for Prism's data generator. Recursion ends
 * early, and deep optional parts are left out. So the value stays small in a contract with many
 * references.
 */
export function inlineSchema(schema: Schema, schemas: Schemas): unknown {
  for (const depth of [6, 4, 2, 1, 0]) {
    const inlining: Inlining = { schemas, depth, size: 0 };
    const inlined = inline(schema, 0, [], inlining);
    if (inlining.size <= maximumSize) return inlined ?? {};
  }
  return {};
}

const maximumSize = 1000;

interface Inlining {
  readonly schemas: Schemas;
  /** How deep optional properties are kept. */
  readonly depth: number;
  size: number;
}

/** `undefined` if the schema leads back to one that is being inlined. */
function inline(
  node: Schema,
  depth: number,
  open: readonly unknown[],
  inlining: Inlining,
): unknown {
  inlining.size += 1;
  if (inlining.size > maximumSize) return {};
  if (!isObject(node.value)) return node.value === false ? { not: {} } : {};
  if (open.includes(node.value)) return undefined;
  const within = [...open, node.value];
  if (node.value.$ref !== undefined) {
    const target = inline(inlining.schemas.resolve(node), depth, within, inlining);
    const { $ref: _, ...siblings } = node.value;
    if (target === undefined || Object.keys(siblings).length === 0) return target;
    const rest = inline({ value: siblings, at: node.at }, depth, within, inlining);
    return rest === undefined ? undefined : { allOf: [target, rest] };
  }
  return inlineObject(node.value, node, depth, within, inlining);
}

function inlineObject(
  schema: JsonObject,
  { at }: Schema,
  depth: number,
  open: readonly unknown[],
  inlining: Inlining,
): Record<string, unknown> | undefined {
  const result: Record<string, unknown> = {};
  const visit = (value: unknown, ...tokens: readonly (string | number)[]) =>
    inline({ value, at: below(at, ...tokens) }, depth + 1, open, inlining);
  const required = Array.isArray(schema.required) ? schema.required : [];

  for (const [keyword, value] of Object.entries(schema)) {
    const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (kind === 'plain' || keyword.startsWith('x-')) result[keyword] = value;
    else if (kind === 'schemas' && Array.isArray(value)) {
      const all = value.map((member, index) => visit(member, keyword, index));
      const kept = all.filter((member) => member !== undefined);
      const isChoice = keyword === 'oneOf' || keyword === 'anyOf';
      if (kept.length === 0 || (!isChoice && kept.length < all.length)) return undefined;
      result[keyword] = kept;
    } else if (kind === 'schema') {
      const inlined = typeof value === 'boolean' ? value : visit(value, keyword);
      if (inlined !== undefined) result[keyword] = inlined;
      else if (keyword === 'items') result.maxItems = 0;
      else if (keyword === 'additionalProperties') result.additionalProperties = false;
    } else if (keyword === 'properties' && isObject(value)) {
      const kept: [string, unknown][] = [];
      for (const [name, property] of Object.entries(value)) {
        const needed = required.includes(name);
        if (isWriteOnly({ value: property, at: below(at, keyword, name) }, inlining.schemas)) {
          continue;
        }
        if (!needed && depth > inlining.depth) continue;
        const inlined = visit(property, keyword, name);
        if (inlined !== undefined) kept.push([name, inlined]);
        else if (needed) return undefined;
      }
      result[keyword] = Object.fromEntries(kept);
    }
  }
  return inDraft07(result, schema);
}

function isWriteOnly(property: Schema, schemas: Schemas): boolean {
  return [property, schemas.resolve(property)].some(
    ({ value }) => isObject(value) && value.writeOnly === true,
  );
}

function inDraft07(result: Record<string, unknown>, schema: JsonObject): Record<string, unknown> {
  if (isObject(result.properties) && Array.isArray(result.required)) {
    const { properties } = result;
    const described = isObject(schema.properties) ? schema.properties : {};
    result.required = result.required.filter(
      (name) => !Object.hasOwn(described, String(name)) || Object.hasOwn(properties, String(name)),
    );
  }
  if (schema.nullable === true && typeof schema.type === 'string') {
    result.type = [schema.type, 'null'];
  }
  if (Array.isArray(result.prefixItems)) {
    const { prefixItems, items, ...rest } = result;
    const additionalItems = items ?? false;
    return { ...rest, items: prefixItems, additionalItems, minItems: prefixItems.length };
  }
  return result;
}
