import type { Schema } from '../api/model.ts';
import type { Shape } from '../body/shape.ts';
import type { ShapeData } from '../client/contract.ts';
import { createShapes } from '../schema/shape.ts';
import type { SchemaViews } from '../schema/view.ts';
import { present } from './present.ts';

/** More shapes than this are left out, as if nothing were known of what is deeper. */
const maximumShapes = 2000;

/** The shapes that XML is read and written by, each once: a client refers to them by their index. */
export interface ShapeTable {
  readonly table: readonly ShapeData[];
  /** `undefined` where the table is full. */
  indexOf(schema: Schema): number | undefined;
}

export function createShapeTable(views: SchemaViews): ShapeTable {
  const shapeOf = createShapes(views);
  const table: ShapeData[] = [];
  const known = new Map<Shape, number>();
  /** By what they say, so that alike ones are said once. */
  const finished = new Map<string, number>();

  function indexOf(shape: Shape): number | undefined {
    const index = known.get(shape);
    if (index !== undefined) return index;
    if (table.length >= maximumShapes) return undefined;
    const own = table.length;
    known.set(shape, own);
    // The place is taken first: a recursive shape refers to itself.
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
    // Only of an array without a wrapper does XML leave open whether it is there.
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

  return { table, indexOf: (schema) => indexOf(shapeOf(schema)) };
}
