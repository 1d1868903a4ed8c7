import type { Dialect } from '../api/model.ts';
import { entries, isObject, items, type JsonObject, member, type Node } from '../api/node.ts';
import { asIf31 } from '../schema/openapi-30.ts';
import { keyText } from '../typescript/literal.ts';
import { describesArray, isNothing } from './plain-keywords.ts';
import type { NumberContext, SchemaLibrary } from './schema-library.ts';

/** The context of a schema that is written as code. */
export interface CodeContext extends NumberContext {
  readonly library: SchemaLibrary;
  readonly dialect: Dialect;
  /** The properties of the other direction, including those that enclosing schemas name. */
  leftOut(schema: Node, inherited: ReadonlySet<string>): ReadonlySet<string>;
  /** The constant for a reference; `undefined` if it is dangling. */
  reference(schema: Node): string | undefined;
  /** The schema at the end of a schema's references. */
  follow(schema: Node): Node | undefined;
}

/** Keywords that the text does not express. */
const beyond = [
  ...['if', 'contains', 'dependentSchemas', 'dependentRequired', 'propertyNames'],
  ...['patternProperties', 'unevaluatedProperties', 'unevaluatedItems', 'contentSchema'],
];

/** The code of a schema, as far as its library can express it. */
export function schemaCode(
  node: Node,
  context: CodeContext,
  inherited: ReadonlySet<string> = new Set(),
): string {
  const { library } = context;
  if (isNothing(node)) return library.never;
  if (!isObject(node.value)) return library.unknown;
  const { $ref, $dynamicRef } = node.value;
  const refers = typeof $ref === 'string' || typeof $dynamicRef === 'string';
  const referred = refers ? (context.reference(node) ?? library.unknown) : undefined;
  if ($dynamicRef !== undefined) context.unchecked('$dynamicRef where another schema overrides it');
  if (referred !== undefined && context.dialect === '3.0') return referred;
  const value = context.dialect === '3.0' ? asIf31(node.value) : node.value;
  const own = { value, at: node.at };
  const leftOut = context.leftOut(node, inherited);
  for (const keyword of beyond) {
    if (value[keyword] !== undefined && value[keyword] !== true) context.unchecked(keyword);
  }
  const parts = [
    ...(referred === undefined ? [] : [referred]),
    ...valueParts(own, context, leftOut),
    ...[...items(member(own, 'allOf'))].map((part) =>
      schemaCode(typed(part, own), context, leftOut),
    ),
    ...unions(own, context, leftOut),
  ].filter((part) => part !== library.unknown);
  const { not } = value;
  const isClosed = parts.length > 1 && isClosedPart(own, context);
  const [first = library.unknown, ...others] = new Set(parts);
  const joined = others.reduce((all, part) => library.both(all, part, isClosed), first);
  if (not === undefined) return joined;
  const refused = schemaCode(member(own, 'not')!, context, leftOut);
  return library.not(joined, refused);
}

/** Whether one of several schemas of a value allows only its own properties. */
function isClosedPart(node: Node, context: CodeContext, seen = new Set<unknown>()): boolean {
  const target = context.follow(node) ?? node;
  if (!isObject(target.value) || seen.has(target.value)) return false;
  seen.add(target.value);
  const { additionalProperties } = target.value;
  if (additionalProperties !== undefined && additionalProperties !== true) return true;
  return ['allOf', 'anyOf', 'oneOf'].some((keyword) =>
    [...items(member(target, keyword))].some((part) => isClosedPart(part, context, seen)),
  );
}

/** A part without its own type, which its enclosing schema gives. */
function typed(part: Node, around: Node): Node {
  const { type } = around.value as JsonObject;
  if (type === undefined || !isObject(part.value)) return part;
  const typeKeywords = ['$ref', '$dynamicRef', 'type', 'enum', 'const', 'allOf', 'anyOf', 'oneOf'];
  if (typeKeywords.some((keyword) => Object.hasOwn(part.value as object, keyword))) return part;
  return { value: { ...part.value, type }, at: part.at };
}

function unions(node: Node, context: CodeContext, leftOut: ReadonlySet<string>): readonly string[] {
  return (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    const branches = [...items(member(node, keyword))];
    if (branches.length === 0) return [];
    const schemas = branches.map((branch) => schemaCode(typed(branch, node), context, leftOut));
    if (schemas.length === 1) return schemas;
    const { library } = context;
    return [keyword === 'anyOf' ? library.anyOf([...new Set(schemas)]) : library.oneOf(schemas)];
  });
}

