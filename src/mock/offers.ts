import type { MediaType, Schema } from '../api/model.ts';
import type { JsonType } from '../body/shape.ts';
import { tinyFile } from '../example/tiny-file.ts';
import { negotiate, parseAccept } from '../http/accept.ts';
import {
  essenceMatches,
  isEventStream,
  isJson,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
  mostSpecificMatch,
  parseMediaRange,
} from '../http/media-type.ts';
import { isOpaque } from '../schema/content.ts';
import type { Schemas } from '../schema/schemas.ts';
import { typeOf } from '../schema/shape.ts';

/** One way to write a content: a described media type, and the type within its range. */
export interface Offer {
  readonly media: MediaType;
  readonly range: MediaRange;
}

/**
 * The possible media types of a content, the best first. Without an Accept field, JSON comes first,
 * as in Prism.
 *
 * A described range offers the requested and the usual types within it. The range's values must be
 * possible in a type, and no more specific key may describe it (OpenAPI 3.1 section 4.8.17: "only
 * the most specific key is applicable").
 */
export function acceptableOffers(
  content: readonly MediaType[],
  accept: string | undefined,
  schemas: Schemas,
): readonly Offer[] {
  const accepted = parseAccept(accept ?? '')
    .ranges.filter(({ quality }) => quality > 0)
    .map(({ range }) => range);
  const ranges = content.map(({ range }) => range);
  const offers = content.flatMap((media) => {
    if (!isWildcard(media.range)) {
      // Without an example, there is no way to write a value as such a type.
      const isGuess = media.examples.length === 0 && isOpaque(media.range, media, schemas);
      return [{ media, range: media.range, weight: isGuess ? 0.5 : 1 }];
    }
    const values = valuesOf(media, schemas);
    return typesWithin(media.range, accepted)
      .filter((range) => content[mostSpecificMatch(ranges, range)!] === media)
      .map((range) => ({ media, range, weight: weightOf(range, media.range, values) }));
  });
  const order = negotiate(
    accept,
    offers.map(({ range }) => range),
    offers.map(({ weight }) => weight),
  ).map((index) => offers[index]!);
  if (accepted.length > 0) return order;
  const isFirst = ({ range: { type, subtype }, weight }: (typeof offers)[number]) =>
    type === 'application' && subtype === 'json' && weight === 1;
  return [...order.filter(isFirst), ...order.filter((offer) => !isFirst(offer))];
}

/** The types within a described range that are requested, and the usual ones. */
function typesWithin(
  described: MediaRange,
  accepted: readonly MediaRange[],
): readonly MediaRange[] {
  const named = accepted.filter((range) => !isWildcard(range));
  const within = [...named, ...usual].filter((range) => essenceMatches(described, range));
  if (within.some((range) => usual.includes(range))) return within;
  const { type, suffix } = described;
  const subtype = suffix === '' ? 'vnd.any' : `vnd.any+${suffix}`;
  return [...within, { ...described, type: type === '*' ? 'application' : type, subtype }];
}

const usual = ['application/json', 'text/plain', 'image/png', 'application/octet-stream'].map(
  (text) => parseMediaRange(text)!,
);

/** The values of a described range: its examples, or what its schema describes. */
type Values = 'structured' | 'scalar' | 'text' | 'markup' | 'file' | 'unknown';

function valuesOf({ examples, schema }: MediaType, schemas: Schemas): Values {
  const { types } = schemas.shape(schema);
  for (const { value } of examples) {
    if (value instanceof Uint8Array) return 'file';
    // Markup is rarely something else, and may represent any value.
    if (typeof value === 'string' && /^\s*</.test(value)) return 'markup';
    if (value === undefined) continue;
    const type = typeOf(value);
    const isNumber = type === 'integer' && types.has('number');
    if (types.size === 0 || types.has(type) || isNumber) return byType([type]);
  }
  const values = byType([...types]);
  return values === 'text' && isFile(schema!, schemas) ? 'file' : values;
}

function byType(types: readonly JsonType[]): Values {
  if (types.length === 0) return 'unknown';
  if (types.includes('object') || types.includes('array')) return 'structured';
  return types.includes('string') ? 'text' : 'scalar';
}

/** A text that represents bytes: 3.0 says so by `format`, later versions by `content…`. */
function isFile(schema: Schema, { views }: Schemas): boolean {
  return views
    .of({ value: schema.value, at: schema.at })
    .schemas.some(
      ({ written: { format, contentMediaType, contentEncoding } }) =>
        format === 'binary' || contentMediaType !== undefined || contentEncoding !== undefined,
    );
}

/** How well values fit a type within a described range; 0 if they cannot be written as it. */
function weightOf(range: MediaRange, described: MediaRange, values: Values): number {
  // A range of pictures or texts says itself what the values are.
  const least = described.type === '*' || described.type === 'application' ? 0 : 0.2;
  if (isJson(range)) return asJson[values];
  if (isXml(range)) return Math.max(least, weightAsXml(range, values));
  if (isText(range) && !isEventStream(range)) return Math.max(least, asText[values]);
  if (values !== 'file' && values !== 'unknown') return least;
  if (isOctets(range)) return 1;
  return tinyFile(range) === undefined ? 0.4 : 0.9;
}

const asJson = { structured: 1, scalar: 1, text: 0.9, markup: 0.1, file: 0.1, unknown: 1 } as const;
const asText = { structured: 0, scalar: 0.9, text: 1, markup: 0.9, file: 0.1, unknown: 1 } as const;

/**
 * Any value can be an element, but authors of `*\/*` rarely mean XML; no value is a page or a
 * picture.
 */
function weightAsXml({ type, subtype }: MediaRange, values: Values): number {
  const isDocument = subtype !== 'xhtml+xml' && subtype !== 'svg+xml';
  if (values === 'markup') return isDocument ? 1 : 0.5;
  if (values === 'file') return type === 'image' ? 0.5 : 0.1;
  return isDocument ? 0.5 : 0;
}

function isOctets({ type, subtype }: MediaRange): boolean {
  return type === 'application' && (subtype === 'octet-stream' || subtype === 'vnd.any');
}
