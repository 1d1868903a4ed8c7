import type { Dialect } from '../api/model.ts';
import { entries, isObject, items, type JsonObject, member, type Node } from '../api/node.ts';
import type { Discriminators, Tag } from './discriminators.ts';
import { type Carrier, carrierOfItems, carrierOfProperties, isBinary } from './files.ts';
import { annotationsOf, neverSchema, withRequired } from './own-types.ts';
import {
  constrainingMembers,
  describesArray,
  isCombination,
  isFreeObject,
  isNothing,
  isSilent,
  lengths,
  objectKeywords,
  only30,
  saysMoreThanProperties,
  saysNothing,
  typeKeywords,
  undescribed,
  withoutAnnotations,
} from './plain-keywords.ts';

export interface PlainOptions {
  readonly dialect: Dialect;
  readonly discriminators: Discriminators;
  /** How the value of a schema is sent, which decides whether it can be a file. */
  readonly carrier: Carrier;
  /** The properties of the other direction, including those that enclosing schemas name. */
  leftOut(schema: Node, inherited: ReadonlySet<string>): ReadonlySet<string>;
  /** The component that a schema refers to, as a reference; `undefined` without a reference. */
  reference(schema: Node, carrier: Carrier): string | undefined;
  /** The schema at the end of a schema's references. */
  follow(schema: Node): Node | undefined;
}

/** The facts from enclosing schemas about the same value. */
interface Around {
  /** The properties that belong to the other direction. */
  readonly leftOut: ReadonlySet<string>;
  /** The schema with the properties that a branch requires. */
  readonly described?: Node;
  /** Whether an enclosing schema requires what this one requires without describing it. */
  readonly isMember?: boolean;
}

/**
 * A schema in a form that openapi-typescript translates without loss. Parts without effect on types
 * are left out; the rest keeps its meaning.
 */
export function plainSchema(
  node: Node,
  options: PlainOptions,
  around: Around = { leftOut: new Set() },
): JsonObject {
  if (isNothing(node)) return neverSchema;
  if (!isObject(node.value)) return {};
  const same = { ...around, leftOut: options.leftOut(node, around.leftOut) };
  if (refers(node, options)) return referred(node, options, same);
  const own = options.dialect === '3.0' ? only30(node) : node;
  const plain =
    isCombination(own.value) && !around.isMember
      ? withRequired(
          combined(own, options, { ...same, isMember: true }),
          undescribed(own, same.leftOut),
        )
      : combined(own, options, same);
  const tag = options.discriminators.inherited(node);
  if (tag === undefined) return plain;
  return { ...annotationsOf(node.value as JsonObject), allOf: [plain, tagged(tag)] };
}

/** A `$dynamicRef` leads to its default target, because a type has no dynamic scope. */
function refers({ value }: Node, { dialect }: PlainOptions): boolean {
  const { $ref, $dynamicRef } = value as JsonObject;
  return typeof $ref === 'string' || (dialect !== '3.0' && typeof $dynamicRef === 'string');
}

function referred(node: Node, options: PlainOptions, around: Around): JsonObject {
  const { $ref, $dynamicRef, ...beside } = node.value as JsonObject;
  const component = options.reference(node, options.carrier);
  if (Object.keys(beside).length === 0) return component === undefined ? {} : { $ref: component };
  const annotations = annotationsOf(node.value as JsonObject);
  const rest = Object.keys(beside).filter((keyword) => typeKeywords.has(keyword));
  const reference = component === undefined ? {} : { $ref: component };
  // In 3.0, nothing beside a reference counts.
  if (options.dialect === '3.0' || rest.length === 0) return { ...annotations, ...reference };
  const narrower = { value: beside, at: node.at };
  const members = rest.some((keyword) => keyword !== 'required')
    ? [
        ...(isEmptied(node, options, around) ? [] : [reference]),
        plainSchema(narrower, options, { ...around, isMember: true }),
      ]
    : [reference];
  return withRequired(
    { ...annotations, allOf: constrainingMembers(members) },
    undescribed(narrower, around.leftOut),
  );
}

