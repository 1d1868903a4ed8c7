import type { Dialect } from '../api/model.ts';
import { entries, isObject, items, type JsonObject, member, type Node } from '../api/node.ts';
import { asIf31 } from '../schema/openapi-30.ts';
import { keyText, literal } from '../typescript/literal.ts';
import { describesArray, isNothing } from './plain-keywords.ts';
import { numberSchema, stringSchema } from './zod-scalar.ts';

/** The context of a schema that is written for zod. */
export interface ZodContext {
  readonly dialect: Dialect;
  /** The formats of integers that are `bigint`s. */
  readonly bigints: readonly string[];
  /** The properties of the other direction, including those that enclosing schemas name. */
  leftOut(schema: Node, inherited: ReadonlySet<string>): ReadonlySet<string>;
  /** The constant for a reference; `undefined` if it is dangling. */
  reference(schema: Node): string | undefined;
  /** The schema at the end of a schema's references. */
  follow(schema: Node): Node | undefined;
  /** Notes a rule that zod will not check. */
  unchecked(what: string): void;
}

/** Keywords that the text does not express. */
const beyond = [
  ...['if', 'contains', 'dependentSchemas', 'dependentRequired', 'propertyNames'],
  ...['patternProperties', 'unevaluatedProperties', 'unevaluatedItems', 'contentSchema'],
];

const unknown = 'z.unknown()';

/** The code of a schema in zod 4, as far as zod can express it. */
export function zodSchema(
  node: Node,
  context: ZodContext,
  inherited: ReadonlySet<string> = new Set(),
): string {
  if (isNothing(node)) return 'z.never()';
  if (!isObject(node.value)) return unknown;
  const { $ref, $dynamicRef } = node.value;
  const refers = typeof $ref === 'string' || typeof $dynamicRef === 'string';
  const referred = refers ? (context.reference(node) ?? unknown) : undefined;
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
      zodSchema(typed(part, own), context, leftOut),
    ),
    ...unions(own, context, leftOut),
  ].filter((part) => part !== unknown);
  const { not } = value;
  const joined = together([...new Set(parts)], isClosedPart(own, context));
  if (not === undefined) return joined;
  const refused = zodSchema(member(own, 'not')!, context, leftOut);
  return `${joined}.refine((value) => !${refused}.safeParse(value).success)`;
}

/**
 * Several schemas of one value. In an intersection, zod accepts members that only one side allows.
 */
function together(parts: readonly string[], isClosed: boolean): string {
  const [first = unknown, ...others] = parts;
  return others.reduce(
    (joined, part) => (isClosed ? `both(${joined}, ${part})` : `${joined}.and(${part})`),
    first,
  );
}

/** The helper that the code of schemas may call. */
export const zodHelper = `
/** A value of two schemas, each of which may refuse properties that only the other knows. */
function both<A extends z.ZodType, B extends z.ZodType>(a: A, b: B) {
  return a.and(b).refine((value) => a.safeParse(value).success && b.safeParse(value).success);
}
`;

