import type { Schema } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { parsePointer, child as pointerTo } from '../json/pointer.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { factsOf } from './facts.ts';

/** A schema as pages tell of it. Nothing is judged by this; what it leaves out, the contract says. */
export interface Outline {
  /** `string <date>`, `array of Customer`, `integer or null`. */
  readonly type: string;
  /** What else is asked of the value, a clause each: `at most 100 characters`. */
  readonly facts: readonly string[];
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly members: readonly Member[];
  /** The alternatives of `oneOf` and `anyOf`. */
  readonly variants: readonly Variant[];
  /** Why no members are shown where there are some. */
  readonly cut: 'recursive' | 'deep' | undefined;
}

export interface Member extends Outline {
  /** A property's name; `*` for all that have none of their own, `/pattern/` for some of them. */
  readonly name: string;
  readonly required: boolean;
}

export interface Variant extends Outline {
  readonly name: string;
}

export interface OutlineLimits {
  /** How many objects may stand in one another. */
  readonly depth: number;
  /** How many members are told of in all. */
  readonly members: number;
}

export const pageLimits: OutlineLimits = { depth: 6, members: 250 };

/** Tells of a schema as it is for requests, or for answers. */
export function outlineOf(
  schema: Schema,
  schemas: Schemas,
  direction: Direction,
  limits: OutlineLimits = pageLimits,
): Outline {
  let left = limits.members;
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';

  function outline(schema: Schema, open: readonly string[]): Outline {
    const layers = layersOf(schema, schemas);
    const texts = layers.map(({ value }) => value);
    const first = (keyword: string) =>
      texts.find((layer) => layer[keyword] !== undefined)?.[keyword];
    const description = first('description');
    const about = {
      type: typeOf(schema, layers, schemas),
      facts: [...new Set(texts.flatMap(factsOf))],
      description: typeof description === 'string' ? description : undefined,
      deprecated: texts.some((layer) => layer.deprecated === true),
    };
    // An object may stand in itself, under another schema's name too.
    const own = layers.filter(({ value }) => isStructured(value)).map(({ at }) => locationKey(at));
    if (own.length === 0) return { ...about, members: [], variants: [], cut: undefined };
    if (own.some((key) => open.includes(key))) {
      return { ...about, members: [], variants: [], cut: 'recursive' };
    }
    if (open.length >= limits.depth * 2 || left <= 0) {
      return { ...about, members: [], variants: [], cut: 'deep' };
    }
    const inside = [...open, ...own];
    const items = layers.map((layer) => subschema(layer, 'items')).find(Boolean);
    // A list of objects is told of by what its objects have.
    const listed = items && outline(items, inside);
    return {
      ...about,
      members: [...membersOf(layers, inside), ...(listed?.members ?? [])],
      variants: [...variantsOf(layers, inside), ...(listed?.variants ?? [])],
      cut: listed?.cut,
    };
  }

  function membersOf(layers: readonly Layer[], open: readonly string[]): Member[] {
    const required = new Set(
      layers.flatMap(({ value }) => (Array.isArray(value.required) ? value.required : [])),
    );
    const found = new Map<string, Member>();
    const add = (name: string, schema: Schema, key = name) => {
      if (found.has(key) || isHidden(schema, hidden, schemas)) return;
      left -= 1;
      if (left < 0) return;
      found.set(key, { name, required: required.has(name), ...outline(schema, open) });
    };
    for (const layer of layers) {
      for (const [name, schema] of namedSchemas(layer, 'properties')) add(name, schema);
    }
    for (const layer of layers) {
      for (const [pattern, schema] of namedSchemas(layer, 'patternProperties')) {
        add(`/${pattern}/`, schema, `patternProperties/${pattern}`);
      }
      const others = subschema(layer, 'additionalProperties');
      if (others !== undefined && isObject(others.value)) add('*', others, 'additionalProperties/');
    }
    return [...found.values()];
  }

  function variantsOf(layers: readonly Layer[], open: readonly string[]): Variant[] {
    return layers.flatMap((layer) =>
      ['oneOf', 'anyOf'].flatMap((keyword) => {
        const choices = indexedSchemas(layer, keyword).filter((choice) => !isNull(choice));
        // A choice between a type and null is the type, and says so.
        if (choices.length < 2) return [];
        return choices.flatMap((choice, index): Variant[] => {
          left -= 1;
          if (left < 0) return [];
          return [
            { name: nameOf(choice, schemas) ?? `choice ${index + 1}`, ...outline(choice, open) },
          ];
        });
      }),
    );
  }

  return outline(schema, []);
}

/** A schema of one object, without a reference. */
interface Layer {
  readonly value: JsonObject;
  readonly at: Schema['at'];
}

