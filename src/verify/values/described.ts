import type { Schema } from '../../api/model.ts';
import { below, isObject } from '../../api/node.ts';
import { type Pointer, parsePointer } from '../../json/pointer.ts';
import { namedBy } from '../../schema/members.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { SchemaObject, Union } from '../../schema/view.ts';

/** A `oneOf` or `anyOf`, and the branches that the value satisfies. */
export interface UnionOfValue extends Union {
  readonly taken: readonly number[];
}

/** An `if`, and whether the value satisfies it. */
export interface Condition {
  readonly schema: SchemaObject;
  readonly condition: Schema;
  readonly holds: boolean;
}

/** The facts about a value from some schemas. */
export interface Described {
  readonly schemas: readonly SchemaObject[];
  readonly unions: readonly UnionOfValue[];
  readonly conditions: readonly Condition[];
}

/**
 * The schemas that apply to a value: those that always apply, the branches of `oneOf` and `anyOf`
 * that it satisfies, and the schemas that its `if`s and properties add.
 */
export function described(
  nodes: readonly Schema[],
  value: unknown,
  { schemas: { check, views } }: { readonly schemas: Schemas },
): Described {
  const unions: UnionOfValue[] = [];
  const conditions: Condition[] = [];
  const satisfies = (node: Schema) => check(node, 'request', value).kind === 'valid';

  function* branchesTaken({ choices }: SchemaObject): Iterable<Schema> {
    for (const { keyword, at, branches } of choices) {
      const taken = [...branches.keys()].filter((index) => satisfies(branches[index]!));
      if (keyword === '$dynamicRef') taken.length = Math.min(taken.length, 1);
      else unions.push({ keyword, at, branches, taken });
      for (const index of taken) yield branches[index]!;
    }
  }

  function* wayOfCondition(schema: SchemaObject): Iterable<Schema> {
    const { keywords, at } = schema;
    if (keywords.if === undefined) return;
    const condition = { value: keywords.if, at: below(at, 'if') };
    const holds = satisfies(condition);
    conditions.push({ schema, condition, holds });
    if (holds) yield condition;
    const next = holds ? 'then' : 'else';
    if (keywords[next] !== undefined) yield { value: keywords[next], at: below(at, next) };
  }

  function* dependents({ keywords: { dependentSchemas }, at }: SchemaObject): Iterable<Schema> {
    if (!isObject(dependentSchemas) || !isObject(value)) return;
    for (const [name, dependent] of Object.entries(dependentSchemas)) {
      if (!Object.hasOwn(value, name)) continue;
      yield { value: dependent, at: below(at, 'dependentSchemas', name) };
    }
  }

  const { schemas } = views.entering(nodes, function* (schema) {
    yield* branchesTaken(schema);
    yield* wayOfCondition(schema);
    yield* dependents(schema);
  });
  return { schemas, unions, conditions };
}

/** The schemas of a part of a value, at the end of a path of properties. */
export function describedAt(
  nodes: readonly Schema[],
  value: unknown,
  pointer: Pointer,
  judge: { readonly schemas: Schemas },
): readonly SchemaObject[] {
  let here = described(nodes, value, judge).schemas;
  let part = value;
  for (const name of parsePointer(pointer) ?? []) {
    part = isObject(part) ? part[name] : undefined;
    here = described(namedBy(here, 'properties').get(name) ?? [], part, judge).schemas;
  }
  return here;
}
