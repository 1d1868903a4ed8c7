import type { MediaType } from '../api/model.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { isJson, type MediaRange } from '../http/media-type.ts';
import { bodyPlaces, judgeBody } from '../judge/body.ts';
import { planContent } from '../judge/plan.ts';
import { writeContent } from '../schema/content.ts';
import { type Sample, type SampleOptions, sample } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { isSequential } from '../schema/sequence.ts';
import { makeSequence } from './sequence.ts';
import { tinyFile } from './tiny-files.ts';

/** A body that a described media type offers. */
export interface OfferedBody {
  /** The example's name; `undefined` for one that was made up. */
  readonly name: string | undefined;
  readonly value: unknown;
  /** Whether its schema accepts it. */
  readonly valid: boolean;
}

/** What can be sent or answered as a media type, and why there may be nothing. */
export interface Offer {
  /** The valid ones first, each kind in the order of the contract. */
  readonly bodies: readonly OfferedBody[];
  /** Why nothing was made up where no example is valid. */
  readonly reason: string | undefined;
}

/** The documented examples; where none is valid, a file or a value of the schema comes first. */
export function offerOf(media: MediaType, schemas: Schemas, part: Direction): Offer {
  const examples = media.examples
    .filter(({ value }) => value !== undefined)
    .map(({ name = 'default', value }) => ({ name, value, valid: isValid(value) }));
  const good = examples.filter(({ valid }) => valid);
  const bad = examples.filter(({ valid }) => !valid);
  if (good.length > 0) return { bodies: [...good, ...bad], reason: undefined };
  const file = tinyFile(media.range);
  if (file !== undefined && isValid(file)) {
    const fileBody = { name: undefined, value: file, valid: true };
    return { bodies: [fileBody, ...bad], reason: undefined };
  }
  const made = makeUp(media, schemas, part);
  if (!made.ok) return { bodies: bad, reason: made.reason };
  const madeUp = { name: undefined, value: made.value, valid: isValid(made.value) };
  return { bodies: [madeUp, ...bad], reason: undefined };

  function isValid(value: unknown): boolean {
    const encoded = encodeAs(value, media, media.range, schemas);
    if (!encoded.ok) return false;
    const { body, contentType } = encoded.encoded;
    const message = { headers: { 'content-type': contentType }, body };
    const described = { required: false, place: bodyPlaces[part], at: media.at };
    const verdict = judgeBody({ ...described, message, content: planContent([media]) }, schemas);
    return verdict.findings.length === 0;
  }
}

/** A value that the schemas of a media type allow. */
export function makeUp(
  media: MediaType,
  schemas: Schemas,
  part: Direction,
  options: SampleOptions = {},
): Sample {
  if (isSequential(media.range, media)) return makeSequence(media, schemas, part, options);
  if (media.schema !== undefined) return sample(schemas, media.schema, part, options);
  return { ok: true, value: isJson(media.range) ? {} : 'string' };
}

export type Encoded =
  | { readonly ok: true; readonly encoded: EncodedBody }
  | { readonly ok: false; readonly reason: string };

/** Writes a value as a media type, or says why it cannot be written. */
export function encodeAs(
  value: unknown,
  media: MediaType,
  range: MediaRange,
  schemas: Schemas,
): Encoded {
  try {
    return { ok: true, encoded: writeContent(value, media, range, schemas) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
