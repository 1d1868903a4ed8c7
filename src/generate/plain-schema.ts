import type { Dialect } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import type { Discriminators, Tag } from './discriminators.ts';

export interface PlainOptions {
  readonly dialect: Dialect;
  readonly discriminators: Discriminators;
  /** Whether a property has no place in messages of the direction that is written. */
  readonly isLeftOut: (property: unknown) => boolean;
  /** Where a reference leads in the result; `undefined` when it leads to nothing. */
  readonly reference: (reference: string) => string | undefined;
  /** What a reference leads to in the source. */
  readonly resolve: (reference: string) => unknown;
}

/**
 * A schema in the forms that openapi-typescript translates without loss. What says nothing of types
 * is left out; the rest means what it meant before.
 */
export function plainSchema(value: unknown, options: PlainOptions): unknown {
  if (value === false) return { not: {} };
  if (!isObject(value)) return {};
  const { $ref, ...beside } = value;
  if (typeof $ref === 'string') return referred($ref, beside, options);
  const schema = splitCombined(value, options.dialect);
  const plain = core(schema, options);
  const tag = options.discriminators.inherited(value);
  if (tag === undefined) return plain;
  return { ...annotationsOf(value), allOf: [plain, tagged(tag)] };
}

function referred($ref: string, beside: JsonObject, options: PlainOptions): JsonObject {
  const target = options.reference($ref);
  const annotations = annotationsOf(beside);
  const rest = Object.keys(beside).filter((keyword) => typeKeywords.has(keyword));
  const reference = target === undefined ? {} : { $ref: target };
  // In 3.0, nothing beside a reference counts.
  if (options.dialect === '3.0' || rest.length === 0) return { ...annotations, ...reference };
  const { required, ...narrower } = beside;
  const members = rest.some((keyword) => keyword !== 'required')
    ? [reference, plainSchema(narrower, options)]
    : [reference];
  // Beside `allOf`, `required` speaks of what its members describe.
  return { ...annotations, ...(Array.isArray(required) && { required }), allOf: members };
}

/** The keywords that change which values a type has. */
const typeKeywords = new Set([
  ...['type', 'enum', 'const', 'format', 'nullable', 'contentEncoding', 'contentMediaType'],
  ...['properties', 'required', 'additionalProperties', 'patternProperties'],
  ...['items', 'prefixItems', 'allOf', 'anyOf', 'oneOf'],
]);

const annotations = ['title', 'description', 'deprecated', 'default', 'example', 'examples'];

function annotationsOf(schema: JsonObject): JsonObject {
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
function splitCombined(schema: JsonObject, dialect: Dialect): JsonObject {
  const { type, enum: values, ...rest } = schema;
  const union = Array.isArray(schema.anyOf) ? 'anyOf' : Array.isArray(schema.oneOf) ? 'oneOf' : '';
  if (union === '') return schema;
  const describesObject = objectKeywords.some((keyword) => Object.hasOwn(schema, keyword));
  if (describesObject || Array.isArray(values)) {
    const { [union]: branches, discriminator, nullable, ...others } = schema;
    const members = [others, { [union]: branches, discriminator }];
    return {
      ...annotationsOf(schema),
      ...(nullable === true && dialect === '3.0' && { nullable }),
      allOf: members.map((member) => withoutAnnotations(member)),
    };
  }
  if (type === undefined || type === 'object') return rest;
  const isSilent = (branch: unknown) =>
    isObject(branch) &&
    !['$ref', 'type', 'enum', 'const', 'allOf', 'anyOf', 'oneOf'].some((keyword) =>
      Object.hasOwn(branch, keyword),
    );
  return {
    ...rest,
    [union]: (schema[union] as readonly unknown[]).map((branch) =>
      isSilent(branch) ? { ...(branch as JsonObject), type } : branch,
    ),
  };
}

const objectKeywords = [
  'properties',
  'additionalProperties',
  'patternProperties',
  'allOf',
  'items',
  'prefixItems',
];

function withoutAnnotations(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !annotations.includes(keyword)),
  );
}

