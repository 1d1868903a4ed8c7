import type { BodyDescription } from '../body/codecs.ts';
import {
  type JsonType,
  type PropertyEncoding,
  type Shape,
  unknownShape,
  type XmlHints,
} from '../body/shape.ts';
import { type MediaRange, mostSpecificMatch, parseMediaRange } from '../http/media-type.ts';

/**
 * What a generated client knows of request bodies at run time: everything that must be known to
 * write them, as data. Shapes refer to one another by their index, because schemas may be recursive.
 */
export interface Contracts {
  /** By method and path (`POST /customers`), then by media type as the document writes it. */
  readonly bodies: Readonly<Record<string, Readonly<Record<string, BodyContract>>>>;
  readonly shapes: readonly ShapeData[];
}

export interface BodyContract {
  readonly shape?: number;
  readonly rootName?: string;
  readonly encoding?: Readonly<Record<string, EncodingData>>;
}

export interface EncodingData {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

export interface ShapeData {
  readonly types?: readonly JsonType[];
  readonly xml?: XmlHints;
  readonly properties?: Readonly<Record<string, number>>;
  readonly additionalProperties?: number;
  readonly items?: number;
}

/** The media type that is written when a call does not say: JSON, or the only one there is. */
export function defaultMediaType(contracts: Contracts, operation: string): string {
  const names = Object.keys(contracts.bodies[operation] ?? {});
  const [only] = names;
  return only === undefined || names.length > 1 ? 'application/json' : only;
}

/** What is known of a body; little, where the contract does not describe its media type. */
export function describeBody(
  contracts: Contracts,
  operation: string,
  media: MediaRange,
): BodyDescription {
  const described = Object.entries(contracts.bodies[operation] ?? {}).flatMap(([name, body]) => {
    const range = parseMediaRange(name);
    return range === undefined ? [] : [{ range, body }];
  });
  const ranges = described.map(({ range }) => range);
  const body = described[mostSpecificMatch(ranges, media) ?? -1]?.body;
  const encoding = Object.entries(body?.encoding ?? {}).map(([name, data]) => [name, full(data)]);
  return {
    media,
    shape: readShape(contracts.shapes, body?.shape) ?? unknownShape,
    encoding: Object.fromEntries(encoding),
    rootName: body?.rootName,
  };
}

function full(data: EncodingData): PropertyEncoding {
  return {
    contentType: data.contentType,
    style: data.style,
    explode: data.explode,
    allowReserved: data.allowReserved ?? false,
  };
}

function readShape(shapes: readonly ShapeData[], index: number | undefined): Shape | undefined {
  const data = index === undefined ? undefined : shapes[index];
  if (data === undefined) return undefined;
  return {
    types: new Set(data.types),
    xml: data.xml ?? {},
    properties: () =>
      new Map(
        Object.entries(data.properties ?? {}).map(([name, property]) => [
          name,
          readShape(shapes, property) ?? unknownShape,
        ]),
      ),
    additionalProperties: () => readShape(shapes, data.additionalProperties),
    items: () => readShape(shapes, data.items),
  };
}
