import type { Api, ApiResponse, Example, MediaType, Schema } from '../api/model.ts';
import {
  exampleContent,
  exampleOf,
  type MediaTypeExample,
  type MediaTypeExamples,
  mediaTypeExamples,
  mediaTypeExamplesInSteps,
  mediaTypeSample,
} from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import { fieldOf, type HttpHeaders } from '../http/exchange.ts';
import { formatMediaRange, type MediaRange } from '../http/media-type.ts';
import { hasBigint } from '../json/integers.ts';
import type { Judge } from '../judge/judge.ts';
import { randomOf } from '../random.ts';
import { once } from '../schema/once.ts';
import type { Sample } from '../schema/sample.ts';
import { createBoundedCache, kept } from './cache.ts';
import { inTurns } from './in-turns.ts';
import { inlineSchema } from './inline-schema.ts';
import { headerTexts, serversOwn } from './response-headers.ts';

/** A media type of a response, with the concrete type to write within its range. */
export interface ResponseMedia {
  readonly response: ApiResponse;
  readonly media: MediaType;
  readonly range: MediaRange;
}

/** The sources of answers for one API; each is made when first needed, and kept. */
export interface AnswerSources {
  /** The contract's examples of a media type, and their substitutes, each judged once. */
  examples(answered: ResponseMedia): MediaTypeExamples;
  /** Makes what `examples` returns, between other requests. */
  prepare(answered: ResponseMedia): Promise<void>;
  /** Another value, written and judged in the same way; `documented` is the example that it is made of. */
  exampleOf(value: unknown, answered: ResponseMedia, documented?: Example): MediaTypeExample;
  headers(response: ApiResponse): readonly (readonly [name: string, text: string])[];
  /** The headers of a response as header fields of the answer. */
  headerFields(response: ApiResponse): HttpHeaders;
  schema(media: MediaType): unknown;
  /** Whether a schema can generate values. */
  describesValues(media: MediaType): boolean;
  /** Whether the contract controls generated data with Prism's `x-faker`. */
  speaksFaker(media: MediaType): boolean;
  isValid(schema: Schema, value: unknown): boolean;
  /** A value that depends only on the seed, made between other requests. */
  random(answered: ResponseMedia, seed: string | undefined): Promise<Sample>;
  /** Whether a finding is about a field that the server adds later. */
  isServersOwn(finding: Finding): boolean;
}

/** Whether an API controls generated data by Prism's `x-faker`. */
export function speaksFaker({ documents }: Api): boolean {
  return [...documents.values()].some(({ text }) => text.includes('x-faker'));
}

/** How many concrete types of a described range are kept. */
const mostRanges = 20;

export function createAnswerSources({
  api,
  schemas,
}: Pick<Judge, 'api' | 'schemas'>): AnswerSources {
  const contentOf = kept(({ content }: ApiResponse) =>
    exampleContent(content, 'response', schemas),
  );
  const known = createBoundedCache<MediaType, MediaTypeExamples>(mostRanges);
  const schema = kept((media: MediaType) => media.schema && inlineSchema(media.schema, schemas));
  const mayFake = once(() => speaksFaker(api));
  const headers = kept((response: ApiResponse) => headerTexts(response, schemas));

  function keyOf({ media, range }: ResponseMedia): string {
    return range === media.range ? '' : formatMediaRange(range);
  }

  return {
    examples(answered) {
      const { response, media, range } = answered;
      const key = keyOf(answered);
      let found = known.get(media, key);
      if (found === undefined) {
        found = mediaTypeExamples(media, contentOf(response), range);
        known.set(media, key, found);
      }
      return found;
    },
    async prepare(answered) {
      const { response, media, range } = answered;
      const key = keyOf(answered);
      if (known.get(media, key) !== undefined) return;
      const made = mediaTypeExamplesInSteps(media, contentOf(response), range);
      known.set(media, key, await inTurns(made));
    },
    exampleOf: (value, { response, media, range }, documented) =>
      exampleOf(value, media, contentOf(response), range, documented, value),
    headers,
    headerFields: (response) =>
      Object.fromEntries(
        headers(response).map(([name, text]) => [name.toLowerCase(), fieldOf(name, text)]),
      ),
    schema,
    describesValues: ({ schema, itemSchema }) => (schema ?? itemSchema) !== undefined,
    // The schema is searched only if the word occurs anywhere in the document.
    speaksFaker: kept(
      (media) => mayFake() && /"x-faker":/.test(JSON.stringify(schema(media)) ?? ''),
    ),
    isValid: (node, value) =>
      schemas.check(node, 'response', value, hasBigint(value)).kind === 'valid',
    random({ response, media, range }, seed) {
      const random = seed === undefined ? Math.random : randomOf(seed);
      return inTurns(mediaTypeSample(media, contentOf(response), range, { random }));
    },
    isServersOwn: ({ code, place }) =>
      code === 'header-missing' && serversOwn.has((place?.name ?? '').toLowerCase()),
  };
}
