import type { Dialect } from '../api/model.ts';
import { entries, isObject, items, type JsonObject, member, type Node } from '../api/node.ts';
import { keywordsOf30 } from '../schema/keywords.ts';
import type { Discriminators, Tag } from './discriminators.ts';

export interface PlainOptions {
  readonly dialect: Dialect;
  readonly discriminators: Discriminators;
  /** The properties that belong to the other direction, with those that schemas around this one name. */
  leftOut(schema: Node, inherited: ReadonlySet<string>): ReadonlySet<string>;
  /** The component that a schema refers to, as a reference; `undefined` when it refers to nothing. */
  reference(schema: Node): string | undefined;
  /** What stands at a schema after following its references. */
  follow(schema: Node): Node | undefined;
}

/**
 * A schema in the forms that openapi-typescript translates without loss. What says nothing of types
 * is left out; the rest means what it meant before.
 */
export function plainSchema(
  node: Node,
  options: PlainOptions,
  inherited: ReadonlySet<string> = new Set(),
): JsonObject {
  if (node.value === false) return { not: {} };
  if (!isObject(node.value)) return {};
  const leftOut = options.leftOut(node, inherited);
  if (refers(node, options)) return referred(node, options, leftOut);
  const plain = combined(options.dialect === '3.0' ? only30(node) : node, options, leftOut);
  const tag = options.discriminators.inherited(node);
  if (tag === undefined) return plain;
  return { ...annotationsOf(node), allOf: [plain, tagged(tag)] };
}

/** Without the keywords that 3.0 does not have, which say nothing there. */
function only30({ value, at }: Node): Node {
  const kept = Object.entries(value as JsonObject).filter(
    ([keyword]) => keywordsOf30.has(keyword) || beside30.has(keyword),
  );
  return { value: Object.fromEntries(kept), at };
}

/** A `$dynamicRef` leads where nothing overrides it, for a type knows no dynamic scope. */
function refers({ value }: Node, { dialect }: PlainOptions): boolean {
  const { $ref, $dynamicRef } = value as JsonObject;
  return typeof $ref === 'string' || (dialect !== '3.0' && typeof $dynamicRef === 'string');
}

function referred(node: Node, options: PlainOptions, leftOut: ReadonlySet<string>): JsonObject {
  const { $ref, $dynamicRef, ...beside } = node.value as JsonObject;
  const component = options.reference(node);
  if (Object.keys(beside).length === 0) return component === undefined ? {} : { $ref: component };
  const annotations = annotationsOf(node);
  const rest = Object.keys(beside).filter((keyword) => typeKeywords.has(keyword));
  const reference = component === undefined ? {} : { $ref: component };
  // In 3.0, nothing beside a reference counts.
  if (options.dialect === '3.0' || rest.length === 0) return { ...annotations, ...reference };
  const { required, ...narrower } = beside;
  const members = rest.some((keyword) => keyword !== 'required')
    ? [reference, plainSchema({ value: narrower, at: node.at }, options, leftOut)]
    : [reference];
  // Beside `allOf`, `required` speaks of what its members describe.
  return { ...annotations, ...requiredOf(required, leftOut), allOf: saying(members) };
}

/** The keywords that change which values a type has. */
const typeKeywords = new Set([
  ...['type', 'enum', 'const', 'format', 'nullable', 'contentEncoding', 'contentMediaType'],
  ...['properties', 'required', 'additionalProperties', 'patternProperties'],
  ...['items', 'prefixItems', 'allOf', 'anyOf', 'oneOf'],
]);

const annotations = ['title', 'description', 'deprecated', 'default', 'example', 'examples'];

/** What 3.0 has beside the keywords that it takes from JSON Schema (3.0.4 section 4.7.24). */
const beside30 = new Set([...annotations, 'nullable', 'discriminator']);

function annotationsOf({ value }: Node): JsonObject {
  const schema = value as JsonObject;
  return Object.fromEntries(
    annotations.flatMap((keyword) =>
      Object.hasOwn(schema, keyword) ? [[keyword, schema[keyword]]] : [],
    ),
  );
}

/**
 * `anyOf` beside other keywords narrows what they say, and openapi-typescript takes it for one more
 * alternative; as a member of `allOf` it narrows there, too. A type beside branches goes into them.
 */
