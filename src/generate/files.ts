import type { Dialect, MediaType, Operation, Schema } from '../api/model.ts';
import { entries, isObject, items, type JsonObject, member, type Node } from '../api/node.ts';
import {
  isForm,
  isJson,
  isMultipart,
  isText,
  isXml,
  type MediaRange,
  parseMediaRange,
} from '../http/media-type.ts';
import { locationKey } from '../json/document.ts';
import type { Direction } from '../schema/direction.ts';
import type { References } from '../schema/resources.ts';

/**
 * How a value is sent: as a multipart body, as one part or a body of bytes, or inside a text such
 * as JSON, which cannot hold bytes. `format: binary` is a file in the first two, and a string in a
 * text.
 */
export type Carrier = 'multipart' | 'part' | 'text';

/** How the values of a media type are sent. A client reads a multipart answer as bytes. */
export function carrierOf({ range }: MediaType, direction: Direction): Carrier {
  if (isMultipart(range)) return direction === 'request' ? 'multipart' : 'text';
  return isTextual(range) ? 'text' : 'part';
}

/** How the properties of an object are sent. */
export function carrierOfProperties(carrier: Carrier): Carrier {
  return carrier === 'multipart' ? 'part' : 'text';
}

/** How the items of an array are sent: several files may have one name. */
export function carrierOfItems(carrier: Carrier): Carrier {
  return carrier === 'multipart' ? 'part' : carrier;
}

/**
 * Whether a schema describes bytes: `format: binary` of 3.0, else a non-text media type without an
 * encoding (OpenAPI 3.1.1 section 4.5). With an encoding such as `base64`, it is a text.
 */
export function isBinary(
  { type, format, contentMediaType, contentEncoding }: JsonObject,
  dialect: Dialect,
): boolean {
  const isString = type === undefined || [type].flat().includes('string');
  if (format === 'binary' && isString && type !== undefined) return true;
  if (dialect === '3.0' || typeof contentMediaType !== 'string' || !isString) return false;
  const range = parseMediaRange(contentMediaType);
  return (
    (contentEncoding === undefined || contentEncoding === 'binary') &&
    range !== undefined &&
    !isTextual(range)
  );
}

function isTextual(range: MediaRange): boolean {
  return [isText, isJson, isXml, isForm].some((isOne) => isOne(range));
}

/** Which schemas hold files, by how they are sent. */
export interface FileSchemas {
  /** Whether a value of a schema contains files when it is sent in this way. */
  holdsFiles(schema: Node, carrier: Carrier): boolean;
  /** Whether a schema is also used for values without files. */
  isInTexts(schema: Node): boolean;
}

export function createFileSchemas(
  operations: readonly Operation[],
  dialect: Dialect,
  { target }: References,
): FileSchemas {
  const holding = new Map<string, boolean>();
  let inTexts: ReadonlySet<string> | undefined;

  function holdsFiles(schema: Node, carrier: Carrier): boolean {
    if (carrier === 'text') return false;
    const own = stateKey(schema, carrier);
    const known = holding.get(own);
    if (known !== undefined) return known;
    const isHolding = reached([[schema, carrier]], (node, by) => by !== 'text' && holds(node));
    holding.set(own, isHolding);
    return isHolding;
  }

  function holds({ value }: Node): boolean {
    return isObject(value) && isBinary(value, dialect);
  }

  /** Whether one of the reachable schemas is a file. */
  function reached(
    from: Iterable<readonly [Node, Carrier]>,
    isWanted: (node: Node, carrier: Carrier) => boolean,
  ): boolean {
    const seen = new Map([...from].map((state) => [stateKey(...state), state]));
    // Iterating a map includes entries that are added meanwhile.
    for (const [, [node, carrier]] of seen) {
      if (isWanted(node, carrier)) return true;
      for (const next of partsOf(node, carrier)) seen.set(stateKey(...next), next);
    }
    return false;
  }

  function* partsOf(node: Node, carrier: Carrier): Iterable<readonly [Node, Carrier]> {
    if (!isObject(node.value)) return;
    const { $ref, $dynamicRef } = node.value;
    const reference = $ref ?? $dynamicRef;
    const behind = typeof reference === 'string' ? target(reference, node.at) : undefined;
    if (behind !== undefined) yield [behind, carrier];
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      for (const part of items(member(node, keyword))) yield [part, carrier];
    }
    const ofItems = [member(node, 'items'), ...items(member(node, 'prefixItems'))];
    for (const item of ofItems) if (item !== undefined) yield [item, carrierOfItems(carrier)];
    const others = member(node, 'additionalProperties');
    const named = ['properties', 'patternProperties'].flatMap((keyword) =>
      [...entries(member(node, keyword))].map(([, property]) => property),
    );
    for (const property of others === undefined ? named : [...named, others]) {
      yield [property, carrierOfProperties(carrier)];
    }
  }

  function findInTexts(): ReadonlySet<string> {
    const found = new Set<string>();
    reached(operations.flatMap(statesOf), (node, carrier) => {
      if (!holdsFiles(node, carrier)) found.add(locationKey(node.at));
      return false;
    });
    return found;
  }

  return {
    holdsFiles,
    isInTexts(schema) {
      inTexts ??= findInTexts();
      return inTexts.has(locationKey(schema.at));
    },
  };
}

function stateKey({ at }: Node, carrier: Carrier): string {
  return `${carrier} ${locationKey(at)}`;
}

/** The schemas of an operation's parameters and bodies, with how their values are sent. */
function statesOf({ parameters, requestBody, responses }: Operation): [Node, Carrier][] {
  const inText = (schema: Schema | undefined): [Node, Carrier][] =>
    schema === undefined ? [] : [[schema, 'text']];
  const ofContent = (content: readonly MediaType[], direction: Direction) =>
    content.flatMap((media) =>
      [media.schema, media.itemSchema].flatMap((schema): [Node, Carrier][] =>
        schema === undefined ? [] : [[schema, carrierOf(media, direction)]],
      ),
    );
  return [
    ...parameters.flatMap(({ schema, content }) => inText(schema ?? content?.schema)),
    ...ofContent(requestBody?.content ?? [], 'request'),
    ...responses.flatMap(({ headers, content }) => [
      ...headers.flatMap(({ schema, content: own }) => inText(schema ?? own?.schema)),
      ...ofContent(content, 'response'),
    ]),
  ];
}
