import type { MediaType } from '../api/model.ts';
import { encodeBody } from '../body/codec.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { isJson, type MediaRange } from '../http/media-type.ts';
import { bodyPlaces, judgeBody } from '../judge/body.ts';
import { planContent } from '../judge/plan.ts';
import { rootNameOf } from '../schema/root-name.ts';
import { sample } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
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

function makeUp(media: MediaType, schemas: Schemas, part: Direction): ReturnType<typeof sample> {
  if (media.schema !== undefined) return sample(schemas, media.schema, part);
  if (media.itemSchema !== undefined) {
    const made = sample(schemas, media.itemSchema, part);
    return made.ok ? { ...made, value: [made.value] } : made;
  }
  return { ok: true, value: isJson(media.range) ? {} : 'string' };
}

export type Encoded =
  | { readonly ok: true; readonly encoded: EncodedBody }
  | { readonly ok: false; readonly reason: string };

/**
 * Writes a value as a media type. A text where the schema asks for something else is the body as it
 * stands: examples of XML, and of other notations, are often written that way.
 */
export function encodeAs(
  value: unknown,
  media: MediaType,
  range: MediaRange,
  schemas: Schemas,
): Encoded {
  const shape = schemas.shape(media.schema);
  const isNotation =
    typeof value === 'string' &&
    (shape.types.size > 0 ? !shape.types.has('string') : /^\s*</.test(value));
  try {
    const encoded = encodeBody(value, range, shape, media.encoding, rootNameOf(media.schema));
    if (!isNotation) return { ok: true, encoded };
    const body = new TextEncoder().encode(value);
    return { ok: true, encoded: { ...encoded, body } };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
