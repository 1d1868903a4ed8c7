import type { Operation } from '../../api/model.ts';
import { withoutBlobs } from '../../body/blobs.ts';
import { encodeJson } from '../../body/json.ts';
import type { MediaTypeExample } from '../../example/media-type.ts';
import { emptyBody, type HttpHeaders, type HttpResponse } from '../../http/exchange.ts';
import { essenceMatches, isJson, parseMediaRange } from '../../http/media-type.ts';
import { problemResponse } from '../../http/problem-details.ts';
import { describedResponse } from '../../judge/response.ts';
import { messageOf } from '../../report/message.ts';
import { violationHeader } from '../fault-headers.ts';
import type { MadeAnswer, Makers } from '../made-answer.ts';
import { acceptableOffers } from '../offers.ts';
import { problem, violationsOfExchange } from '../problems.ts';

/** The answer of a handler. */
export interface GivenAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly fields: HttpHeaders;
  readonly mediaType: string | undefined;
  /** Whether it breaks the contract on purpose. */
  readonly isUntrue: boolean;
  /** Who gave it. */
  readonly by: 'handler' | 'scenario';
  /** The place in the handler or the scenario. */
  readonly at: () => string | undefined;
}

/**
 * Writes a handler's answer in the media type that it names, or in the one that the request
 * prefers, and judges it. An invalid answer is refused, unless it is invalid on purpose.
 */
export async function answerGiven(
  operation: Operation,
  given: GivenAnswer,
  accept: string | undefined,
  makers: Makers,
): Promise<MadeAnswer> {
  const { judge, sources } = makers;
  const written = writeGiven(
    operation,
    { ...given, body: await withoutBlobs(given.body) },
    accept,
    makers,
  );
  if (!written.ok) return refusal(operation, given, written.reason, []);
  const { response, example } = written;
  const { findings } = judge.response(operation, { method: operation.method }, response);
  // Undescribed answers are refused, too: a client of the contract cannot know them.
  const violations = findings.filter(
    (found) => found.severity !== 'advisory' && !sources.isServersOwn(found),
  );
  if (violations.length === 0) return { response, source: given.by, example };
  if (!given.isUntrue) return refusal(operation, given, undefined, violations);
  const headers = { ...response.headers, ...violationHeader(violations) };
  return { response: { ...response, headers }, source: given.by, example };
}

type Written =
  | {
      readonly ok: true;
      readonly response: HttpResponse;
      readonly example: MediaTypeExample | undefined;
    }
  | { readonly ok: false; readonly reason: string };

function writeGiven(
  operation: Operation,
  { status, body, fields, mediaType }: GivenAnswer,
  accept: string | undefined,
  { judge, sources }: Makers,
): Written {
  const response = describedResponse(operation.responses, status);
  const headers = { ...(response && sources.headerFields(response)), ...fields };
  if (body === undefined)
    return { ok: true, response: { status, headers, body: emptyBody }, example: undefined };
  const wanted = mediaType === undefined ? undefined : parseMediaRange(mediaType);
  if (mediaType !== undefined && wanted === undefined) {
    return { ok: false, reason: `"${mediaType}" is not a media type` };
  }
  const content = response?.content ?? [];
  const offers = acceptableOffers(content, mediaType ?? accept, judge.schemas);
  const [offer] = offers.length > 0 ? offers : acceptableOffers(content, undefined, judge.schemas);
  if (
    response === undefined ||
    offer === undefined ||
    (wanted && !essenceMatches(offer.range, wanted))
  ) {
    // The contract does not describe it, and the judge reports that.
    return {
      ok: true,
      response: { status, ...plainContent(body, mediaType, headers) },
      example: undefined,
    };
  }
  const example = sources.exampleOf(body, { response, ...offer });
  const { sent } = example;
  if (!sent.ok)
    return { ok: false, reason: `${offer.media.name} cannot carry the body: ${sent.reason}` };
  const { body: bytes, contentType } = sent.content;
  const own = { ...headers, 'content-type': contentType };
  return { ok: true, response: { status, headers: own, body: bytes }, example };
}

/** A body in its natural form: bytes, a text, or else JSON. */
function plainContent(body: unknown, mediaType: string | undefined, headers: HttpHeaders) {
  const range = mediaType === undefined ? undefined : parseMediaRange(mediaType);
  if (body instanceof Uint8Array) {
    return {
      headers: { ...headers, 'content-type': mediaType ?? 'application/octet-stream' },
      body,
    };
  }
  if (typeof body === 'string' && !(range && isJson(range))) {
    const bytes = new TextEncoder().encode(body);
    return { headers: { ...headers, 'content-type': mediaType ?? 'text/plain' }, body: bytes };
  }
  return {
    headers: { ...headers, 'content-type': mediaType ?? 'application/json' },
    body: encodeJson(body),
  };
}

/** Says which line of the handler or the scenario breaks which line of the contract. */
function refusal(
  { id }: Operation,
  { status, at, by }: GivenAnswer,
  unwritten: string | undefined,
  violations: Parameters<typeof violationsOfExchange>[0],
): MadeAnswer {
  const validation = violationsOfExchange(violations);
  const place = validation[0]?.contract;
  const [first] = violations;
  const why = unwritten ?? `${messageOf(first!)}${place === undefined ? '' : ` (${place})`}`;
  const handler = at();
  const from = handler === undefined ? '' : ` from ${handler}`;
  const untrue = by === 'handler' ? 'use respond.untrue' : 'say "untrue: true"';
  const detail =
    `the ${by}'s answer ${status} to ${id}${from} breaks the contract: ${why}; ` +
    `correct it, or ${untrue} if breaking the contract is the point`;
  const extensions = { validation, ...(handler !== undefined && { [by]: handler }) };
  const response = problemResponse(problem('VIOLATIONS', detail, extensions));
  return { response, source: 'problem', example: undefined, trouble: detail };
}
