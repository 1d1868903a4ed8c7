import { type PropertyEncoding, type Shape, unknownShape } from '../body/shape.ts';
import type { BodyContract, ShapeData, SharedContract } from './contract.ts';

/** The shape of a body or a header, from the table of its API. */
export function shapeOf(
  { shapes = [], json }: SharedContract,
  described: Pick<BodyContract, 'shape'> | undefined,
): Shape {
  return shapeAt(shapes, described?.shape, json !== undefined) ?? unknownShape;
}

function shapeAt(
  shapes: readonly ShapeData[],
  index: number | undefined,
  isExact: boolean,
): Shape | undefined {
  const data = index === undefined ? undefined : shapes[index];
  if (data === undefined) return undefined;
  const at = (own: number | undefined) => shapeAt(shapes, own, isExact);
  return {
    isExact,
    types: new Set(data.types),
    xml: data.xml ?? {},
    properties: () =>
      new Map(
        Object.entries(data.properties ?? {}).map(([name, own]) => [name, at(own) ?? unknownShape]),
      ),
    additionalProperties: () => at(data.additionalProperties),
    items: () => at(data.items),
    required: new Set(data.required),
  };
}

/** How the properties of a form are written. */
export function encodingOf(
  body: BodyContract | undefined,
): Readonly<Record<string, PropertyEncoding>> {
  const entries = Object.entries(body?.encoding ?? {}).map(([name, data]) => {
    const { contentType, style, explode, allowReserved = false } = data;
    return [name, { contentType, style, explode, allowReserved }];
  });
  return Object.fromEntries(entries);
}
