import type { Schema } from '../api/model.ts';
import type { Shape } from '../body/shape.ts';
import type { ShapeData } from '../client/contract.ts';
import { createShapes } from '../schema/shape.ts';
import type { SchemaViews } from '../schema/view.ts';
import { present } from './present.ts';

/** The limit of shapes; further ones are left out, as if they were undescribed. */
const maximumShapes = 2000;

/** The shapes for reading and writing XML, each once; a client refers to them by index. */
export interface ShapeTable {
  readonly table: readonly ShapeData[];
  /** Whether a value is a text, or nothing is known of its types. */
  isText(schema: Schema): boolean;
  /** `undefined` if the table is full. */
  indexOf(schema: Schema): number | undefined;
}

export function createShapeTable(views: SchemaViews): ShapeTable {
  const shapeOf = createShapes(views);
  const table: ShapeData[] = [];
  const known = new Map<Shape, number>();
  /** By content, so that equal shapes are written once. */
  const finished = new Map<string, number>();

  function indexOf(shape: Shape): number | undefined {
    const index = known.get(shape);
    if (index !== undefined) return index;
    if (table.length >= maximumShapes) return undefined;
    const own = table.length;
    known.set(shape, own);
    // The index is reserved first, because a recursive shape refers to itself.
    table.push({});
    const data = dataOf(shape);
    const twin = finished.get(JSON.stringify(data));
    if (table.length > own + 1 || twin === undefined) {
      finished.set(JSON.stringify(data), own);
      table[own] = data;
      return own;
    }
    table.pop();
    known.set(shape, twin);
    return twin;
  }

  function dataOf(shape: Shape): ShapeData {
    const properties = [...shape.properties()].flatMap(([name, property]) => {
      const index = indexOf(property);
      return index === undefined ? [] : [[name, index] as const];
    });
    const arrays = [...shape.properties()].filter(([, { types }]) => types.has('array'));
    // Only for an array without a wrapper does XML not show whether it exists.
    const required = arrays.flatMap(([name]) => (shape.required?.has(name) ? [name] : []));
    const additional = shape.additionalProperties();
    const items = shape.items();
    return present({
      types: shape.types.size === 0 ? undefined : [...shape.types],
      xml: Object.keys(shape.xml).length === 0 ? undefined : shape.xml,
      properties: properties.length === 0 ? undefined : Object.fromEntries(properties),
      additionalProperties: additional && indexOf(additional),
      items: items && indexOf(items),
      required: required.length === 0 ? undefined : required,
    });
  }

  return {
    table,
    isText: (schema) => [...shapeOf(schema).types].every((type) => type === 'string'),
    indexOf: (schema) => indexOf(shapeOf(schema)),
  };
}