/** The rules of the keywords about the value itself; empty without such keywords. */
function valueParts(
  node: Node,
  context: CodeContext,
  leftOut: ReadonlySet<string>,
): readonly string[] {
  const schema = node.value as JsonObject;
  const { library } = context;
  const parts: string[] = [];
  for (const values of listedValues(schema)) {
    const plain = values.filter((value) => typeof value !== 'object' || value === null);
    if (plain.length < values.length) {
      context.unchecked('values of enum or const that are objects or arrays');
      parts.push(library.unknown);
    } else parts.push(library.listed(plain));
  }
  const types = typesOf(schema);
  if (types === undefined) {
    const silent = Object.keys(schema).filter((keyword) => ofScalars.has(keyword));
    if (silent.length > 0 && parts.length === 0)
      context.unchecked(`${silent.join(', ')} without a type`);
    return parts;
  }
  const isNumber = types.has('number') && types.has('integer');
  const kinds = [...types].filter((type) => !(isNumber && type === 'integer'));
  const all = kinds.map((type) => ofType(type, node, context, leftOut));
  // The listed values imply the types.
  if (parts.length > 0 && listsOnly(schema, types)) return parts;
  return [...parts, all.length === 1 ? all[0]! : library.anyOf(all)];
}

/** Whether the listed values already imply the type. */
function listsOnly(schema: JsonObject, types: ReadonlySet<string>): boolean {
  const fits = (value: unknown) =>
    [...types].some((type) =>
      type === 'integer' ? Number.isInteger(value) : type === kindOf(value),
    );
  return (
    listedValues(schema).every((values) => values.every(fits)) &&
    !Object.keys(schema).some((keyword) => ofScalars.has(keyword))
  );
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function listedValues(schema: JsonObject): readonly (readonly unknown[])[] {
  const { enum: values } = schema;
  return [
    ...(Array.isArray(values) ? [values as readonly unknown[]] : []),
    ...(Object.hasOwn(schema, 'const') ? [[schema.const]] : []),
  ];
}

const ofScalars = new Set([
  ...['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);

const ofObjects = [
  ...['properties', 'additionalProperties', 'required', 'minProperties', 'maxProperties'],
];

/** The types of a value; a schema with members describes objects, as in `types.ts`. */
function typesOf(schema: JsonObject): ReadonlySet<string> | undefined {
  const { type } = schema;
  if (type !== undefined) return new Set([type].flat() as unknown as readonly string[]);
  if (describesArray(schema)) return new Set(['array']);
  return ofObjects.some((keyword) => Object.hasOwn(schema, keyword))
    ? new Set(['object'])
    : undefined;
}

function ofType(
  type: string,
  node: Node,
  context: CodeContext,
  leftOut: ReadonlySet<string>,
): string {
  const schema = node.value as JsonObject;
  const { library } = context;
  switch (type) {
    case 'string':
      return library.string(schema, context);
    case 'number':
    case 'integer':
      return library.number(node, type, context);
    case 'boolean':
    case 'null':
      return library[type];
    case 'array':
      return arraySchema(node, context);
    case 'object':
      return objectSchema(node, context, leftOut);
    default:
      context.unchecked(`the type "${type}"`);
      return library.unknown;
  }
}

function arraySchema(node: Node, context: CodeContext): string {
  const { minItems, maxItems, uniqueItems } = node.value as JsonObject;
  const first = [...items(member(node, 'prefixItems'))].map((item) => schemaCode(item, context));
  const others = member(node, 'items');
  const { library } = context;
  const rest = others === undefined ? library.unknown : schemaCode(others, context);
  const length = {
    least: typeof minItems === 'number' ? minItems : 0,
    most: typeof maxItems === 'number' ? maxItems : undefined,
  };
  const text = first.length > 0 ? library.tuple(first, rest, length) : library.array(rest, length);
  if (uniqueItems !== true) return text;
  const distinct = 'new Set(items.map((item) => JSON.stringify(item))).size === items.length';
  return library.refined(text, 'items', distinct);
}

function objectSchema(node: Node, context: CodeContext, leftOut: ReadonlySet<string>): string {
  const { required, minProperties, maxProperties, additionalProperties, patternProperties } =
    node.value as JsonObject;
  const { library } = context;
  const described = [...entries(member(node, 'properties'))].filter(([name]) => !leftOut.has(name));
  const needed = (Array.isArray(required) ? (required as readonly string[]) : []).filter(
    (name) => !leftOut.has(name),
  );
  const members = [
    ...described.map(([name, property]) => {
      const schema = schemaCode(property, context);
      return `${keyText(name)}: ${needed.includes(name) ? schema : library.optional(schema)}`;
    }),
    ...needed
      .filter((name) => !described.some(([own]) => own === name))
      .map((name) => `${keyText(name)}: ${library.unknown}`),
  ];
  const others =
    patternProperties === undefined && leftOut.size === 0
      ? member(node, 'additionalProperties')
      : undefined;
  if (others === undefined && additionalProperties !== undefined && additionalProperties !== true) {
    if (patternProperties === undefined)
      context.unchecked('additionalProperties beside what is left out');
  }
  let text = library.object(
    members,
    others === undefined ? library.unknown : schemaCode(others, context),
  );
  for (const [bound, sign] of [
    [minProperties, '>='],
    [maxProperties, '<='],
  ] as const) {
    if (typeof bound !== 'number' || (sign === '>=' && bound === 0)) continue;
    text = library.refined(text, 'value', `Object.keys(value).length ${sign} ${bound}`);
  }
  return text;
}