/** Whether one of several schemas of a value allows only its own properties. */
function isClosedPart(node: Node, context: ZodContext, seen = new Set<unknown>()): boolean {
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

function unions(node: Node, context: ZodContext, leftOut: ReadonlySet<string>): readonly string[] {
  return (['anyOf', 'oneOf'] as const).flatMap((keyword) => {
    const branches = [...items(member(node, keyword))];
    if (branches.length === 0) return [];
    const schemas = branches.map((branch) => zodSchema(typed(branch, node), context, leftOut));
    if (schemas.length === 1) return schemas;
    if (keyword === 'anyOf') return [`z.union(${listText('[', [...new Set(schemas)], ']')})`];
    return [`z.xor(${listText('[', schemas, ']')})`];
  });
}

/** The rules of the keywords about the value itself; empty without such keywords. */
function valueParts(
  node: Node,
  context: ZodContext,
  leftOut: ReadonlySet<string>,
): readonly string[] {
  const schema = node.value as JsonObject;
  const parts: string[] = [];
  for (const values of listedValues(schema)) {
    const plain = values.filter((value) => typeof value !== 'object' || value === null);
    if (plain.length < values.length) {
      context.unchecked('values of enum or const that are objects or arrays');
      parts.push(unknown);
    } else if (plain.length === 0) parts.push('z.never()');
    else if (plain.every((value) => typeof value === 'string')) {
      parts.push(`z.enum([${plain.map((value) => literal(value)).join(', ')}])`);
    } else parts.push(`z.literal([${plain.map((value) => literal(value)).join(', ')}])`);
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
  return [...parts, all.length === 1 ? all[0]! : `z.union([${all.join(', ')}])`];
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
  context: ZodContext,
  leftOut: ReadonlySet<string>,
): string {
  const schema = node.value as JsonObject;
  switch (type) {
    case 'string':
      return stringSchema(schema, context);
    case 'number':
    case 'integer':
      return numberSchema(node, type, context);
    case 'boolean':
    case 'null':
      return `z.${type}()`;
    case 'array':
      return arraySchema(node, context);
    case 'object':
      return objectSchema(node, context, leftOut);
    default:
      context.unchecked(`the type "${type}"`);
      return unknown;
  }
}

function arraySchema(node: Node, context: ZodContext): string {
  const { minItems, maxItems, uniqueItems } = node.value as JsonObject;
  const first = [...items(member(node, 'prefixItems'))].map((item) => zodSchema(item, context));
  const others = member(node, 'items');
  const rest = others === undefined ? unknown : zodSchema(others, context);
  const least = typeof minItems === 'number' ? minItems : 0;
  let text = `z.array(${rest})`;
  if (first.length > 0) {
    const places = first.map((item, index) => (index < least ? item : `${item}.optional()`));
    text = `z.tuple([${places.join(', ')}]${rest === 'z.never()' ? '' : `, ${rest}`})`;
    const most = typeof maxItems === 'number' ? maxItems : undefined;
    if (least > first.length) text += `.refine((items) => items.length >= ${least})`;
    if (most !== undefined) text += `.refine((items) => items.length <= ${most})`;
  } else {
    if (least > 0) text += `.min(${least})`;
    if (typeof maxItems === 'number') text += `.max(${maxItems})`;
  }
  if (uniqueItems !== true) return text;
  return `${text}.refine((items) => new Set(items.map((item) => JSON.stringify(item))).size === items.length)`;
}

function objectSchema(node: Node, context: ZodContext, leftOut: ReadonlySet<string>): string {
  const { required, minProperties, maxProperties, additionalProperties, patternProperties } =
    node.value as JsonObject;
  const described = [...entries(member(node, 'properties'))].filter(([name]) => !leftOut.has(name));
  const needed = (Array.isArray(required) ? (required as readonly string[]) : []).filter(
    (name) => !leftOut.has(name),
  );
  const members = [
    ...described.map(([name, property]) => {
      const schema = zodSchema(property, context);
      return `${keyText(name)}: ${schema}${needed.includes(name) ? '' : '.exactOptional()'}`;
    }),
    ...needed
      .filter((name) => !described.some(([own]) => own === name))
      .map((name) => `${keyText(name)}: ${unknown}`),
  ];
  const shape = listText('{', members, '}');
  const others =
    patternProperties === undefined && leftOut.size === 0
      ? member(node, 'additionalProperties')
      : undefined;
  if (others === undefined && additionalProperties !== undefined && additionalProperties !== true) {
    if (patternProperties === undefined)
      context.unchecked('additionalProperties beside what is left out');
  }
  let text = `z.looseObject(${shape})`;
  if (others !== undefined && isNothing(others)) text = `z.strictObject(${shape})`;
  else if (others !== undefined && others.value !== true) {
    const schema = zodSchema(others, context);
    if (schema !== unknown) {
      text =
        members.length === 0
          ? `z.record(z.string(), ${schema})`
          : `z.object(${shape}).catchall(${schema})`;
    }
  }
  if (typeof minProperties === 'number' && minProperties > 0) {
    text += `.refine((value) => Object.keys(value).length >= ${minProperties})`;
  }
  if (typeof maxProperties === 'number') {
    text += `.refine((value) => Object.keys(value).length <= ${maxProperties})`;
  }
  return text;
}

/** On one line if it fits. */
function listText(open: string, parts: readonly string[], close: string): string {
  if (parts.length === 0) return open + close;
  const gap = open === '{' ? ' ' : '';
  const line = `${open}${gap}${parts.join(', ')}${gap}${close}`;
  if (line.length < 80 && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')},\n`).join('')}${close}`;
}
