import type { Example, MediaType } from '../api/model.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { otherReading } from '../body/coerce.ts';
import { isWireText } from '../body/wire-text.ts';
import type { Finding } from '../finding.ts';
import { isJson, isMultipart, type MediaRange } from '../http/media-type.ts';
import { bodyPlaces, type JudgedContent, judgeBody, noContent } from '../judge/body.ts';
import { type PreparedContent, prepareContent } from '../judge/prepared.ts';
import { writeContent } from '../schema/content.ts';
import { paced } from '../schema/pace.ts';
import { type Sample, type SampleOptions, sampleInSteps } from '../schema/sample.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { isSequential } from '../schema/sequence.ts';
import { writtenValue } from '../schema/written-number.ts';
import { finished, type Steps } from '../steps.ts';
import { thrownMessage } from '../thrown-message.ts';
import { sequenceSample } from './sequence-sample.ts';
import { tinyFile } from './tiny-file.ts';

/** The described content of examples: in requests or in answers, with all of its media types. */
export interface ExampleContent {
  /** Selects the media type that judges a content: the most specific match. */
  readonly prepared: PreparedContent;
  readonly direction: Direction;
  readonly schemas: Schemas;
  /** The size above which generated values have fewer optional properties. */
  readonly size?: number | undefined;
}

export function exampleContent(
  mediaTypes: readonly MediaType[],
  direction: Direction,
  schemas: Schemas,
  size?: number,
): ExampleContent {
  return { prepared: prepareContent(mediaTypes, schemas), direction, schemas, size };
}

/**
 * An example of a media type. It is written, read and judged when needed, because some readers only
 * show it, and then kept.
 */
export interface MediaTypeExample {
  /** The contract's example; `undefined` for a generated value. */
  readonly documented: Example | undefined;
  /** The example as in the contract: the value, or the text on the wire (`isText`). */
  readonly written: unknown;
  readonly isText: boolean;
  readonly sent: SentContent;
  /** The value that it represents; files stay as written. */
  readonly value: unknown;
  /** The judge's findings about its form on the wire. */
  readonly findings: readonly Finding[];
  /** Whether these findings have a violation; that is known before its errors are explained. */
  readonly isRefused: boolean;
}

/** The bytes of an example with their media type, or why the media type cannot carry it. */
export type SentContent =
  | { readonly ok: true; readonly content: EncodedBody }
  | { readonly ok: false; readonly reason: string };

/** The examples of a media type, and why there may be none. */
export interface MediaTypeExamples {
  /** The valid ones first, otherwise in the order of the contract. */
  readonly examples: readonly MediaTypeExample[];
  /** Why no value was generated, if no example is valid. */
  readonly reason: string | undefined;
  /** The generated value, if the contract forbids it or cannot judge it. */
  readonly closest: MediaTypeExample | undefined;
  /** Whether a valid value may exist, but would be too large or take too long to find. */
  readonly isTooComplex?: boolean | undefined;
  /** Whether several branches of a `oneOf` accept every value that was made of one of them. */
  readonly isAmbiguous?: boolean | undefined;
}

/**
 * The documented examples of a media type. If none is valid, a file or a generated value comes
 * first. `range` is the media type to write if the described one is a range.
 */
export function mediaTypeExamples(
  media: MediaType,
  content: ExampleContent,
  range = media.range,
): MediaTypeExamples {
  return finished(mediaTypeExamplesInSteps(media, content, range));
}

/** `mediaTypeExamples` in short steps. */
export function* mediaTypeExamplesInSteps(
  media: MediaType,
  content: ExampleContent,
  range = media.range,
): Steps<MediaTypeExamples> {
  const documented = documentedExamples(media, content, range);
  if (isJson(range)) {
    for (const example of documented) yield* paced(content.schemas.pace, () => isValid(example));
  }
  const valid = documented.filter(isValid);
  const invalid = documented.filter((example) => !isValid(example));
  if (valid.length > 0) {
    return { examples: [...valid, ...invalid], reason: undefined, closest: undefined };
  }
  const made = yield* madeExample(media, content, range);
  if (made.ok) {
    return { examples: [made.example, ...invalid], reason: undefined, closest: undefined };
  }
  const { ok: _, ...reasons } = made;
  return { examples: invalid, ...reasons };
}

/** Whether an example's form on the wire is valid. */
export function isValid({ sent, isRefused }: MediaTypeExample): boolean {
  return sent.ok && !isRefused;
}

/** The contract's examples of a media type in order, valid or not. */
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
      readonly isTooComplex: boolean | undefined;
      readonly isAmbiguous: boolean | undefined;
    };

/** The smallest file of a media type if its schema accepts it, else a generated value. */
function* madeExample(media: MediaType, content: ExampleContent, range: MediaRange): Steps<Made> {
  const file = tinyFile(range);
  const ofFile = file && exampleOf(file, media, content, range);
  if (ofFile !== undefined && isValid(ofFile)) return { ok: true, example: ofFile };
  const made = yield* mediaTypeSample(media, content, range, { size: content.size });
  if (!made.ok) {
    const closest =
      made.closest === undefined ? undefined : exampleOf(made.closest, media, content, range);
    const { reason, isTooComplex, isAmbiguous } = made;
    return { ok: false, reason, closest, isTooComplex, isAmbiguous };
  }
  return { ok: true, example: exampleOf(made.value, media, content, range, undefined, made.exact) };
}

/** A value that the schemas of a media type allow, made in steps. */
export function* mediaTypeSample(
  media: MediaType,
  { direction, schemas }: ExampleContent,
  range: MediaRange,
  options: SampleOptions = {},
): Steps<Sample> {
  if (isSequential(media.range, media)) {
    return yield* sequenceSample(media, schemas, direction, options);
  }
  if (media.schema !== undefined) {
    return yield* sampleInSteps(schemas, media.schema, direction, options);
  }
  return { ok: true, value: isJson(range) ? {} : 'string' };
}

/** A value, or a text on the wire, as an example of a media type. */
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
  let isRefused: boolean | undefined;
  return {
    documented,
    written,
    isText,
    get sent() {
      // Not every media type can write large integers at every place.
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
    get isRefused() {
      if (isRefused === undefined) {
        const { sent } = this;
        const found = judged ?? judgeSent(sent, media, withoutErrors(content));
        isRefused = hasViolation(found);
        // Without a violation nothing was left out. A text with another reading has the likelier one.
        if (!isRefused || judged !== undefined) judged = found;
        else if (hasOtherReading(found, schemas)) {
          judged = judgeSent(sent, media, content);
          isRefused = hasViolation(judged);
        }
      }
      return isRefused;
    },
  };
}

function hasViolation({ findings }: JudgedContent): boolean {
  return findings.some(({ severity }) => severity === 'violation');
}

function hasOtherReading({ media, instance }: JudgedContent, schemas: Schemas): boolean {
  return otherReading(instance, schemas.shape(media?.schema)) !== undefined;
}

/** A content whose refused values have one error, because explaining them takes long. */
function withoutErrors(content: ExampleContent): ExampleContent {
  const { schemas } = content;
  return {
    ...content,
    schemas: {
      ...schemas,
      check(schema, ...given) {
        const verdict = schemas.check(schema, ...given);
        if (verdict.kind !== 'invalid') return verdict;
        const { value: expected, at } = schema;
        const error = { pointer: '', keyword: 'schema', expected, received: given[1], at };
        return { kind: 'invalid', errors: [error] };
      },
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
    return { ok: false, reason: thrownMessage(error) };
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
