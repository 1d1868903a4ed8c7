import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { JsonType } from '../../body/shape.ts';
import { locationKey } from '../../json/document.ts';
import { type Pointer, parsePointer } from '../../json/pointer.ts';
import { type Building, maximumSize, TooLarge } from './building.ts';
import { Impossible, type Layer, layersOf } from './layers.ts';
import { lessThan, textByName } from './realistic.ts';
import { sampleNumber, sampleString, type Variation } from './scalar.ts';
import { buildArray, buildObject, ownDirection } from './structure.ts';

/**
 * Builds a value that some schemas seem to describe together.
 *
 * @throws {Impossible} when nothing can stand there.
 */
export function buildValue(
  given: readonly Schema[],
  pointer: Pointer,
  depth: number,
  number: number,
  building: Building,
): unknown {
  building.size += 1;
  if (building.size > maximumSize) throw new TooLarge();
  const { schemas, choose, open } = building;
  const nodes = [...given, ...(building.learned.get(pointer) ?? [])];
  const isOpen = (node: Schema) => isObject(node.value) && open.has(node.value);
  const { layers, roots } = layersOf(nodes, pointer, schemas, choose, isOpen);
  building.applied.set(pointer, new Set(layers.map(({ at }) => locationKey(at))));

  const types = typesOf(layers);
  if (roots.some((root) => open.has(root))) {
    if (types?.includes('null')) return null;
    throw new Impossible(pointer, `the schema at "${pointer}" holds itself without end`);
  }
  for (const root of roots) open.add(root);
  try {
    return buildOpened(nodes, layers, types, pointer, depth, number, building);
  } finally {
    for (const root of roots) open.delete(root);
  }
}

function buildOpened(
  nodes: readonly Schema[],
  layers: readonly Layer[],
  types: readonly JsonType[] | undefined,
  pointer: Pointer,
  depth: number,
  number: number,
  building: Building,
): unknown {
  const { shown, only } = writtenValues(layers);
  const kinds = types ?? [inferredType(layers)];
  const made = kinds.flatMap((type) => [0, 1, 2].map((way) => ({ type, way })));
  const written = shown.map((value) => ({ value }));
  // Values at random are made up, so that what is written comes last, unless nothing else says
  // what a text is like.
  const writtenFirst = building.random === undefined || isPlainText(kinds, layers, pointer);
  const ways = only ? written : writtenFirst ? [...written, ...made] : [...made, ...written];
  if (ways.length === 0) {
    throw new Impossible(pointer, `the schemas at "${pointer}" have no type in common`);
  }
  const choice = building.choose(pointer, only ? 'enum' : 'value', ways.length);
  const chosen = ways[choice]!;
  if ('value' in chosen) {
    const shift = building.random && !only ? lessThan(shown.length, building.random) : number;
    const index = written.indexOf(chosen) + shift;
    return ownDirection(shown[index % shown.length], nodes, building);
  }
  const { type, way } = chosen;
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return building.random ? building.random() < 0.5 : (number + way) % 2 === 0;
    case 'string':
    case 'integer':
    case 'number':
      return buildScalar(layers, type, pointer, {
        number: number + way,
        random: building.random,
        name: nameOf(pointer),
      });
    case 'array':
      return buildArray({ layers, pointer, depth, way, number }, building, buildValue);
    case 'object':
      return buildObject({ layers, pointer, depth, way, number }, building, buildValue);
  }
}

/** Whether a value is a text of which nothing is known but its examples. */
function isPlainText(
  kinds: readonly JsonType[],
  layers: readonly Layer[],
  pointer: Pointer,
): boolean {
  if (kinds[0] !== 'string' || textByName(nameOf(pointer), () => 0) !== undefined) return false;
  return !layers.some(({ schema }) => schema.format !== undefined || schema.pattern !== undefined);
}

/** What the contract itself gives as a value: examples first, then what limits it to a few. */
function writtenValues(layers: readonly Layer[]): {
  readonly shown: readonly unknown[];
  /** Whether nothing else can be valid. */
  readonly only: boolean;
} {
  const values = layers.flatMap(({ schema }) => [
    ...(schema.example === undefined ? [] : [schema.example]),
    ...(Array.isArray(schema.examples) ? schema.examples : []),
    ...(schema.default === undefined ? [] : [schema.default]),
  ]);
  const limits = layers.flatMap(({ schema }): (readonly unknown[])[] => [
    ...(Object.hasOwn(schema, 'const') ? [[schema.const]] : []),
    ...(Array.isArray(schema.enum) ? [schema.enum] : []),
  ]);
  const [first, ...others] = limits;
  if (first === undefined) return { shown: values, only: false };
  // Compared as texts, which tells apart everything that contracts list.
  const allowed = others.map((limit) => new Set(limit.map((value) => JSON.stringify(value))));
  const common = first.filter((value) => allowed.every((set) => set.has(JSON.stringify(value))));
  const ordered = [...common.filter((value) => value !== null), ...common.filter(isNullValue)];
  const known = new Set(common.map((value) => JSON.stringify(value)));
  const shown = values.filter((value) => known.has(JSON.stringify(value)));
  return { shown: [...shown, ...ordered], only: true };
}

