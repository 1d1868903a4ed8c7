import type { Dialect } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { hasMoreThan } from '../json/size.ts';
import { type Direction, otherDirection } from './direction.ts';
import { dynamicTarget, enterScope, type Scope } from './dynamic-scope.ts';
import { formats } from './formats.ts';
import { keywords } from './keywords.ts';
import { asIf31, besideNullable, newerThan30 } from './openapi-30.ts';
import { whyNoOperand } from './operand.ts';
import { readPattern } from './pattern-syntax.ts';
import type { References, Resources } from './resources.ts';
import type { SchemaViews } from './view.ts';
import { ownDialect, type Vocabulary, vocabularyOfDialect } from './vocabulary.ts';

/** A schema in the compiled dialect: 2020-12, with asserting keywords only. */
export type Translated = boolean | Record<string, unknown>;

export interface Translator {
  readonly dialect: Dialect;
  readonly direction: Direction;
  readonly references: References;
  readonly resources: Resources;
  readonly views: SchemaViews;
  /** Whether `format` refuses values. */
  readonly assertsFormats: boolean;
  /** Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword. */
  readonly lenientNullable: boolean;
  /** The identifier of the schema at a node. */
  readonly identify: (node: Node, scope: Scope) => string;
  /** The identifier of an inner schema that is translated separately; `undefined` if it cannot be. */
  readonly apart: (node: Node, surroundings: Surroundings) => string | undefined;
  /** Remembers where a translated schema was written. */
  readonly written: (schema: object, at: Location) => void;
  /** Notes that the schema differs in the other direction. */
  readonly directional: () => void;
  /** Reports that a schema cannot be compiled, and where. */
  readonly refuse: (at: Location, reason: string) => void;
  /** Notes an unreadable or partly readable pattern; `reason` explains it. */
  readonly notePattern: (pattern: string, at: Location, reason: string | undefined) => void;
}

/** The facts that a schema inherits from enclosing schemas. */
export interface Surroundings {
  readonly scope: Scope;
  readonly vocabulary: Vocabulary;
  /**
   * The properties that enclosing schemas of the same value assign to the other direction. A schema
   * behind a reference knows only its own, because it is shared.
   */
  readonly hidden: ReadonlySet<string>;
}

export const nothingHidden: ReadonlySet<string> = new Set();

/**
 * Translates one schema to JSON Schema 2020-12. Each reference becomes the identifier of its
 * target, which is translated separately. So recursion costs nothing, and a schema with a hundred
 * references is compiled once.
 */
export function translate(node: Node, translator: Translator, outer: Surroundings): Translated {
  const translated = translateAsWritten(node, translator, outer);
  const { value } = node;
  const isLenient = translator.lenientNullable && isObject(value);
  if (!isLenient || besideNullable(value) === undefined) return translated;
  return { if: { type: 'null' }, else: translated };
}

function translateAsWritten(node: Node, translator: Translator, outer: Surroundings): Translated {
  const { value, at } = node;
  if (value === true) return true;
  if (value === false) {
    const never = { not: true };
    translator.written(never, at);
    return never;
  }
  if (!isObject(value)) {
    translator.refuse(at, `a schema is an object, and this is ${JSON.stringify(value)}`);
    return false;
  }
  const result: Record<string, unknown> = {};
  translator.written(result, at);
  const { dialect, direction, resources, views } = translator;
  const scope = enterScope(node, outer.scope, resources);
  const own = dialect === '3.0' ? undefined : ownDialect(node);
  const vocabulary = own === undefined ? outer.vocabulary : vocabularyOfDialect(own, resources);
  if (!vocabulary.known) {
    const place = own === undefined ? at : below(at, '$schema');
    translator.refuse(place, `its dialect is "${vocabulary.dialect}", and 2020-12 is supported`);
    return false;
  }

  if (value.$ref !== undefined) {
    result.$ref = translateReference('$ref', value.$ref, at, scope, translator);
    // The siblings of a reference are ignored in 3.0 (section 4.7.23) and count from 3.1 on.
    if (dialect === '3.0') return result;
  }
  if (dialect === '3.0') {
    for (const newer of newerThan30(value, at)) translator.refuse(newer.at, newer.reason);
  }
  const source = dialect === '3.0' ? asIf31(value) : value;
  const hidden = speaksOfProperties(source)
    ? otherDirection(node, outer.hidden, direction, views)
    : nothingHidden;
  for (const [keyword, operand] of Object.entries(source)) {
    if (!vocabulary.asserts(keyword)) continue;
    const surroundings = { scope, vocabulary, hidden };
    const place = below(at, keyword);
    const translated = translateOperand(keyword, operand, place, translator, surroundings);
    if (translated !== undefined) result[keyword] = translated;
  }
  if (Array.isArray(result.prefixItems) && result.prefixItems.length > 0) {
    setItemsApart(result, at, translator);
  }
  if (isObject(result.properties)) spareProto(result, result.properties);
  if (Array.isArray(result.required) && hidden.size > 0) {
    const needed = result.required.filter((name) => !hidden.has(name));
    if (needed.length < result.required.length) translator.directional();
    result.required = needed;
  }
  if (source.$dynamicRef !== undefined) {
    const $ref = translateReference('$dynamicRef', source.$dynamicRef, at, scope, translator);
    // Beside a `$ref`, it moves to a place for any number of references.
    if (result.$ref === undefined) result.$ref = $ref;
    else result.allOf = [...((result.allOf as unknown[] | undefined) ?? []), { $ref }];
  }
  return result;
}