/**
 * `anyOf` beside other keywords narrows them, but openapi-typescript treats it as another
 * alternative; inside `allOf` it narrows there, too. A type beside branches moves into them.
 */
function combined(node: Node, options: PlainOptions, around: Around): JsonObject {
  const schema = node.value as JsonObject;
  const union = ['anyOf', 'oneOf'].find((keyword) => Array.isArray(schema[keyword]));
  if (union === undefined) return core(node, options, around);
  const { [union]: branches, discriminator, nullable, ...others } = schema;
  const part = (value: JsonObject) => ({ value, at: node.at });
  const describesObject = objectKeywords.some((keyword) => Object.hasOwn(schema, keyword));
  if (describesObject || Array.isArray(schema.enum)) {
    const own = combined(part(withoutAnnotations(others)), options, around);
    const narrower = core(part({ [union]: branches, discriminator }), options, {
      ...around,
      described: node,
    });
    return {
      ...annotationsOf(node.value as JsonObject),
      ...(nullable === true && options.dialect === '3.0' && { nullable }),
      allOf: constrainingMembers([own, narrower]),
    };
  }
  const { type, enum: values, ...rest } = schema;
  if (type === undefined || type === 'object') return core(part(rest), options, around);
  const typed = (branches as readonly unknown[]).map((branch) =>
    isObject(branch) && isSilent(branch) ? { ...branch, type } : branch,
  );
  return core(part({ ...rest, [union]: typed }), options, around);
}

/** The keywords of a schema that each become a part of its type. */
function core(node: Node, options: PlainOptions, around: Around): JsonObject {
  const schema = node.value as JsonObject;
  const plain: Record<string, unknown> = annotationsOf(node.value as JsonObject);
  const each = (keyword: string, make: (part: Node) => JsonObject) => {
    if (Array.isArray(schema[keyword])) {
      plain[keyword] = [...items(member(node, keyword))].map(make);
    }
  };
  const { type, format, nullable } = schema;
  if (type !== undefined) plain.type = type;
  else if (describesArray(schema)) plain.type = 'array';
  const isBytes = isBinary(schema, options.dialect);
  if (typeof format === 'string' && !isBytes) plain.format = format;
  if (nullable === true && options.dialect === '3.0') plain.nullable = true;
  if (Object.hasOwn(schema, 'const')) {
    if (schema.const === null) plain.type = 'null';
    else plain.const = schema.const;
  }
  if (Array.isArray(schema.enum)) plain.enum = schema.enum;
  if (isBytes) {
    plain.type = type ?? 'string';
    if (options.carrier !== 'text') plain.format = 'binary';
  }
  const item = member(node, 'items');
  const ofItems = carriedBy(carrierOfItems(options.carrier), options);
  if (item !== undefined) plain.items = plainSchema(item, ofItems);
  each('prefixItems', (part) => plainSchema(part, ofItems));
  if (Array.isArray(schema.prefixItems)) Object.assign(plain, lengths(schema));
  Object.assign(plain, objectMembers(node, options, around));
  for (const union of ['anyOf', 'oneOf']) {
    each(union, (part) => branchOf(node, part, options, { ...around, isMember: false }));
  }
  if (Array.isArray(schema.allOf)) {
    const members = [...items(member(node, 'allOf'))]
      .filter((part) => !isEmptied(part, options, around))
      .map((part) => extended(part, options, { ...around, isMember: true }));
    plain.allOf = constrainingMembers(members);
  }
  return plain;
}

/**
 * Whether a reference leads to an object whose properties all belong to the other direction. Its
 * type would be empty, and would forbid the members of schemas that it is combined with.
 */
function isEmptied(part: Node, options: PlainOptions, { leftOut }: Around): boolean {
  const target = options.follow(part);
  if (!isObject(target?.value) || !isObject(target.value.properties)) return false;
  const names = Object.keys(target.value.properties);
  const left = options.leftOut(target, leftOut);
  return (
    names.length > 0 &&
    names.every((name) => left.has(name)) &&
    !saysMoreThanProperties(target.value)
  );
}

