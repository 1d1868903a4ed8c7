import type { MediaType } from '../api/model.ts';
import type { Decoded } from '../body/shape.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type Content, type HttpHeaders, headerValue } from '../http/exchange.ts';
import { isForm, isJson, isText, isXml, type MediaRange } from '../http/media-type.ts';
import type { Location } from '../json/document.ts';
import { readContent } from '../schema/content.ts';
import type { Schemas } from '../schema/schemas.ts';
import { type DescribedSequence, describeSequence } from '../schema/sequence.ts';
import { instanceOf } from './instance.ts';
import type { MediaTypeMatch, PreparedContent } from './prepared.ts';
import { judgeTexts, judgeValue } from './value.ts';

/** A message's content, read by its described media type, and its findings. */
export interface JudgedContent {
  /** The described media type; `undefined` if there is no content, or no description. */
  readonly media: MediaType | undefined;
  /** The decoded content; `undefined` if it is missing or unreadable. */
  readonly value: unknown;
  /** The value for its schema: bytes as text, and exact integers if `isExact` is true. */
  readonly instance: unknown;
  /** Whether `instance` has `bigint`s for integers beyond a double. */
  readonly isExact: boolean;
  /** The schemas of the items, if the content is a sequence of values. */
  readonly sequence: DescribedSequence | undefined;
  readonly findings: readonly Finding[];
}

/** A message's content, and its description in the contract. */
export interface DescribedBody {
  readonly message: Content & { readonly headers: HttpHeaders };
  readonly content: PreparedContent;
  readonly required: boolean;
  readonly place: Place;
  /** The request body or response in the contract. */
  readonly at: Location;
}

/** The place of contents in requests and in answers. */
export const bodyPlaces = {
  request: { part: 'request', in: 'body' },
  response: { part: 'response', in: 'body' },
} as const satisfies Record<string, Place>;

const nothing = { value: undefined, instance: undefined, isExact: false, sequence: undefined };

/** The result for a missing or undescribed content. */
export const noContent: JudgedContent = { media: undefined, ...nothing, findings: [] };

/** Judges a content by the most specific matching media range (OpenAPI 3.1 section 4.8.13). */
export function judgeBody(described: DescribedBody, schemas: Schemas): JudgedContent {
  const { message, content, required, place, at } = described;
  const known = () => content.mediaTypes.map(({ name }) => name);
  const written = headerValue(message.headers, 'content-type');

  if (isEmpty(message, written)) {
    return required
      ? unread(undefined, finding('body-missing', at, place, { known: known() }))
      : noContent;
  }
  if (content.mediaTypes.length === 0) {
    return unread(undefined, finding('body-undocumented', at, place, { received: written }));
  }
  if (written === undefined) {
    return unread(undefined, finding('media-type-missing', at, place, { known: known() }));
  }
  const match = content.match(written);
  if (match === undefined) {
    const args = { received: written, known: known() };
    return unread(undefined, finding('media-type-undocumented', at, place, args));
  }
  const { media, received } = match;
  if (message.json !== undefined && !isJson(received)) {
    const reason = `its bytes are needed to read it as ${media.name}, and it was parsed as JSON`;
    return unread(media, finding('not-checked', media.at, place, { reason }));
  }
  const sequence = match.isSequence ? describeSequence(media, received, schemas) : undefined;
  if (sequence?.problem !== undefined) {
    const { problem: reason } = sequence;
    return unread(media, finding('not-checked', media.at, place, { reason }));
  }
  const decoded = read(message, match, schemas);
  if (!decoded.ok) {
    const args = { expected: media.name, reason: decoded.reason + encodedAs(message.headers) };
    return unread(media, finding('body-malformed', media.at, place, args));
  }
  let { value } = decoded;
  if (match.isOpaque) {
    const found = finding('content-not-checked', media.at, place, { received: written });
    return { ...unread(media, found), value };
  }
  const isExact = decoded.exact !== undefined;
  let instance = isExact ? decoded.exact : isJson(received) ? value : instanceOf(value);
  let findings: readonly Finding[];
  if (sequence !== undefined) {
    findings = judgeSequence(instance, sequence, place, schemas, isExact);
  } else if (isExact || !isOfText(received)) {
    findings = judgeValue(instance, media.schema, place, schemas, isExact);
  } else {
    const reading = judgeTexts(instance, media.schema, place, schemas);
    if (reading.value !== instance) value = reading.value;
    instance = reading.value;
    findings = reading.findings;
  }
  const repeated = decoded.repeated?.map((pointer) =>
    finding('body-duplicate-key', media.at, { ...place, pointer }),
  );
  const marked = sequence === undefined && beginsWithMark(message.body) && isJson(received);
  const all =
    repeated === undefined && !marked
      ? findings
      : [...findings, ...(repeated ?? []), ...(marked ? [byteOrderMark(media, place)] : [])];
  return { media, value, instance, isExact, sequence, findings: all };
}

/** The UTF-8 of U+FEFF. */
function beginsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** A sender must not add it, but a receiver may ignore it (RFC 8259 section 8.1). */
function byteOrderMark({ at }: MediaType, place: Place): Finding {
  const found = finding('byte-order-mark', at, place);
  return place.part === 'response' ? found : { ...found, severity: 'advisory' };
}

/** Whether a content has only texts, so that its schema decides their types. */
function isOfText(received: MediaRange): boolean {
  return !isJson(received) && (isForm(received) || isXml(received) || isText(received));
}

/** A hint why a content cannot be read: the caller must decode it. */
function encodedAs(headers: HttpHeaders): string {
  const coding = headerValue(headers, 'content-encoding') ?? 'identity';
  return coding === 'identity' ? '' : `, and may not have been decoded from ${coding}`;
}

/** A content that could not be read, and the reason. */
function unread(media: MediaType | undefined, found: Finding): JudgedContent {
  return { media, ...nothing, findings: [found] };
}

/** Judges a sequence as a whole, and each of its values. */
function judgeSequence(
  values: unknown,
  { whole, each }: DescribedSequence,
  place: Place,
  schemas: Schemas,
  isExact: boolean,
): readonly Finding[] {
  const together = judgeValue(values, whole, place, schemas, isExact);
  if (each === undefined || !Array.isArray(values)) return together;
  const singly = values.flatMap((value, index) =>
    judgeValue(value, each, { ...place, pointer: `/${index}` }, schemas, isExact),
  );
  return [...together, ...singly];
}

function read(
  { body, json }: Content,
  { received, media }: MediaTypeMatch,
  schemas: Schemas,
): Decoded {
  if (json !== undefined) return { ok: true, value: json };
  return readContent(body, received, media, schemas);
}

function isEmpty({ body, json }: Content, contentType: string | undefined): boolean {
  return (
    json === undefined &&
    body.length === 0 &&
    (contentType === undefined || !mayBeEmpty(contentType))
  );
}

/** An empty text or form is a value; an empty JSON or XML text is not. */
function mayBeEmpty(contentType: string): boolean {
  return !/^\s*[^;]*(\bjson|\bxml)\b/i.test(contentType);
}