/**
 * For an empty array, ajv skips what follows `prefixItems` in the same schema, such as `minItems`.
 * So the keyword moves into its own schema, with the `items` that continues it.
 */
function setItemsApart(
  result: Record<string, unknown>,
  at: Location,
  translator: Translator,
): void {
  const { prefixItems, items } = result;
  const apart = { prefixItems, ...(items !== undefined && { items }) };
  translator.written(apart, at);
  delete result.prefixItems;
  delete result.items;
  result.allOf = [...((result.allOf as unknown[] | undefined) ?? []), apart];
}

/** ajv skips a property with this name, but not an equivalent pattern. */
function spareProto(result: Record<string, unknown>, properties: JsonObject): void {
  if (!Object.hasOwn(properties, '__proto__')) return;
  const patterns = isObject(result.patternProperties) ? result.patternProperties : {};
  const schema = new Map(Object.entries(properties)).get('__proto__');
  result.patternProperties = { ...patterns, '^__proto__$': schema };
}

function translateReference(
  keyword: '$ref' | '$dynamicRef',
  uri: unknown,
  at: Location,
  scope: Scope,
  { references, identify, refuse }: Translator,
): string | undefined {
  const target =
    typeof uri !== 'string'
      ? undefined
      : keyword === '$ref'
        ? references.target(uri, at)
        : dynamicTarget(uri, at, scope, references);
  if (target === undefined) {
    const why = typeof uri === 'string' ? references.whyNothing(uri, at) : 'it is not a string';
    refuse(below(at, keyword), `its reference ${JSON.stringify(uri)} leads nowhere: ${why}`);
    return undefined;
  }
  return identify(target, scope);
}

/** Keywords whose schemas assert something about the same value. */
const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas']);

/** Keywords whose schemas assert something about the members of a value. */
const ofMembers = new Set(['properties', 'patternProperties', 'additionalProperties', 'items']);

/** Keywords that forbid something if they are `false`. */
const closing = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'unevaluatedItems',
]);

/**
 * Whether a translated schema was written as `false`: it has a place, which `false` cannot have.
 */
export function isNever(schema: unknown): boolean {
  return isObject(schema) && schema.not === true && Object.keys(schema).length === 1;
}

function speaksOfProperties(schema: JsonObject): boolean {
  return Object.keys(schema).some((keyword) => keyword === 'required' || inPlace.has(keyword));
}

/** A schema of more values than this is translated and compiled separately. */
const large = 300;

/**
 * A large schema about a member becomes a reference to itself. So its validator is made on the first
 * such member, and a large form is not compiled at once.
 */
function translateApart(
  node: Node,
  { apart }: Translator,
  surroundings: Surroundings,
): Translated | undefined {
  if (!hasMoreThan(node.value, large)) return undefined;
  const $ref = apart(node, surroundings);
  return $ref === undefined ? undefined : { $ref };
}

function translateOperand(
  keyword: string,
  value: unknown,
  at: Location,
  translator: Translator,
  surroundings: Surroundings,
): unknown {
  const kind = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
  if (kind === undefined) return undefined;
  const reason = whyNoOperand(keyword, value);
  if (reason !== undefined) {
    translator.refuse(at, reason);
    return undefined;
  }
  if (value === false && closing.has(keyword)) return false;
  const inner = inPlace.has(keyword) ? surroundings : { ...surroundings, hidden: nothingHidden };
  const one = (node: Node) =>
    (ofMembers.has(keyword) && translateApart(node, translator, inner)) ||
    translate(node, translator, inner);
  if (kind === 'schema') return one({ value, at });
  if (kind === 'schemas' && Array.isArray(value)) {
    return value.map((item, index) =>
      translate({ value: item, at: below(at, index) }, translator, inner),
    );
  }
  if (kind === 'schemasByName' && isObject(value)) {
    if (keyword === 'patternProperties') {
      for (const name of Object.keys(value)) notePattern(name, below(at, name), translator);
    }
    if (keyword === 'dependentSchemas') refuseProto(value, at, translator);
    // fromEntries defines members, so that a property named __proto__ is one like any other.
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        one({ value: item, at: below(at, name) }),
      ]),
    );
  }
  if (keyword === 'dependentRequired') refuseProto(value, at, translator);
  if (keyword === 'pattern' && typeof value === 'string') notePattern(value, at, translator);
  if (keyword === 'enum' && Array.isArray(value) && value.length === 0) {
    translator.refuse(at, 'an empty "enum" admits no value at all');
  }
  // A format without a definition is an annotation (JSON Schema Validation section 7.2.3).
  const isDefined = translator.assertsFormats && Object.hasOwn(formats, String(value));
  if (keyword === 'format' && !isDefined) return undefined;
  return value;
}

/** ajv skips a dependency with this name, and a skipped check must not count as passed. */
function refuseProto(value: unknown, at: Location, translator: Translator): void {
  if (isObject(value) && Object.hasOwn(value, '__proto__')) {
    translator.refuse(below(at, '__proto__'), 'what depends on "__proto__" cannot be checked');
  }
}

function notePattern(pattern: string, at: Location, translator: Translator): void {
  const reading = readPattern(pattern);
  if (!reading.ok) translator.notePattern(pattern, at, reading.reason);
  else if (reading.isCertain !== undefined) translator.notePattern(pattern, at, undefined);
}