function carriedBy(carrier: Carrier, options: PlainOptions): PlainOptions {
  return carrier === options.carrier ? options : { ...options, carrier };
}

/** The object keywords of a schema. */
function objectMembers(node: Node, options: PlainOptions, around: Around): JsonObject {
  const { additionalProperties, type, required } = node.value as JsonObject;
  const described = [...entries(member(node, 'properties'))].filter(
    ([name]) => !around.leftOut.has(name),
  );
  const ofMembers = carriedBy(carrierOfProperties(options.carrier), options);
  const own = [...described, ...demanded(node, around)].map(
    ([name, property]) => [name, plainSchema(property, ofMembers)] as const,
  );
  const others = [
    ...(isObject(additionalProperties) ? [member(node, 'additionalProperties')!] : []),
    ...[...entries(member(node, 'patternProperties'))].map(([, pattern]) => pattern),
  ];
  const plain: Record<string, unknown> = {};
  if (own.length > 0) {
    const names = Array.isArray(required) ? required : [];
    plain.properties = Object.fromEntries(own);
    plain.required = own.map(([name]) => name).filter((name) => names.includes(name));
  }
  if (others.length > 0 && !others.some(saysNothing)) {
    const kinds = others.map((other) => plainSchema(other, ofMembers));
    // An index signature applies to the named properties as well.
    const all = [...kinds, ...own.map(([, property]) => withoutAnnotations(property))];
    const distinct = [...new Map(all.map((kind) => [JSON.stringify(kind), kind])).values()];
    plain.additionalProperties = distinct.length === 1 ? distinct[0] : { anyOf: distinct };
  } else if (additionalProperties === true || others.length > 0) {
    plain.additionalProperties = true;
  } else if (additionalProperties === undefined && isFreeObject(node)) {
    plain.additionalProperties = true;
  } else if (additionalProperties === false && own.length === 0 && type === 'object') {
    plain.additionalProperties = false;
  }
  return plain;
}

/** The properties that a schema requires without describing them, by its enclosing schema. */
function demanded(node: Node, around: Around): readonly (readonly [string, Node])[] {
  if (around.isMember) return [];
  const { additionalProperties } = node.value as JsonObject;
  const beside = new Map(
    around.described === undefined ? [] : entries(member(around.described, 'properties')),
  );
  const other = isObject(additionalProperties)
    ? member(node, 'additionalProperties')!
    : { value: true, at: node.at };
  return undescribed(node, around.leftOut).map((name) => [name, beside.get(name) ?? other]);
}

/** A branch of a union, with the property of its discriminator. */
function branchOf(union: Node, branch: Node, options: PlainOptions, around: Around): JsonObject {
  const plain = plainSchema(branch, options, around);
  const tag = options.discriminators.ofBranch(union, branch);
  return tag === undefined ? plain : { allOf: [plain, tagged(tag)] };
}

/**
 * A member of `allOf`. A base that lists its own kinds (`oneOf`, or a discriminator) is extended
 * without that list, because a type must not be built from itself.
 */
function extended(part: Node, options: PlainOptions, around: Around): JsonObject {
  const target = options.follow(part);
  if (target?.value === part.value || !isObject(target?.value)) {
    return plainSchema(part, options, around);
  }
  const { oneOf, anyOf, discriminator, ...base } = target.value;
  const kinds = ['oneOf', 'anyOf'].flatMap((union) => [...items(member(target, union))]);
  const listsKinds =
    kinds.length > 0 &&
    (isObject(discriminator) || kinds.some((kind) => extendsBase(kind, target, options)));
  return plainSchema(listsKinds ? { value: base, at: target.at } : part, options, around);
}

function extendsBase(kind: Node, base: Node, { follow }: PlainOptions): boolean {
  const schema = follow(kind);
  return (
    schema !== undefined &&
    [...items(member(schema, 'allOf'))].some((part) => follow(part)?.value === base.value)
  );
}

function tagged({ property, values }: Tag): JsonObject {
  const literal = values.length === 1 ? { const: values[0] } : { enum: values };
  return { type: 'object', required: [property], properties: { [property]: literal } };
}
