import type { Dialect, Schema } from '../../api/model.ts';
import { below, isObject, type JsonObject } from '../../api/node.ts';
import type { Location } from '../../json/document.ts';
import { keywordsOf30 } from '../../schema/keywords.ts';
import type { Schemas } from '../../schema/schemas.ts';

/** What schemas are read with. */
export interface Reading {
  readonly schemas: Schemas;
  readonly dialect: Dialect;
}

/** A schema that speaks about a value, in the keywords of 3.1. */
export interface Layer {
  readonly schema: JsonObject;
  readonly at: Location;
}

/** A `oneOf` or `anyOf`, and the branches that the value satisfies. */
export interface Choice {
  readonly keyword: 'oneOf' | 'anyOf';
  readonly at: Location;
  readonly branches: readonly Schema[];
  readonly taken: readonly number[];
}

/** An `if`, and whether the value satisfies it. */
export interface Condition {
  readonly layer: Layer;
  readonly condition: Schema;
  readonly holds: boolean;
}

/** All that some schemas say about a value. */
export interface Described {
  readonly layers: readonly Layer[];
  readonly choices: readonly Choice[];
  readonly conditions: readonly Condition[];
}

/**
 * The schemas that apply to a value, laid flat: those given, what they refer to, the members of
 * `allOf`, the branches of `oneOf` and `anyOf` that the value satisfies, and what its `if`s and
 * properties bring along.
 */
export function described(
  nodes: readonly Schema[],
  value: unknown,
  { schemas, dialect }: Reading,
): Described {
  const layers: Layer[] = [];
  const choices: Choice[] = [];
  const conditions: Condition[] = [];
  const seen = new Set<unknown>();
  const satisfies = (node: Schema) => schemas.check(node, 'request', value).kind === 'valid';

  function visit(node: Schema): void {
    if (!isObject(node.value) || seen.has(node.value)) return;
    seen.add(node.value);
    const isReference = node.value.$ref !== undefined;
    if (isReference) visit(schemas.resolve(node));
    // The siblings of a reference are ignored in 3.0 (section 4.7.23).
    if (isReference && dialect === '3.0') return;
    const schema = dialect === '3.0' ? asIf31(node.value) : node.value;
    const layer = { schema, at: node.at };
    layers.push(layer);
    for (const member of branches(layer, 'allOf')) visit(member);
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const all = branches(layer, keyword);
      if (all.length === 0) continue;
      const taken = all.flatMap((branch, index) => (satisfies(branch) ? [index] : []));
      choices.push({ keyword, at: below(node.at, keyword), branches: all, taken });
      for (const index of taken) visit(all[index]!);
    }
    if (schema.if !== undefined) {
      const condition = { value: schema.if, at: below(node.at, 'if') };
      const holds = satisfies(condition);
      conditions.push({ layer, condition, holds });
      const next = holds ? 'then' : 'else';
      if (holds) visit(condition);
      if (schema[next] !== undefined) visit({ value: schema[next], at: below(node.at, next) });
    }
    if (isObject(schema.dependentSchemas) && isObject(value)) {
      for (const [name, dependent] of Object.entries(schema.dependentSchemas)) {
        if (!Object.hasOwn(value, name)) continue;
        visit({ value: dependent, at: below(node.at, 'dependentSchemas', name) });
      }
    }
  }

  for (const node of nodes) visit(node);
  return { layers, choices, conditions };
}

function branches({ schema, at }: Layer, keyword: string): readonly Schema[] {
  const members = schema[keyword];
  if (!Array.isArray(members)) return [];
  return members.map((value, index) => ({ value, at: below(at, keyword, index) }));
}

const known = new WeakMap<JsonObject, JsonObject>();

/** OpenAPI 3.0's own keywords in the terms of 3.1 (3.0.4 section 4.7.24). */
function asIf31(schema: JsonObject): JsonObject {
  let result = known.get(schema);
  if (result === undefined) {
    result = translate30(schema);
    known.set(schema, result);
  }
  return result;
}

function translate30(schema: JsonObject): JsonObject {
  const result: Record<string, unknown> = {};
  for (const [keyword, operand] of Object.entries(schema)) {
    if (keywordsOf30.has(keyword)) result[keyword] = operand;
  }
  if (schema.nullable === true && typeof schema.type === 'string') {
    result.type = [schema.type, 'null'];
  }
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    delete result[exclusive];
    if (schema[exclusive] === true && schema[bound] !== undefined) {
      delete result[bound];
      result[exclusive] = schema[bound];
    }
  }
  return result;
}
