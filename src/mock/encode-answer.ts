import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import { preferredCoding, refusesIdentity } from '../http/accept-encoding.ts';
import {
  emptyBody,
  type HttpHeaders,
  type HttpRequest,
  type HttpResponse,
  headerValue,
} from '../http/exchange.ts';
import { kept } from './cache.ts';
import type { DeliveredResponse } from './delivery.ts';
import type { MaybePromise } from './maybe-promise.ts';

/** Shorter contents fit into a packet anyway. */
const minimum = 1024;

/** If a client likes several equally, the first one wins. */
const codings = ['br', 'gzip'] as const;

type Coding = (typeof codings)[number];

/** An answer with its content compressed, if the client accepts that. */
export type EncodeAnswer = (
  request: HttpRequest,
  response: DeliveredResponse,
) => MaybePromise<DeliveredResponse>;

/**
 * Compresses answers of 1,024 bytes or more for clients that send Accept-Encoding (RFC 9110
 * sections 8.4 and 12.5.3). A client that refuses uncompressed content gets short answers
 * compressed, too. An answer that is sent again is already compressed.
 */
export function createEncodeAnswer(): EncodeAnswer {
  const isFit = kept(canBeEncoded);
  const varying = kept(varyByEncoding);
  const encodedOnce = {
    br: kept((response: HttpResponse) => encoded(response, 'br')),
    gzip: kept((response: HttpResponse) => encoded(response, 'gzip')),
  };

  return (request, response) => {
    const length = response.body.length;
    const accepted = request.headers['accept-encoding'];
    if (length < minimum && accepted === undefined && request.method !== 'HEAD') return response;
    const field = headerValue(request.headers, 'accept-encoding');
    const size = request.method === 'HEAD' ? lengthOf(response) : length;
    const isCompressible =
      size >= minimum || (size > 0 && field !== undefined && refusesIdentity(field));
    if (!isCompressible || response.delivery !== undefined || !isFit(response)) return response;
    const coding = field === undefined ? undefined : preferredCoding(field, codings);
    if (coding === undefined) return varying(response);
    // The compressed length is unknown before compression (RFC 9110 section 9.3.2).
    if (request.method === 'HEAD') return withCoding(response, coding, emptyBody);
    return encodedOnce[coding](response);
  };
}

/** The answer to HEAD has the length of the content that it omits. */
function lengthOf({ headers }: HttpResponse): number {
  return Number(headerValue(headers, 'content-length') ?? 0);
}

function canBeEncoded({ status, headers }: HttpResponse): boolean {
  if (status === 204 || status === 206 || status === 304) return false;
  if (headers['content-encoding'] !== undefined) return false;
  // A strong tag covers exactly these bytes (RFC 9110 section 8.8.3.3), and If-Match never matches
  // a weak one.
  if (/^"/.test(headerValue(headers, 'etag') ?? '')) return false;
  // RFC 9111 section 5.2.2.6
  if (/\bno-transform\b/i.test(headerValue(headers, 'cache-control') ?? '')) return false;
  return compressible.test(headerValue(headers, 'content-type') ?? '');
}

/** Pictures, archives and similar types are already compressed. */
const compressible =
  /^(?:text\/(?!event-stream)|application\/(?:[^;]*[+.-])?(?:json|xml|yaml|javascript|ndjson|jsonl|x-www-form-urlencoded)\b|image\/svg\+xml|image\/bmp)/i;

const compress = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, { params: { [zlib.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};

async function encoded(response: HttpResponse, coding: Coding): Promise<HttpResponse> {
  return withCoding(response, coding, await compress[coding](response.body));
}

function withCoding(response: HttpResponse, coding: Coding, body: Uint8Array): HttpResponse {
  const { 'content-length': _, ...headers } = varyByEncoding(response).headers;
  return { ...response, headers: { ...headers, 'content-encoding': coding }, body };
}

function varyByEncoding(response: HttpResponse): HttpResponse {
  const vary = headerValue(response.headers, 'vary')?.trim() ?? '';
  const isListed = /(?:^|,)\s*(?:accept-encoding|\*)\s*(?:,|$)/i.test(vary);
  const headers: HttpHeaders = {
    ...response.headers,
    vary: isListed ? vary : vary === '' ? 'Accept-Encoding' : `${vary}, Accept-Encoding`,
  };
  return { ...response, headers };
}