function core(schema: JsonObject, options: PlainOptions): JsonObject {
  const plain: Record<string, unknown> = annotationsOf(schema);
  const { type, format, nullable, required, items, prefixItems, discriminator } = schema;
  if (type !== undefined) plain.type = type;
  if (typeof format === 'string') plain.format = format;
  if (nullable === true && options.dialect === '3.0') plain.nullable = true;
  if (Object.hasOwn(schema, 'const')) {
    if (schema.const === null) plain.type = 'null';
    else plain.const = schema.const;
  }
  if (Array.isArray(schema.enum)) plain.enum = schema.enum;
  if (isBinary(schema)) plain.format = 'binary';
  if (items !== undefined) plain.items = plainSchema(items, options);
  if (Array.isArray(prefixItems)) {
    plain.prefixItems = prefixItems.map((item) => plainSchema(item, options));
  }
  if (Array.isArray(required)) plain.required = required;
  Object.assign(plain, members(schema, options));
  for (const union of ['anyOf', 'oneOf'] as const) {
    const branches = schema[union];
    if (Array.isArray(branches)) {
      plain[union] = branches.map((branch) => inUnion(branch, { discriminator }, options));
    }
  }
  if (Array.isArray(schema.allOf)) {
    plain.allOf = schema.allOf.map((item) => extended(item, options));
  }
  return plain;
}

/** What a schema says of the members of objects. */
function members(schema: JsonObject, options: PlainOptions): JsonObject {
  const { properties, patternProperties, additionalProperties, type } = schema;
  const own = Object.entries(isObject(properties) ? properties : {}).filter(
    ([, property]) => !options.isLeftOut(property),
  );
  const described = own.map(([name, property]) => [name, plainSchema(property, options)] as const);
  const patterns = Object.values(isObject(patternProperties) ? patternProperties : {});
  const others = [...(isObject(additionalProperties) ? [additionalProperties] : []), ...patterns];
  const plain: Record<string, unknown> = {};
  if (described.length > 0) plain.properties = Object.fromEntries(described);
  if (others.length > 0 && !others.some(saysNothing)) {
    const kinds = others.map((other) => plainSchema(other, options));
    // An index signature speaks of the named properties as well.
    const all = [...kinds, ...described.map(([, property]) => bare(property))];
    const distinct = [...new Map(all.map((kind) => [JSON.stringify(kind), kind])).values()];
    plain.additionalProperties = distinct.length === 1 ? distinct[0] : { anyOf: distinct };
  } else if (additionalProperties === true || others.length > 0) {
    plain.additionalProperties = true;
  } else if (additionalProperties === undefined && isFreeObject(schema)) {
    plain.additionalProperties = true;
  } else if (additionalProperties === false && described.length === 0 && type === 'object') {
    plain.additionalProperties = false;
  }
  return plain;
}

function saysNothing(schema: unknown): boolean {
  return (
    isObject(schema) && !Object.keys(schema).some((key) => key === '$ref' || typeKeywords.has(key))
  );
}

function bare(schema: unknown): unknown {
  return isObject(schema) ? withoutAnnotations(schema) : schema;
}

/** An object of which nothing is said may have any members; it is not empty. */
function isFreeObject(schema: JsonObject): boolean {
  const { type } = schema;
  const isObjectType = type === 'object' || (Array.isArray(type) && type.includes('object'));
  return (
    isObjectType &&
    !['properties', 'patternProperties', 'allOf', 'anyOf', 'oneOf', 'enum', 'const'].some(
      (keyword) => Object.hasOwn(schema, keyword),
    )
  );
}

/** A branch of a union, with the property that a discriminator tells it by. */
function inUnion(branch: unknown, union: JsonObject, options: PlainOptions): unknown {
  const plain = plainSchema(branch, options);
  if (!isObject(branch) || typeof branch.$ref !== 'string') return plain;
  const tag = options.discriminators.ofBranch(union, branch.$ref);
  return tag === undefined ? plain : { allOf: [plain, tagged(tag)] };
}

/**
 * A member of `allOf`. A base that lists its own kinds (`oneOf` with a discriminator) is extended by
 * them without that list: a type must not be made of itself.
 */
function extended(item: unknown, options: PlainOptions): unknown {
  const target =
    isObject(item) && typeof item.$ref === 'string' ? options.resolve(item.$ref) : item;
  if (target === item || !isObject(target) || !isObject(target.discriminator)) {
    return plainSchema(item, options);
  }
  if (!Array.isArray(target.oneOf) && !Array.isArray(target.anyOf)) {
    return plainSchema(item, options);
  }
  const { oneOf, anyOf, discriminator, ...base } = target;
  return plainSchema(base, options);
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
