import { type Shape, unknownShape } from './shape.ts';

/** What kind of value a text stands for, which decides where its delimiters are looked for. */
export type Structure = 'scalar' | 'array' | 'object';

/**
 * The structure a shape asks for. Where it allows a scalar as well, the text is one: it could not be
 * told from a list of one. A shape without types is taken by what it describes.
 */
export function structureOf(shape: Shape): Structure {
  const { types } = shape;
  if (types.size === 0) {
    if (shape.properties().size > 0) return 'object';
    return shape.items() === undefined ? 'scalar' : 'array';
  }
  if (allowsScalar(shape)) return 'scalar';
  if (types.has('array')) return 'array';
  return types.has('object') ? 'object' : 'scalar';
}

function allowsScalar({ types }: Shape): boolean {
  return types.has('string') || types.has('integer') || types.has('number') || types.has('boolean');
}

/** The shape of a property: its own, else that of additional properties. */
export function propertyShape(shape: Shape, name: string): Shape {
  return shape.properties().get(name) ?? shape.additionalProperties() ?? unknownShape;
}

/** The shape of an array's items. */
export function itemShape(shape: Shape): Shape {
  return shape.items() ?? unknownShape;
}
