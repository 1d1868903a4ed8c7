import type { Dialect } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { formats } from './formats.ts';
import { keywords, keywordsOf30 } from './keywords.ts';
import { whyNoPattern } from './pattern.ts';

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
 *
 * `otherDirection` are the properties that an enclosing schema of the same value says belong to the
 * other direction; a schema behind a reference knows only its own, because it is shared.
 */
export function translate(
  node: Node,
  translator: Translator,
  otherDirection: ReadonlySet<string> = new Set(),
): Translated {
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
  const hidden = hiddenProperties(node, translator, otherDirection);
  for (const [keyword, operand] of Object.entries(source)) {
    const place = below(at, keyword);
    const translated = translateOperand(keyword, operand, place, translator, hidden);
    if (translated !== undefined) result[keyword] = translated;
  }
  if (Array.isArray(result.required) && hidden.size > 0) {
    result.required = result.required.filter((name) => !hidden.has(name));
  }
  return result;
}

/** Keywords whose schemas speak about the same value as the schema that has them. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']);

function translateOperand(
  keyword: string,
  value: unknown,
  at: Location,
  translator: Translator,
  hidden: ReadonlySet<string>,
): unknown {
  const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
  if (kind === undefined) return undefined;
  const passedOn = inPlace.has(keyword) ? hidden : undefined;
  if (kind === 'schema') return translate({ value, at }, translator, passedOn);
  if (kind === 'schemas' && Array.isArray(value)) {
    return value.map((item, index) =>
      translate({ value: item, at: below(at, index) }, translator, passedOn),
    );
  }
  if (kind === 'schemasByName' && isObject(value)) {
    if (keyword === 'patternProperties') {
      for (const name of Object.keys(value)) refusePattern(name, below(at, name), translator);
    }
    // fromEntries defines members, so that a property named __proto__ is one like any other.
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        translate({ value: item, at: below(at, name) }, translator),
      ]),
    );
  }
  if (keyword === 'pattern' && typeof value === 'string') refusePattern(value, at, translator);
  if (keyword === 'enum' && Array.isArray(value) && value.length === 0) {
    translator.refuse(at, 'an empty "enum" admits no value at all');
  }
  // A format that nobody defines is an annotation (JSON Schema Validation section 7.2.3).
  if (keyword === 'format' && !Object.hasOwn(formats, String(value))) return undefined;
  return value;
}

function refusePattern(pattern: string, at: Location, translator: Translator): void {
  const reason = whyNoPattern(pattern);
  if (reason !== undefined) translator.refuse(at, reason);
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
 * The properties that belong to the other direction: a `required` read-only property is required of
 * answers only, a write-only one of requests only (3.0.4 section 4.7.24.2; 3.1 leaves it to the
 * owner, and everyone means the same).
 */
function hiddenProperties(
  node: Node,
  translator: Translator,
  inherited: ReadonlySet<string>,
): ReadonlySet<string> {
  const flag = translator.direction === 'request' ? 'readOnly' : 'writeOnly';
  const found = new Set(inherited);
  collectFlagged(node, flag, translator, found, new Set());
  return found;
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
