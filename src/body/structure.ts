import { type Shape, unknownShape } from './shape.ts';

/** The kind of value of a text, which decides where its delimiters are. */
export type Structure = 'scalar' | 'array' | 'object';

/**
 * The structure of a shape. A shape that also allows a scalar is a scalar: its text looks the same
 * as a list of one. For a shape without types, its properties or items decide.
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

/** The shape of a property: its own, or that of additional properties. */
export function propertyShape(shape: Shape, name: string): Shape {
  return shape.properties().get(name) ?? shape.additionalProperties() ?? unknownShape;
}

/** The shape of an array's items. */
export function itemShape(shape: Shape): Shape {
  return shape.items() ?? unknownShape;
}
