import { isObject } from '../api/node.ts';
import { compilePattern } from './pattern.ts';
import type { Translated } from './translate.ts';

/** The required parts of the engine that compiled a schema. */
export interface Evaluator {
  /** The schema with the identifier of a `$ref`. */
  referred(id: string): Translated | undefined;
  isValid(schema: Translated, value: unknown): boolean;
}

/**
 * The members of an object, or the indexes of an array, that no keyword beside
 * `unevaluatedProperties` or `unevaluatedItems` has evaluated (JSON Schema Core 2020-12 sections
 * 11.2 and 11.3). ajv counts them during validation, and miscounts if branches depend on the value.
 * Here they are computed when needed, from the branches that the value satisfies.
 */
export function unevaluated(
  schema: Readonly<Record<string, unknown>>,
  value: object,
  evaluator: Evaluator,
): readonly (string | number)[] {
  const seen: Seen = { places: new Set(), all: false };
  lookAtOwn(schema, value, evaluator, seen);
  lookInPlace(schema, value, evaluator, seen);
  if (seen.all) return [];
  const places = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return places.filter((place) => !seen.places.has(place));
}

interface Seen {
  readonly places: Set<string | number>;
  all: boolean;
}

function look(schema: Translated, value: object, evaluator: Evaluator, seen: Seen): void {
  if (seen.all || !isObject(schema)) return;
  const kind = Array.isArray(value) ? 'unevaluatedItems' : 'unevaluatedProperties';
  if (schema[kind] !== undefined) {
    seen.all = true;
    return;
  }
  lookAtOwn(schema, value, evaluator, seen);
  lookInPlace(schema, value, evaluator, seen);
}

/** The members that the keywords of one schema evaluate. */
function lookAtOwn(
  schema: Readonly<Record<string, unknown>>,
  value: object,
  evaluator: Evaluator,
  seen: Seen,
): void {
  if (Array.isArray(value)) {
    if (schema.items !== undefined) seen.all = true;
    const before = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0;
    for (let index = 0; index < Math.min(before, value.length); index += 1) {
      seen.places.add(index);
    }
    if (schema.contains === undefined) return;
    for (const [index, item] of value.entries()) {
      if (evaluator.isValid(schema.contains as Translated, item)) seen.places.add(index);
    }
    return;
  }
  if (schema.additionalProperties !== undefined) seen.all = true;
  const { properties, patternProperties } = schema;
  const patterns = isObject(patternProperties)
    ? Object.keys(patternProperties).map((source) => compilePattern(source))
    : [];
  for (const name of Object.keys(value)) {
    if (isObject(properties) && Object.hasOwn(properties, name)) seen.places.add(name);
    if (patterns.some((pattern) => pattern.test(name))) seen.places.add(name);
  }
}

/**
 * The members that satisfied schemas about the same value evaluate. If the value fails a required
 * schema, that is the fault to report, and nothing counts as unevaluated.
 */
function lookInPlace(
  schema: Readonly<Record<string, unknown>>,
  value: object,
  evaluator: Evaluator,
  seen: Seen,
): void {
  const satisfied = (branch: Translated) => evaluator.isValid(branch, value);
  const lookAt = (branch: unknown) => {
    if (branch !== undefined) look(branch as Translated, value, evaluator, seen);
  };
  if (typeof schema.$ref === 'string') lookAt(evaluator.referred(schema.$ref));
  for (const branch of listed(schema.allOf)) lookAt(branch);
  for (const branches of [listed(schema.anyOf), listed(schema.oneOf)]) {
    const fitting = branches.filter(satisfied);
    if (branches.length > 0 && fitting.length === 0) seen.all = true;
    for (const branch of fitting) lookAt(branch);
  }
  if (schema.if !== undefined) {
    const holds = satisfied(schema.if as Translated);
    if (holds) lookAt(schema.if);
    lookAt(holds ? schema.then : schema.else);
  }
  if (isObject(schema.dependentSchemas) && !Array.isArray(value)) {
    for (const [name, branch] of Object.entries(schema.dependentSchemas)) {
      if (Object.hasOwn(value, name)) lookAt(branch);
    }
  }
}

function listed(value: unknown): readonly Translated[] {
  return Array.isArray(value) ? value : [];
}