function combined(node: Node, options: PlainOptions, leftOut: ReadonlySet<string>): JsonObject {
  const schema = node.value as JsonObject;
  const union = ['anyOf', 'oneOf'].find((keyword) => Array.isArray(schema[keyword]));
  if (union === undefined) return core(node, options, leftOut);
  const { [union]: branches, discriminator, nullable, ...others } = schema;
  const part = (value: JsonObject) => ({ value, at: node.at });
  const describesObject = objectKeywords.some((keyword) => Object.hasOwn(schema, keyword));
  if (describesObject || Array.isArray(schema.enum)) {
    const own = combined(part(withoutAnnotations(others)), options, leftOut);
    const narrower = core(part({ [union]: branches, discriminator }), options, leftOut);
    return {
      ...annotationsOf(node),
      ...(nullable === true && options.dialect === '3.0' && { nullable }),
      allOf: saying([own, narrower]),
    };
  }
  const { type, enum: values, ...rest } = schema;
  if (type === undefined || type === 'object') return core(part(rest), options, leftOut);
  const typed = (branches as readonly unknown[]).map((branch) =>
    isObject(branch) && isSilent(branch) ? { ...branch, type } : branch,
  );
  return core(part({ ...rest, [union]: typed }), options, leftOut);
}

const objectKeywords = [
  'properties',
  'additionalProperties',
  'patternProperties',
  'allOf',
  'items',
  'prefixItems',
];

/** Whether a branch leaves it to what stands around it which type a value has. */
function isSilent(branch: JsonObject): boolean {
  return !['$ref', 'type', 'enum', 'const', 'allOf', 'anyOf', 'oneOf'].some((keyword) =>
    Object.hasOwn(branch, keyword),
  );
}

function withoutAnnotations(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !annotations.includes(keyword)),
  );
}

/** What a schema says by keywords that each become a part of its type. */
function core(node: Node, options: PlainOptions, leftOut: ReadonlySet<string>): JsonObject {
  const schema = node.value as JsonObject;
  const plain: Record<string, unknown> = annotationsOf(node);
  const each = (keyword: string, make: (part: Node) => JsonObject) => {
    if (Array.isArray(schema[keyword])) {
      plain[keyword] = [...items(member(node, keyword))].map(make);
    }
  };
  const { type, format, nullable, required } = schema;
  if (type !== undefined) plain.type = type;
  if (typeof format === 'string') plain.format = format;
  if (nullable === true && options.dialect === '3.0') plain.nullable = true;
  if (Object.hasOwn(schema, 'const')) {
    if (schema.const === null) plain.type = 'null';
    else plain.const = schema.const;
  }
  if (Array.isArray(schema.enum)) plain.enum = schema.enum;
  if (isBinary(schema)) plain.format = 'binary';
  const item = member(node, 'items');
  if (item !== undefined) plain.items = plainSchema(item, options);
  each('prefixItems', (part) => plainSchema(part, options));
  if (Array.isArray(schema.prefixItems)) Object.assign(plain, lengths(schema));
  Object.assign(plain, requiredOf(required, leftOut), objectMembers(node, options, leftOut));
  for (const union of ['anyOf', 'oneOf']) {
    each(union, (part) => branchOf(node, part, options, leftOut));
  }
  each('allOf', (part) => extended(part, options, leftOut));
  if (Array.isArray(plain.allOf)) plain.allOf = saying(plain.allOf);
  return plain;
}

/** How many items a tuple has: those that are described need not be there, nor be all. */
function lengths({ prefixItems, items, minItems, maxItems }: JsonObject): JsonObject {
  const most = items === false ? (prefixItems as readonly unknown[]).length : maxItems;
  return {
    ...(typeof minItems === 'number' && { minItems }),
    ...(typeof most === 'number' && { maxItems: most }),
  };
}

/** Members of `allOf` that say something: of an object, all properties may belong to the other direction. */
function saying(members: readonly JsonObject[]): readonly JsonObject[] {
  return members.filter(({ type, ...plain }) => {
    const isObjectType = [type].flat().every((each) => each === 'object' || each === 'null');
    return (
      !isObjectType ||
      Object.keys(plain).some((keyword) => keyword !== 'required' && !annotations.includes(keyword))
    );
  });
}

function requiredOf(required: unknown, leftOut: ReadonlySet<string>): JsonObject {
  return Array.isArray(required) ? { required: required.filter((name) => !leftOut.has(name)) } : {};
}

