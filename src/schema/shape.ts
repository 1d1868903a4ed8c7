import type { Dialect, Schema } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import { type JsonType, type Shape, unknownShape, type XmlHints } from '../body/shape.ts';
import type { Location } from '../json/document.ts';

/**
 * Makes shapes of schemas: what the codecs must know of a schema to read text by it. Members of
 * `allOf`, `oneOf` and `anyOf` are laid over one another, because a codec only asks which types a
 * value may have, and leaves it to the schema whether it fits.
 */
export function createShapes(
  dialect: Dialect,
  target: (reference: string, from: Location) => Node | undefined,
): (schema: Schema | undefined) => Shape {
  const known = new Map<unknown, Shape>();

  function shapeOf(node: Node): Shape {
    if (!isObject(node.value)) return unknownShape;
    let shape = known.get(node.value);
    if (shape === undefined) {
      const layers = layersOf(node, new Set());
      shape = layers.length === 0 ? unknownShape : overlay(layers);
      known.set(node.value, shape);
    }
    return shape;
  }

  /** The schemas that speak about the same value: the schema itself first, then what it combines. */
  function layersOf(node: Node, seen: Set<unknown>): readonly Node[] {
    if (!isObject(node.value) || seen.has(node.value)) return [];
    seen.add(node.value);
    const { $ref } = node.value;
    const referred = typeof $ref === 'string' ? target($ref, node.at) : undefined;
    const behind = referred === undefined ? [] : layersOf(referred, seen);
    if (typeof $ref === 'string' && dialect === '3.0') return behind;
    const combined = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
      const branches = (node.value as JsonObject)[keyword];
      if (!Array.isArray(branches)) return [];
      return branches.flatMap((value, index) =>
        layersOf({ value, at: below(node.at, keyword, index) }, seen),
      );
    });
    return [node, ...behind, ...combined];
  }

  function overlay(layers: readonly Node[]): Shape {
    const values = layers.map((layer) => layer.value as JsonObject);
    return {
      types: new Set(values.flatMap((value) => typesOf(value, dialect))),
      xml: Object.assign({}, ...values.map(xmlOf).reverse()),
      properties: once(() => propertiesOf(layers)),
      additionalProperties: once(() => ofEach(layers, 'additionalProperties')),
      items: once(() => ofEach(layers, 'items')),
      required: new Set(values.flatMap(requiredOf)),
    };
  }

  function propertiesOf(layers: readonly Node[]): ReadonlyMap<string, Shape> {
    const found = new Map<string, Node[]>();
    for (const layer of layers) {
      const { properties } = layer.value as JsonObject;
      if (!isObject(properties)) continue;
      for (const [name, value] of Object.entries(properties)) {
        const node = { value, at: below(layer.at, 'properties', name) };
        found.set(name, [...(found.get(name) ?? []), node]);
      }
    }
    return new Map([...found].map(([name, nodes]) => [name, together(nodes)]));
  }

  /** What several layers describe has the types of all of them. */
  function together(nodes: readonly Node[]): Shape {
    if (nodes.length === 1) return shapeOf(nodes[0]!);
    const layers = nodes.flatMap((node) => layersOf(node, new Set()));
    return layers.length === 0 ? unknownShape : overlay(layers);
  }

  /** What every layer says by a keyword; items that one layer calls objects, another describes. */
  function ofEach(layers: readonly Node[], keyword: string): Shape | undefined {
    const nodes = layers.flatMap((layer): readonly Node[] => {
      const value = (layer.value as JsonObject)[keyword];
      return isObject(value) ? [{ value, at: below(layer.at, keyword) }] : [];
    });
    return nodes.length === 0 ? undefined : together(nodes);
  }

  return (schema) => (schema === undefined ? unknownShape : shapeOf(schema));
}

const jsonTypes: readonly string[] = [
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
];

/** The types that a schema names, or that its other keywords show. */
function typesOf(schema: JsonObject, dialect: Dialect): readonly JsonType[] {
  const named = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(
    (type): type is JsonType => jsonTypes.includes(type as string),
  );
  if (named.length > 0) {
    return dialect === '3.0' && schema.nullable === true ? [...named, 'null'] : named;
  }
  if (Object.hasOwn(schema, 'const')) return [typeOf(schema.const)];
  if (Array.isArray(schema.enum)) return schema.enum.map(typeOf);
  if (isObject(schema.properties)) return ['object'];
  if (isObject(schema.items)) return ['array'];
  return [];
}

function requiredOf({ required }: JsonObject): readonly string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'boolean' | 'string' | 'object';
}

function xmlOf(schema: JsonObject): XmlHints {
  if (!isObject(schema.xml)) return {};
  const { nodeType, ...hints } = schema.xml;
  return { ...(hints as XmlHints), ...hintsOfNode(nodeType) };
}

/** What `nodeType` means in the words of 3.1 (OpenAPI 3.2 section 4.26): an array is an element when it wraps. */
function hintsOfNode(nodeType: unknown): XmlHints {
  switch (nodeType) {
    case 'attribute':
      return { attribute: true };
    case 'element':
      return { wrapped: true };
    case 'text':
    case 'cdata':
      return { text: nodeType };
    default:
      return {};
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
