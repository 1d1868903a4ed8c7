import type { Decoded } from '../body/shape.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type Content, type HttpHeaders, headerValue } from '../http/exchange.ts';
import { isJson } from '../http/media-type.ts';
import type { Location } from '../json/document.ts';
import { readContent } from '../schema/content.ts';
import type { Schemas } from '../schema/schemas.ts';
import { type DescribedSequence, describeSequence } from '../schema/sequence.ts';
import { instanceOf } from './instance.ts';
import type { ContentPlan, MediaTypeMatch } from './plan.ts';
import { judgeValue } from './value.ts';

export interface BodyVerdict {
  /** The decoded content; `undefined` when there is none or it could not be read. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/** A message's content, and what its contract says of it. */
export interface DescribedBody {
  readonly message: Content & { readonly headers: HttpHeaders };
  readonly content: ContentPlan;
  readonly required: boolean;
  readonly place: Place;
  /** The request body or response in the contract. */
  readonly at: Location;
}

/** Where the contents of requests and of answers stand. */
export const bodyPlaces = {
  request: { part: 'request', in: 'body' },
  response: { part: 'response', in: 'body' },
} as const satisfies Record<string, Place>;

const empty: BodyVerdict = { value: undefined, findings: [] };

/** Judges a content by the most specific media range that describes it (OpenAPI 3.1, 4.8.13). */
export function judgeBody(described: DescribedBody, schemas: Schemas): BodyVerdict {
  const { message, content, required, place, at } = described;
  const nothing = (found: Finding): BodyVerdict => ({ value: undefined, findings: [found] });
  const known = () => content.mediaTypes.map(({ name }) => name);
  const written = headerValue(message.headers, 'content-type');

  if (isEmpty(message, written)) {
    return required ? nothing(finding('body-missing', at, place, { known: known() })) : empty;
  }
  if (content.mediaTypes.length === 0) {
    return nothing(finding('body-undocumented', at, place, { received: written }));
  }
  if (written === undefined) {
    return nothing(finding('media-type-missing', at, place, { known: known() }));
  }
  const match = content.match(written);
  if (match === undefined) {
    return nothing(
      finding('media-type-undocumented', at, place, { received: written, known: known() }),
    );
  }
  const { media, received } = match;
  if (message.json !== undefined && !isJson(received)) {
    const reason = `its bytes are needed to read it as ${media.name}, and it was parsed as JSON`;
    return nothing(finding('not-checked', media.at, place, { reason }));
  }
  const sequence = match.isSequence ? describeSequence(media, received, schemas) : undefined;
  if (sequence?.problem !== undefined) {
    return nothing(finding('not-checked', media.at, place, { reason: sequence.problem }));
  }
  const decoded = read(message, match, schemas);
  if (!decoded.ok) {
    const { reason } = decoded;
    return nothing(finding('body-malformed', media.at, place, { expected: media.name, reason }));
  }
  const { value } = decoded;
  const isExact = decoded.exact !== undefined;
  const instance = isExact ? decoded.exact : isJson(received) ? value : instanceOf(value);
  const findings =
    sequence === undefined
      ? judgeValue(instance, media.schema, place, schemas, isExact)
      : judgeSequence(instance, sequence, place, schemas, isExact);
  if (decoded.repeated === undefined) return { value, findings };
  const repeated = decoded.repeated.map((pointer) =>
    finding('body-duplicate-key', media.at, { ...place, pointer }),
  );
  return { value, findings: [...findings, ...repeated] };
}

/** A sequence as a whole, and each value of it. */
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

/** An empty text or form is a value like any other; an empty JSON or XML text is none at all. */
function mayBeEmpty(contentType: string): boolean {
  return !/^\s*[^;]*(\bjson|\bxml)\b/i.test(contentType);
}