/** The schemas that all speak of one value: references followed, `allOf` taken apart. */
function layersOf(schema: Schema, schemas: Schemas, seen = new Set<string>()): readonly Layer[] {
  const key = locationKey(schema.at);
  if (seen.has(key) || !isObject(schema.value)) return [];
  seen.add(key);
  const { value, at } = schema;
  const layers: Layer[] = [];
  if (value.$ref === undefined) layers.push({ value, at });
  else {
    const { $ref, ...siblings } = value;
    // Before 3.1, what stands beside a reference is ignored; a description is worth showing still.
    if (Object.keys(siblings).length > 0) layers.push({ value: siblings, at });
    layers.push(...layersOf(schemas.resolve(schema), schemas, seen));
  }
  const layer = { value, at };
  for (const part of indexedSchemas(layer, 'allOf')) layers.push(...layersOf(part, schemas, seen));
  for (const choice of loneChoices(layer)) layers.push(...layersOf(choice, schemas, seen));
  return layers;
}

/** What `oneOf` and `anyOf` leave when there is one alternative beside null. */
function loneChoices(layer: Layer): readonly Schema[] {
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const choices = indexedSchemas(layer, keyword).filter((choice) => !isNull(choice));
    return choices.length === 1 ? choices : [];
  });
}

function isStructured(value: JsonObject): boolean {
  return structures.some((keyword) => value[keyword] !== undefined);
}

const structures = [
  ...['properties', 'patternProperties', 'additionalProperties'],
  ...['items', 'oneOf', 'anyOf'],
];

function subschema({ value, at }: Layer, keyword: string): Schema | undefined {
  const found = value[keyword];
  if (found === undefined) return undefined;
  return { value: found, at: { ...at, pointer: pointerTo(at.pointer, keyword) } };
}

function namedSchemas(layer: Layer, keyword: string): readonly (readonly [string, Schema])[] {
  const holder = subschema(layer, keyword);
  if (holder === undefined || !isObject(holder.value)) return [];
  return Object.entries(holder.value).map(([name, value]) => [
    name,
    { value, at: { ...holder.at, pointer: pointerTo(holder.at.pointer, name) } },
  ]);
}

function indexedSchemas(layer: Layer, keyword: string): readonly Schema[] {
  const holder = subschema(layer, keyword);
  if (holder === undefined || !Array.isArray(holder.value)) return [];
  return holder.value.map((value, index) => ({
    value,
    at: { ...holder.at, pointer: pointerTo(holder.at.pointer, index) },
  }));
}

function isNull({ value }: Schema): boolean {
  return isObject(value) && value.type === 'null';
}

function isHidden(schema: Schema, marker: 'readOnly' | 'writeOnly', schemas: Schemas): boolean {
  return layersOf(schema, schemas).some(({ value }) => value[marker] === true);
}

/** The name under which a schema is kept: that of a component or a definition, else its title. */
function nameOf(schema: Schema, schemas: Schemas): string | undefined {
  const target = schemas.resolve(schema);
  const tokens = parsePointer(target.at.pointer) ?? [];
  const holder = tokens.at(-2);
  if (['schemas', '$defs', 'definitions'].includes(holder ?? '')) return tokens.at(-1);
  if (!isObject(target.value)) return undefined;
  const { title } = target.value;
  if (typeof title === 'string') return title;
  const [lone] = loneChoices({ value: target.value, at: target.at });
  return lone && nameOf(lone, schemas);
}

function typeOf(schema: Schema, layers: readonly Layer[], schemas: Schemas): string {
  if (schema.value === true) return 'anything';
  if (schema.value === false) return 'nothing';
  const typed = layers.find(({ value }) => value.type !== undefined);
  const types = [typed?.value.type ?? impliedType(layers)].flat().map(String);
  const isNullable =
    layers.some(({ value }) => value.nullable === true) ||
    layers.some((layer) =>
      ['oneOf', 'anyOf'].some((keyword) => indexedSchemas(layer, keyword).some(isNull)),
    );
  const words = types.map((type) => {
    if (type === 'array') return arrayType(layers, schemas);
    if (type === 'object') return nameOf(schema, schemas) ?? 'object';
    const format = layers.find(({ value }) => typeof value.format === 'string')?.value.format;
    return type === 'null' || format === undefined ? type : `${type} <${format}>`;
  });
  if (isNullable && !words.includes('null')) words.push('null');
  return words.join(' or ');
}

function arrayType(layers: readonly Layer[], schemas: Schemas): string {
  const items = layers.map((layer) => subschema(layer, 'items')).find(Boolean);
  if (items === undefined) return 'array';
  const own = layersOf(items, schemas);
  // A list of lists is named by its outer one, or a schema that holds itself would have no end.
  const isList = own.some(({ value }) => value.type === 'array');
  return `array of ${isList ? 'arrays' : typeOf(items, own, schemas)}`;
}

function impliedType(layers: readonly Layer[]): string {
  for (const { value } of layers) {
    if (value.properties !== undefined || value.additionalProperties !== undefined) return 'object';
    if (value.items !== undefined) return 'array';
    const [choice] = [value.const, Array.isArray(value.enum) ? value.enum[0] : undefined].filter(
      (given) => given !== undefined,
    );
    if (choice !== undefined) return choice === null ? 'null' : typeof choice;
  }
  const isChoice = layers.some(
    ({ value }) => value.oneOf !== undefined || value.anyOf !== undefined,
  );
  return isChoice ? 'one of several' : 'anything';
}