/** What a schema says of the members of objects. */
function objectMembers(
  node: Node,
  options: PlainOptions,
  leftOut: ReadonlySet<string>,
): JsonObject {
  const { additionalProperties, type } = node.value as JsonObject;
  const own = [...entries(member(node, 'properties'))]
    .filter(([name]) => !leftOut.has(name))
    .map(([name, property]) => [name, plainSchema(property, options)] as const);
  const others = [
    ...(isObject(additionalProperties) ? [member(node, 'additionalProperties')!] : []),
    ...[...entries(member(node, 'patternProperties'))].map(([, pattern]) => pattern),
  ];
  const plain: Record<string, unknown> = {};
  if (own.length > 0) plain.properties = Object.fromEntries(own);
  if (others.length > 0 && !others.some(saysNothing)) {
    const kinds = others.map((other) => plainSchema(other, options));
    // An index signature speaks of the named properties as well.
    const all = [...kinds, ...own.map(([, property]) => withoutAnnotations(property))];
    const distinct = [...new Map(all.map((kind) => [JSON.stringify(kind), kind])).values()];
    plain.additionalProperties = distinct.length === 1 ? distinct[0] : { anyOf: distinct };
  } else if (additionalProperties === true || others.length > 0) {
    plain.additionalProperties = true;
  } else if (additionalProperties === undefined && own.length === 0 && isFreeObject(node)) {
    plain.additionalProperties = true;
  } else if (additionalProperties === false && own.length === 0 && type === 'object') {
    plain.additionalProperties = false;
  }
  return plain;
}

function saysNothing({ value }: Node): boolean {
  return (
    isObject(value) && !Object.keys(value).some((key) => key === '$ref' || typeKeywords.has(key))
  );
}

/**
 * An object of which nothing is said may have any members; it is not empty. So may one that is asked
 * for members which it does not describe.
 */
function isFreeObject({ value }: Node): boolean {
  const { type, properties, required, ...others } = value as JsonObject;
  const names = Object.keys(isObject(properties) ? properties : {});
  const isObjectType = type === 'object' || (Array.isArray(type) && type.includes('object'));
  return (
    isObjectType &&
    (names.length === 0 || !isWithin(required, names)) &&
    !['patternProperties', 'allOf', 'anyOf', 'oneOf', 'enum', 'const'].some((keyword) =>
      Object.hasOwn(others, keyword),
    )
  );
}

function isWithin(required: unknown, names: readonly string[]): boolean {
  return !Array.isArray(required) || required.every((name) => names.includes(name));
}

/** A branch of a union, with the property that a discriminator tells it by. */
function branchOf(
  union: Node,
  branch: Node,
  options: PlainOptions,
  leftOut: ReadonlySet<string>,
): JsonObject {
  const plain = plainSchema(branch, options, leftOut);
  const tag = options.discriminators.ofBranch(union, branch);
  return tag === undefined ? plain : { allOf: [plain, tagged(tag)] };
}

/**
 * A member of `allOf`. A base that lists its own kinds (`oneOf` with a discriminator) is extended by
 * them without that list: a type must not be made of itself.
 */
function extended(part: Node, options: PlainOptions, leftOut: ReadonlySet<string>): JsonObject {
  const target = options.follow(part);
  if (target?.value === part.value || !isObject(target?.value)) {
    return plainSchema(part, options, leftOut);
  }
  const { oneOf, anyOf, discriminator, ...base } = target.value;
  const listsKinds = isObject(discriminator) && (Array.isArray(oneOf) || Array.isArray(anyOf));
  return plainSchema(listsKinds ? { value: base, at: target.at } : part, options, leftOut);
}

function tagged({ property, values }: Tag): JsonObject {
  const literal = values.length === 1 ? { const: values[0] } : { enum: values };
  return {
    type: 'object',
    required: [property],
    properties: { [property]: { type: 'string', ...literal } },
  };
}

/** Bytes: `format: binary` of 3.0, a media type without an encoding in 3.1 (section 4.8.14.2). */
function isBinary({ type, contentMediaType, contentEncoding }: JsonObject): boolean {
  return (
    type === 'string' &&
    contentMediaType === 'application/octet-stream' &&
    contentEncoding === undefined
  );
}