function isNullValue(value: unknown): boolean {
  return value === null;
}

/** The types that all layers allow, as the first writes them, `null` last. */
function typesOf(layers: readonly Layer[]): readonly JsonType[] | undefined {
  let allowed: readonly JsonType[] | undefined;
  for (const { schema } of layers) {
    const { type } = schema;
    const own = (Array.isArray(type) ? type : type === undefined ? [] : [type]) as JsonType[];
    if (own.length === 0) continue;
    const types: JsonType[] = schema.nullable === true ? [...own, 'null'] : own;
    if (allowed === undefined) allowed = types;
    else {
      const integers = types.includes('number') ? types.concat('integer') : types;
      const narrowed = allowed.flatMap((one): JsonType[] => {
        if (integers.includes(one)) return [one];
        return one === 'number' && types.includes('integer') ? ['integer'] : [];
      });
      allowed = narrowed;
    }
  }
  return allowed && [...allowed.filter((one) => one !== 'null'), ...allowed.filter(isNullType)];
}

/** The property that a place belongs to; of items, the one that holds them, in the singular. */
function nameOf(pointer: Pointer): string {
  const tokens = parsePointer(pointer) ?? [];
  const name = tokens.findLast((token) => !/^\d+$/.test(token)) ?? '';
  return name === tokens.at(-1) ? name : name.replace(/s$/, '');
}

function isNullType(type: JsonType): boolean {
  return type === 'null';
}

/** What a schema without a type is most likely about, by its other keywords. */
function inferredType(layers: readonly Layer[]): JsonType {
  const has = (...keywords: readonly string[]) =>
    layers.some(({ schema }) => keywords.some((keyword) => Object.hasOwn(schema, keyword)));
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties')) {
    return 'object';
  }
  if (has('items', 'prefixItems', 'minItems', 'maxItems', 'contains', 'uniqueItems'))
    return 'array';
  const numeric = ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'];
  return has(...numeric) ? 'number' : 'string';
}

function buildScalar(
  layers: readonly Layer[],
  type: 'string' | 'integer' | 'number',
  pointer: Pointer,
  variation: Variation,
): string | number {
  const values = (keyword: string) => layers.map(({ schema }) => schema[keyword]);
  const numbers = (keyword: string) =>
    values(keyword).filter((value): value is number => typeof value === 'number');
  const texts = (keyword: string) =>
    values(keyword).filter((value): value is string => typeof value === 'string');
  // OpenAPI 3.0 says whether a bound is exclusive; 3.1 gives the exclusive bound itself.
  const exclusive = (bound: string, keyword: string) =>
    layers.flatMap(({ schema }) =>
      schema[keyword] === true && typeof schema[bound] === 'number' ? [schema[bound]] : [],
    );
  const formats = texts('format');
  const int32 = formats.includes('int32');
  const value =
    type === 'string'
      ? sampleString(
          {
            minLength: Math.max(0, ...numbers('minLength')),
            maxLength: Math.min(Number.POSITIVE_INFINITY, ...numbers('maxLength')),
            patterns: texts('pattern'),
            formats,
          },
          variation,
        )
      : sampleNumber(
          {
            integer: type === 'integer' || int32 || formats.includes('int64'),
            minimum: Math.max(int32 ? -(2 ** 31) : -Infinity, ...numbers('minimum')),
            maximum: Math.min(int32 ? 2 ** 31 - 1 : Infinity, ...numbers('maximum')),
            exclusiveMinimum: Math.max(
              Number.NEGATIVE_INFINITY,
              ...numbers('exclusiveMinimum'),
              ...exclusive('minimum', 'exclusiveMinimum'),
            ),
            exclusiveMaximum: Math.min(
              Number.POSITIVE_INFINITY,
              ...numbers('exclusiveMaximum'),
              ...exclusive('maximum', 'exclusiveMaximum'),
            ),
            multiplesOf: numbers('multipleOf'),
          },
          variation,
        );
  if (value !== undefined) return value;
  const patterns = texts('pattern').map((pattern) => ` ${JSON.stringify(pattern)}`);
  throw new Impossible(
    pointer,
    `no ${type} was found for ${pointer === '' ? 'the value' : `"${pointer}"`}${patterns.join(' and')}`,
  );
}
