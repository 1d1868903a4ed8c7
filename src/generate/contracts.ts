import type { Api, MediaType, Operation } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import type { Shape } from '../body/shape.ts';
import type { BodyContract, Contracts, EncodingData, ShapeData } from '../client/contracts.ts';
import { isForm, isMultipart, isXml } from '../http/media-type.ts';
import { createSchemas } from '../schema/schemas.ts';

/** Deeper schemas than this are written as if nothing were known of them. */
const maximumShapes = 2000;

/** What the client of an API must know of its request bodies, as data. */
export function contractsOf(api: Api): Contracts {
  const schemas = createSchemas(api);
  const shapes: ShapeData[] = [];
  const known = new Map<Shape, number>();
  /** By what they say, so that alike ones are said once. */
  const finished = new Map<string, number>();

  function indexOf(shape: Shape): number | undefined {
    const index = known.get(shape);
    if (index !== undefined) return index;
    if (shapes.length >= maximumShapes) return undefined;
    const own = shapes.length;
    known.set(shape, own);
    // The place is taken first: a recursive shape refers to itself.
    shapes.push({});
    const data = dataOf(shape);
    const twin = finished.get(JSON.stringify(data));
    if (shapes.length > own + 1 || twin === undefined) {
      finished.set(JSON.stringify(data), own);
      shapes[own] = data;
      return own;
    }
    shapes.pop();
    known.set(shape, twin);
    return twin;
  }

  function dataOf(shape: Shape): ShapeData {
    const properties = [...shape.properties()].flatMap(([name, property]) => {
      const index = indexOf(property);
      return index === undefined ? [] : [[name, index] as const];
    });
    const additional = shape.additionalProperties();
    const items = shape.items();
    return present({
      types: shape.types.size === 0 ? undefined : [...shape.types],
      xml: Object.keys(shape.xml).length === 0 ? undefined : shape.xml,
      properties: properties.length === 0 ? undefined : Object.fromEntries(properties),
      additionalProperties: additional && indexOf(additional),
      items: items && indexOf(items),
    });
  }

  function bodyOf(media: MediaType): BodyContract {
    const written = isXml(media.range) && media.schema !== undefined;
    return present({
      shape: written ? indexOf(schemas.shape(media.schema)) : undefined,
      rootName: written ? componentName(media) : undefined,
      encoding: isForm(media.range) || isMultipart(media.range) ? encodingOf(media) : undefined,
    });
  }

  const bodies = api.operations.flatMap((operation) => {
    const content = operation.requestBody?.content ?? [];
    if (content.length === 0) return [];
    const contracts = content.map((media) => [media.name, bodyOf(media)]);
    return [[nameOf(operation), Object.fromEntries(contracts)]];
  });
  return { bodies: Object.fromEntries(bodies), shapes };
}

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

/** What an XML root is called where its schema does not say: as its component. */
function componentName({ schema }: MediaType): string | undefined {
  const reference = isObject(schema?.value) ? schema.value.$ref : undefined;
  return typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
}

function encodingOf(media: MediaType): Readonly<Record<string, EncodingData>> | undefined {
  const entries = Object.entries(media.encoding).map(([name, encoding]) => [
    name,
    present({
      contentType: encoding.contentType,
      style: encoding.style,
      explode: encoding.explode,
      allowReserved: encoding.allowReserved || undefined,
    }),
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(members: T): Present<T> {
  const kept = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept) as Present<T>;
}
