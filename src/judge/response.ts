import type { ApiResponse, Header } from '../api/model.ts';
import { below } from '../api/node.ts';
import { decodeBody } from '../body/codec.ts';
import type { Decoded, Shape } from '../body/shape.ts';
import { readStyled } from '../body/style.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpResponse, headerLines } from '../http/exchange.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bodyPlaces, judgeBody } from './body.ts';
import type { OperationPlan } from './plan.ts';
import { judgeValue } from './value.ts';

/** Judges an answer by the response that describes its status. */
export function judgeResponse(
  { operation, responseContent }: OperationPlan,
  method: string,
  response: HttpResponse,
  schemas: Schemas,
): readonly Finding[] {
  const described = describedResponse(operation.responses, response.status);
  if (described === undefined) {
    return [
      finding('status-undocumented', below(operation.at, 'responses'), statusPlace, {
        received: response.status,
        known: operation.responses.map(({ status }) => status),
      }),
    ];
  }
  const headers = described.headers.flatMap((header) => judgeHeader(header, response, schemas));
  if (hasNoContent(method, response.status)) return headers;
  const body = judgeBody(
    {
      message: response,
      content: responseContent.get(described)!,
      required: described.content.length > 0,
      place: bodyPlaces.response,
      at: described.at,
    },
    schemas,
  );
  return headers.length === 0 ? body.findings : [...headers, ...body.findings];
}

const statusPlace: Place = { part: 'response', in: 'status' };

/** An exact status wins over its range, and that over `default` (OpenAPI 3.1 section 4.8.16). */
export function describedResponse(
  responses: readonly ApiResponse[],
  status: number,
): ApiResponse | undefined {
  const by = (key: string) => responses.find((response) => response.status === key);
  return by(String(status)) ?? by(`${Math.floor(status / 100)}XX`) ?? by('default');
}

/** RFC 9110 section 6.4.1. */
function hasNoContent(method: string, status: number): boolean {
  return method === 'HEAD' || status < 200 || status === 204 || status === 304;
}

function judgeHeader(header: Header, response: HttpResponse, schemas: Schemas): readonly Finding[] {
  const place: Place = { part: 'response', in: 'header', name: header.name };
  const lines = headerLines(response.headers, header.name.toLowerCase());
  if (lines.length === 0) {
    return header.required ? [finding('header-missing', header.at, place)] : [];
  }
  const schema = header.content?.schema ?? header.schema;
  // Set-Cookie is the one field whose lines must not be joined (RFC 9110 section 5.3).
  const values = header.name.toLowerCase() === 'set-cookie' ? lines : [lines.join(', ')];
  return values.flatMap((text) => {
    const decoded = readHeader(text, header, schemas.shape(schema));
    return decoded.ok
      ? judgeValue(decoded.value, schema, place, schemas)
      : [finding('header-malformed', header.at, place, { received: text, reason: decoded.reason })];
  });
}

/** Headers are in `simple` style, or in the one media type of their `content` (section 4.8.21). */
function readHeader(text: string, header: Header, shape: Shape): Decoded {
  const { content, name, explode } = header;
  if (content !== undefined) {
    return decodeBody(new TextEncoder().encode(text), content.range, shape, content.encoding);
  }
  const style = { name, in: 'header', style: 'simple', explode, allowReserved: false } as const;
  return readStyled(style, text, shape);
}
