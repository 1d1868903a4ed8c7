import type { Example, MediaType } from '../api/model.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { isWireText } from '../body/wire-text.ts';
import type { Finding } from '../finding.ts';
import { isJson, isMultipart, type MediaRange } from '../http/media-type.ts';
import { bodyPlaces, type JudgedContent, judgeBody, noContent } from '../judge/body.ts';
import { type PreparedContent, prepareContent } from '../judge/prepared.ts';
import { writeContent } from '../schema/content.ts';
import { type Sample, type SampleOptions, sample } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { isSequential } from '../schema/sequence.ts';
import { writtenValue } from '../schema/written-number.ts';
import { sequenceSample } from './sequence-sample.ts';
import { tinyFile } from './tiny-file.ts';

/** The content that examples are of: in requests or in answers, with all of its media types. */
export interface ExampleContent {
  /** Which of the media types judges what is sent: the most specific one that fits it. */
  readonly prepared: PreparedContent;
  readonly direction: Direction;
  readonly schemas: Schemas;
}

export function exampleContent(
  mediaTypes: readonly MediaType[],
  direction: Direction,
  schemas: Schemas,
): ExampleContent {
  return { prepared: prepareContent(mediaTypes, schemas), direction, schemas };
}

/**
 * An example of a media type: written, read and judged when it is first asked for that, because
 * some only show it, and kept then.
 */
export interface MediaTypeExample {
  /** What the contract shows; `undefined` for a value that was made. */
  readonly documented: Example | undefined;
  /** As the contract writes it: the value, or the text that is sent (`isText`). */
  readonly written: unknown;
  readonly isText: boolean;
  readonly sent: SentContent;
  /** The value that it stands for; files stay as they are written. */
  readonly value: unknown;
  /** What the judge has against it as it is sent. */
  readonly findings: readonly Finding[];
}

/** The bytes of an example with their media type, or why its media type cannot carry it. */
export type SentContent =
  | { readonly ok: true; readonly content: EncodedBody }
  | { readonly ok: false; readonly reason: string };

/** What can be sent as a media type, and why there may be nothing. */
export interface MediaTypeExamples {
  /** The valid ones first, each kind in the order of the contract. */
  readonly examples: readonly MediaTypeExample[];
  /** Why no value was made where no example is valid. */
  readonly reason: string | undefined;
  /** What was made then, though the contract forbids it or cannot be held against it. */
  readonly closest: MediaTypeExample | undefined;
}

/**
 * The documented examples of a media type; where none is valid, a file or a value of its schemas comes
 * first. `range` is the media type to write where the described one is a range.
 */
export function mediaTypeExamples(
  media: MediaType,
  content: ExampleContent,
  range = media.range,
): MediaTypeExamples {
  const documented = documentedExamples(media, content, range);
  const valid = documented.filter(isValid);
  const invalid = documented.filter((example) => !isValid(example));
  if (valid.length > 0) {
    return { examples: [...valid, ...invalid], reason: undefined, closest: undefined };
  }
  const made = madeExample(media, content, range);
  return made.ok
    ? { examples: [made.example, ...invalid], reason: undefined, closest: undefined }
    : { examples: invalid, reason: made.reason, closest: made.closest };
}

/** Whether the contract forbids nothing of an example as it is sent. */
export function isValid({ sent, findings }: MediaTypeExample): boolean {
  return sent.ok && findings.every(({ severity }) => severity !== 'violation');
}

/** What the contract shows of a media type, in its order, valid or not. */
export function documentedExamples(
  media: MediaType,
  content: ExampleContent,
  range = media.range,
): readonly MediaTypeExample[] {
  return media.examples.flatMap((documented) =>
    documented.value === undefined
      ? []
      : [exampleOf(documented.value, media, content, range, documented)],
  );
}

type Made =
  | { readonly ok: true; readonly example: MediaTypeExample }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly closest: MediaTypeExample | undefined;
    };

/** The smallest file of a media type where its schema takes one, else a value of the schema. */
function madeExample(media: MediaType, content: ExampleContent, range: MediaRange): Made {
  const file = tinyFile(range);
  const ofFile = file && exampleOf(file, media, content, range);
  if (ofFile !== undefined && isValid(ofFile)) return { ok: true, example: ofFile };
  const made = mediaTypeSample(media, content, range);
  if (!made.ok) {
    const closest =
      made.closest === undefined ? undefined : exampleOf(made.closest, media, content, range);
    return { ok: false, reason: made.reason, closest };
  }
  return { ok: true, example: exampleOf(made.value, media, content, range, undefined, made.exact) };
}

/** A value that the schemas of a media type allow. */
export function mediaTypeSample(
  media: MediaType,
  { direction, schemas }: ExampleContent,
  range: MediaRange,
  options: SampleOptions = {},
): Sample {
  if (isSequential(media.range, media)) return sequenceSample(media, schemas, direction, options);
  if (media.schema !== undefined) return sample(schemas, media.schema, direction, options);
  return { ok: true, value: isJson(range) ? {} : 'string' };
}

/** A value, or a text that is sent, as an example of a media type. */
export function exampleOf(
  written: unknown,
  media: MediaType,
  content: ExampleContent,
  range = media.range,
  documented?: Example,
  exact: unknown = documented && writtenValue(written, documented.at),
): MediaTypeExample {
  const { schemas } = content;
  const isText = isWireText(written, range, schemas.shape(media.schema));
  let sent: SentContent | undefined;
  let judged: JudgedContent | undefined;
  return {
    documented,
    written,
    isText,
    get sent() {
      // Not every media type has a notation for such an integer wherever it stands.
      if (exact !== undefined) sent ??= contentOf(exact, media, range, schemas);
      if (!sent?.ok) sent = contentOf(written, media, range, schemas);
      return sent;
    },
    get value() {
      if (isJson(range)) return written;
      judged ??= judgeSent(this.sent, media, content);
      const { value } = judged;
      const isFile = value instanceof Uint8Array || (isMultipart(range) && !isText);
      return value === undefined || isFile ? written : value;
    },
    get findings() {
      judged ??= judgeSent(this.sent, media, content);
      return judged.findings;
    },
  };
}

function contentOf(
  value: unknown,
  media: MediaType,
  range: MediaRange,
  schemas: Schemas,
): SentContent {
  try {
    return { ok: true, content: writeContent(value, media, range, schemas) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function judgeSent(
  sent: SentContent,
  media: MediaType,
  { prepared, direction, schemas }: ExampleContent,
): JudgedContent {
  if (!sent.ok) return noContent;
  const { body, contentType } = sent.content;
  return judgeBody(
    {
      message: { headers: { 'content-type': contentType }, body },
      content: prepared,
      // Without content it would be no example of it.
      required: true,
      place: bodyPlaces[direction],
      at: media.at,
    },
    schemas,
  );
}
