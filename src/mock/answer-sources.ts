import type { ApiResponse, MediaType, Schema } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import type { HttpHeaders } from '../http/exchange.ts';
import type { MediaRange } from '../http/media-type.ts';
import { randomOf } from '../random.ts';
import type { Sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';
import { type Encoded, encodeAs, makeUp, type Offer, type OfferedBody, offerOf } from './bodies.ts';
import { kept } from './cache.ts';
import { headerTexts, serversOwn } from './headers.ts';
import { inlineSchema } from './inline.ts';

/** What answers of one API are made of; each part is made when first needed, and kept. */
export interface AnswerSources {
  offer(media: MediaType): Offer;
  bodies(media: MediaType): readonly OfferedBody[];
  headers(response: ApiResponse): readonly (readonly [name: string, text: string])[];
  /** The same as the fields of an answer. */
  headerFields(response: ApiResponse): HttpHeaders;
  schema(media: MediaType): unknown;
  /** Whether there is a schema to make values of. */
  describesValues(media: MediaType): boolean;
  /** Whether the contract says with Prism's `x-faker` how data is made. */
  speaksFaker(media: MediaType): boolean;
  isValid(schema: Schema, value: unknown): boolean;
  /** A value that depends on nothing but the seed. */
  random(media: MediaType, seed: string | undefined): Sample;
  encode(value: unknown, media: MediaType, range: MediaRange): Encoded;
  /** Whether a finding is about a field that the server will yet write. */
  isServersOwn(finding: Finding): boolean;
}

export function createAnswerSources(schemas: Schemas): AnswerSources {
  const offer = kept((media: MediaType) => offerOf(media, schemas, 'response'));
  const schema = kept((media: MediaType) => media.schema && inlineSchema(media.schema, schemas));
  const headers = kept((response: ApiResponse) => headerTexts(response, schemas));
  return {
    offer,
    bodies: (media) => offer(media).bodies,
    headers,
    headerFields: (response) =>
      Object.fromEntries(headers(response).map(([name, text]) => [name.toLowerCase(), text])),
    schema,
    describesValues: ({ schema, itemSchema }) => (schema ?? itemSchema) !== undefined,
    speaksFaker: kept((media) => /"x-faker":/.test(JSON.stringify(schema(media)) ?? '')),
    isValid: (node, value) => schemas.check(node, 'response', value).kind === 'valid',
    random(media, seed) {
      // Bytes at random would be no file of their type.
      const [best] = offer(media).bodies;
      if (best?.value instanceof Uint8Array) return { ok: true, value: best.value };
      const random = seed === undefined ? Math.random : randomOf(seed);
      return makeUp(media, schemas, 'response', { random });
    },
    encode: (value, media, range) => encodeAs(value, media, range, schemas),
    isServersOwn: ({ code, place }) =>
      code === 'header-missing' && serversOwn.has((place?.name ?? '').toLowerCase()),
  };
}
