import { below, type JsonObject } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { keywordsOf30 } from './keywords.ts';

const bounds = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
] as const;

/** The assertions of an OpenAPI 3.0 schema in the terms of 2020-12 (3.0.4 section 4.7.24). */
export function asIf31(schema: JsonObject): JsonObject {
  const result: Record<string, unknown> = {};
  for (const keyword of Object.keys(schema)) {
    if (keywordsOf30.has(keyword)) result[keyword] = schema[keyword];
  }
  // Without a type, `nullable` has no effect (3.0.4 section 4.7.24.1).
  if (schema.nullable === true && typeof schema.type === 'string') {
    result.type = schema.type === 'null' ? 'null' : [schema.type, 'null'];
  }
  for (const [bound, exclusive] of bounds) {
    delete result[exclusive];
    if (schema[exclusive] === true && schema[bound] !== undefined) {
      delete result[bound];
      result[exclusive] = schema[bound];
    }
  }
  return result;
}

/**
 * The keyword that makes `nullable: true` of OpenAPI 3.0 ineffective: one that refuses null
 * although the `type` beside it allows it (3.0.4 section 4.7.24.1), or `$ref`, whose siblings are
 * ignored (section 4.7.23).
 */
export function besideNullable(schema: JsonObject): string | undefined {
  if (schema.nullable !== true) return undefined;
  return nullRefusing.find((keyword) => schema[keyword] !== undefined && !hasNull(schema[keyword]));
}

const nullRefusing = ['$ref', 'enum', 'allOf', 'oneOf', 'anyOf', 'not'] as const;

/** Whether an `enum` lists null. */
function hasNull(operand: unknown): boolean {
  return Array.isArray(operand) && operand.includes(null);
}

/** The keywords that an OpenAPI 3.0 schema takes from 3.1, each with its place. */
export function newerThan30(
  schema: JsonObject,
  at: Location,
): readonly { readonly at: Location; readonly reason: string }[] {
  const found = Array.isArray(schema.type)
    ? [{ at: below(at, 'type'), reason: 'a list of types needs OpenAPI 3.1' }]
    : [];
  for (const [, exclusive] of bounds) {
    if (typeof schema[exclusive] !== 'number') continue;
    const reason = 'a numeric exclusive bound needs OpenAPI 3.1';
    found.push({ at: below(at, exclusive), reason });
  }
  return found;
}
