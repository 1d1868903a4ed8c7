import type { Dialect } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { formats } from './formats.ts';
import { keywords, keywordsOf30 } from './keywords.ts';

/** Requests must not be asked for what is read-only, answers not for what is write-only. */
export type Direction = 'request' | 'response';

/** A schema in the one dialect that is compiled: 2020-12, without anything that asserts nothing. */
export type Translated = boolean | Record<string, unknown>;

export interface Translator {
  readonly dialect: Dialect;
  readonly direction: Direction;
  /** Where a reference leads. */
  readonly target: (reference: string, from: Location) => Node | undefined;
  /** The identifier under which the schema at a node will be compiled. */
  readonly identify: (node: Node) => string;
  /** Remembers where a translated schema was written. */
  readonly written: (schema: object, at: Location) => void;
  /** Says that a schema cannot be compiled, and where. */
  readonly refuse: (at: Location, reason: string) => void;
}

/**
 * Translates one schema to JSON Schema 2020-12. References are not followed: each becomes the
 * identifier of the schema it leads to, which is translated on its own, so that recursion costs
 * nothing and a schema that is used a hundred times is compiled once.
 */
export function translate(node: Node, translator: Translator): Translated {
  const { value, at } = node;
  if (typeof value === 'boolean') return value;
  if (!isObject(value)) {
    translator.refuse(at, `a schema is an object, and this is ${JSON.stringify(value)}`);
    return false;
  }
  const result: Record<string, unknown> = {};
  translator.written(result, at);

  if (value.$ref !== undefined) {
    const target = typeof value.$ref === 'string' ? translator.target(value.$ref, at) : undefined;
    if (target === undefined) {
      translator.refuse(below(at, '$ref'), `nothing is at ${JSON.stringify(value.$ref)}`);
      return false;
    }
    result.$ref = translator.identify(target);
    // The siblings of a reference are ignored in 3.0 (section 4.7.23) and count from 3.1 on.
    if (translator.dialect === '3.0') return result;
  }
  const source = translator.dialect === '3.0' ? asIf31(value, at, translator) : value;
  for (const [keyword, operand] of Object.entries(source)) {
    const translated = translateOperand(keyword, operand, below(at, keyword), translator);
    if (translated !== undefined) result[keyword] = translated;
  }
  if (Array.isArray(result.required)) {
    result.required = withoutOtherDirection(node, result.required, translator);
  }
  return result;
}

function translateOperand(
  keyword: string,
  value: unknown,
  at: Location,
  translator: Translator,
): unknown {
  const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
  if (kind === undefined) return undefined;
  if (kind === 'schema') return translate({ value, at }, translator);
  if (kind === 'schemas' && Array.isArray(value)) {
    return value.map((item, index) => translate({ value: item, at: below(at, index) }, translator));
  }
  if (kind === 'schemasByName' && isObject(value)) {
    // fromEntries defines members, so that a property named __proto__ is one like any other.
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        translate({ value: item, at: below(at, name) }, translator),
      ]),
    );
  }
  // A format that nobody defines is an annotation (JSON Schema Validation section 7.2.3).
  if (keyword === 'format' && !Object.hasOwn(formats, String(value))) return undefined;
  return value;
}

/** OpenAPI 3.0's own keywords in the terms of 3.1 (3.0.4 section 4.7.24). */
function asIf31(value: JsonObject, at: Location, translator: Translator): JsonObject {
  const result: Record<string, unknown> = {};
  for (const [keyword, operand] of Object.entries(value)) {
    if (keywordsOf30.has(keyword)) result[keyword] = operand;
  }
  if (Array.isArray(value.type)) {
    translator.refuse(below(at, 'type'), 'a list of types needs OpenAPI 3.1');
  }
  if (value.nullable === true && typeof value.type === 'string') {
    result.type = value.type === 'null' ? 'null' : [value.type, 'null'];
  }
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof value[exclusive] === 'number') {
      translator.refuse(below(at, exclusive), 'a numeric exclusive bound needs OpenAPI 3.1');
    }
    delete result[exclusive];
    if (value[exclusive] === true && value[bound] !== undefined) {
      delete result[bound];
      result[exclusive] = value[bound];
    }
  }
  return result;
}

/**
 * A `required` read-only property is required of answers only, a write-only one of requests only
 * (3.0.4 section 4.7.24.2; 3.1 leaves it to the owner, and everyone means the same).
 */
function withoutOtherDirection(
  node: Node,
  required: readonly unknown[],
  translator: Translator,
): unknown[] {
  const flag = translator.direction === 'request' ? 'readOnly' : 'writeOnly';
  const others = new Set<string>();
  collectFlagged(node, flag, translator, others, new Set());
  return others.size === 0 ? [...required] : required.filter((name) => !others.has(String(name)));
}

/** The names of the properties that a schema, or a member of its `allOf`, gives the flag. */
function collectFlagged(
  node: Node,
  flag: 'readOnly' | 'writeOnly',
  translator: Translator,
  found: Set<string>,
  seen: Set<unknown>,
): void {
  const schema = followReferences(node, translator);
  if (!isObject(schema.value) || seen.has(schema.value)) return;
  seen.add(schema.value);
  const { properties, allOf } = schema.value;
  if (isObject(properties)) {
    for (const [name, value] of Object.entries(properties)) {
      const at = below(schema.at, 'properties', name);
      if (hasFlag({ value, at }, flag, translator)) found.add(name);
    }
  }
  if (Array.isArray(allOf)) {
    for (const [index, value] of allOf.entries()) {
      const at = below(schema.at, 'allOf', index);
      collectFlagged({ value, at }, flag, translator, found, seen);
    }
  }
}

function hasFlag(node: Node, flag: 'readOnly' | 'writeOnly', translator: Translator): boolean {
  const { dialect } = translator;
  if (isObject(node.value) && dialect !== '3.0' && node.value[flag] === true) return true;
  const schema = followReferences(node, translator);
  return isObject(schema.value) && schema.value[flag] === true;
}

function followReferences(node: Node, translator: Translator): Node {
  const seen = new Set<unknown>();
  let current = node;
  while (isObject(current.value) && typeof current.value.$ref === 'string') {
    if (seen.has(current.value)) return current;
    seen.add(current.value);
    const next = translator.target(current.value.$ref, current.at);
    if (next === undefined) return current;
    current = next;
  }
  return current;
}
