import type { MediaType } from '../api/model.ts';
import { decodeBody } from '../body/codec.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpHeaders, headerValue } from '../http/exchange.ts';
import { isJson, mostSpecificMatch, parseMediaRange } from '../http/media-type.ts';
import type { Location } from '../json/document.ts';
import type { Schemas } from '../schema/schemas.ts';
import { instanceOf } from './instance.ts';
import { judgeValue } from './value.ts';

export interface BodyVerdict {
  /** The decoded content; `undefined` when there is none or it could not be read. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
}

/** The content of a message, and what its contract says of it. */
export interface DescribedBody {
  readonly part: 'request' | 'response';
  readonly headers: HttpHeaders;
  readonly body: Uint8Array;
  readonly content: readonly MediaType[];
  readonly required: boolean;
  /** The request body or response in the contract. */
  readonly at: Location;
}

/** Judges a content by the most specific media range that describes it (OpenAPI 3.1, 4.8.13). */
export function judgeBody(described: DescribedBody, schemas: Schemas): BodyVerdict {
  const { part, headers, body, content, required, at } = described;
  const place: Place = { part, in: 'body' };
  const nothing = (...findings: Finding[]): BodyVerdict => ({ value: undefined, findings });
  const written = headerValue(headers, 'content-type');
  const known = () => content.map(({ name }) => name);

  if (body.length === 0 && (written === undefined || !mayBeEmpty(written))) {
    return required ? nothing(finding('body-missing', at, place, { known: known() })) : nothing();
  }
  if (content.length === 0) {
    return nothing(finding('body-undocumented', at, place, { received: written }));
  }
  if (written === undefined) {
    return nothing(finding('media-type-missing', at, place, { known: known() }));
  }
  const received = parseMediaRange(written);
  const index =
    received &&
    mostSpecificMatch(
      content.map(({ range }) => range),
      received,
    );
  const media = index === undefined ? undefined : content[index];
  if (received === undefined || media === undefined) {
    return nothing(
      finding('media-type-undocumented', at, place, { received: written, known: known() }),
    );
  }
  const decoded = decodeBody(body, received, schemas.shape(media.schema), media.encoding);
  if (!decoded.ok) {
    return nothing(
      finding('body-malformed', media.at, place, { expected: media.name, reason: decoded.reason }),
    );
  }
  const { value } = decoded;
  const isExact = decoded.exact !== undefined;
  const instance = isExact ? decoded.exact : isJson(received) ? value : instanceOf(value);
  const findings = judgeValue(instance, media.schema, place, schemas, isExact);
  if (decoded.repeated === undefined) return { value, findings };
  const repeated = decoded.repeated.map((pointer) =>
    finding('body-duplicate-key', media.at, { ...place, pointer }),
  );
  return { value, findings: [...findings, ...repeated] };
}

/** An empty text or form is a value like any other; an empty JSON or XML text is none at all. */
function mayBeEmpty(contentType: string): boolean {
  return !/^\s*[^;]*(\bjson|\bxml)\b/i.test(contentType);
}
