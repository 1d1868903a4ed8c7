import type { Schema } from '../api/model.ts';
import { isObject, type JsonObject, type Node } from '../api/node.ts';
import { type JsonType, type Shape, unknownShape, type XmlHints } from '../body/shape.ts';
import { heldBy, namedBy, requiredBy } from './members.ts';
import { once } from './once.ts';
import { everyBranch, type SchemaViews } from './view.ts';

/**
 * Makes shapes of schemas: what codecs need to know to read text. The members of `allOf`, `oneOf`
 * and `anyOf` are merged, because a codec only needs the possible types; the schema decides
 * validity later.
 */
export function createShapes(views: SchemaViews): (schema: Schema | undefined) => Shape {
  const known = new Map<unknown, Shape>();

  function shapeOf(node: Node): Shape {
    if (!isObject(node.value)) return unknownShape;
    let shape = known.get(node.value);
    if (shape === undefined) {
      shape = overlay([node]);
      known.set(node.value, shape);
    }
    return shape;
  }

  function overlay(nodes: readonly Node[]): Shape {
    const { schemas } = views.entering(nodes, everyBranch);
    if (schemas.length === 0) return unknownShape;
    return {
      types: new Set(schemas.flatMap(({ keywords }) => typesOf(keywords))),
      xml: Object.assign({}, ...schemas.map(({ written }) => xmlOf(written)).reverse()),
      properties: once(() => {
        const properties = [...namedBy(schemas, 'properties')];
        return new Map(properties.map(([name, nodes]) => [name, together(nodes)]));
      }),
      additionalProperties: once(() => ofEach(heldBy(schemas, 'additionalProperties'))),
      items: once(() => ofEach(heldBy(schemas, 'items'))),
      required: requiredBy(schemas),
    };
  }

  /** The merged types of several schemas. */
  function together(nodes: readonly Node[]): Shape {
    return nodes.length === 1 ? shapeOf(nodes[0]!) : overlay(nodes);
  }

  /**
   * The merged shapes under a keyword; one schema may say that items are objects, and another may
   * describe them.
   */
  function ofEach(nodes: readonly Node[]): Shape | undefined {
    const described = nodes.filter(({ value }) => isObject(value));
    return described.length === 0 ? undefined : together(described);
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

/** The types of a schema, also implied by its other keywords. */
function typesOf(schema: JsonObject): readonly JsonType[] {
  const named = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(
    (type): type is JsonType => jsonTypes.includes(type as string),
  );
  if (named.length > 0) return named;
  if (Object.hasOwn(schema, 'const')) return [typeOf(schema.const)];
  if (Array.isArray(schema.enum)) return schema.enum.map(typeOf);
  if (isObject(schema.properties)) return ['object'];
  if (isObject(schema.items)) return ['array'];
  return [];
}

/** The type of a JSON value; integers are distinguished from other numbers. */
export function typeOf(value: unknown): JsonType {
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

/**
 * The meaning of `nodeType` in the terms of 3.1 (OpenAPI 3.2 section 4.26): an array is an element
 * if it wraps.
 */
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
