import { decodeContent, decodedCodings } from '../http/content-encoding.ts';
import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import { plainProblem } from './problems.ts';

export type DecodedRequest =
  | { readonly ok: true; readonly request: HttpRequest }
  | { readonly ok: false; readonly refusal: HttpResponse };

/**
 * A request with its content decompressed, up to the limit for request bodies; 415 with
 * Accept-Encoding if the coding is unknown (RFC 9110 section 15.5.16).
 */
export function withDecodedContent(request: HttpRequest, maximumBytes: number): DecodedRequest {
  const encoding = headerValue(request.headers, 'content-encoding') ?? '';
  if (request.body.length === 0) return { ok: true, request };
  const decoded = decodeContent(request.body, encoding, maximumBytes);
  if (decoded.ok) return { ok: true, request: { ...request, body: decoded.body } };
  return { ok: false, refusal: refusalOf(decoded.kind, decoded.coding, maximumBytes) };
}

function refusalOf(
  kind: 'unknown' | 'malformed' | 'too-long',
  coding: string,
  maximumBytes: number,
): HttpResponse {
  switch (kind) {
    case 'unknown': {
      const detail = `the content is encoded as "${coding}", and ${decodedCodings} are decoded`;
      return problemResponse(plainProblem(415, 'Unsupported Media Type', detail), {
        'accept-encoding': decodedCodings,
      });
    }
    case 'malformed':
      return problemResponse(plainProblem(400, 'Bad Request', `the content is not ${coding}`));
    case 'too-long': {
      const detail = `the content, decoded from ${coding}, is larger than ${maximumBytes} bytes, which is the most that is taken`;
      return problemResponse(plainProblem(413, 'Content Too Large', detail));
    }
  }
}
