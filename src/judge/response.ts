import type { ApiResponse, Header } from '../api/model.ts';
import { below } from '../api/node.ts';
import { decodeBody } from '../body/codec.ts';
import type { Decoded, Shape } from '../body/shape.ts';
import { readStyled } from '../body/style.ts';
import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpResponse, headerLines } from '../http/exchange.ts';
import type { Schemas } from '../schema/schemas.ts';
import { bodyPlaces, judgeBody, noContent } from './body.ts';
import type { JudgedResponse } from './judged.ts';
import { define, isOfText, noValues, type Values } from './parameter.ts';
import type { PreparedOperation } from './prepared.ts';
import { isSetCookie, readCookieLines } from './set-cookie.ts';
import { judgeValue, likelierReading, type Reading } from './value.ts';

/** Judges an answer by the response that describes its status. */
export function judgeResponse(
  { operation, responseContent }: PreparedOperation,
  method: string,
  response: HttpResponse,
  schemas: Schemas,
): JudgedResponse {
  const described = describedResponse(operation.responses, response.status);
  if (described === undefined) {
    const args = {
      received: response.status,
      known: operation.responses.map(({ status }) => status),
    };
    const at = below(operation.at, 'responses');
    const found = finding('status-undocumented', at, statusPlace, args);
    return { ...unjudged, findings: [found] };
  }
  const fields = judgeHeaders(described.headers, response, schemas);
  const content = hasNoContent(method, response.status)
    ? noContent
    : judgeBody(
        {
          message: response,
          content: responseContent.get(described)!,
          required: described.content.length > 0,
          place: bodyPlaces.response,
          at: described.at,
        },
        schemas,
      );
  return {
    described,
    headers: fields.values,
    body: content.value,
    content,
    findings:
      fields.findings.length === 0 ? content.findings : [...fields.findings, ...content.findings],
  };
}

/** An answer that nothing is said of. */
export const unjudged: JudgedResponse = {
  described: undefined,
  headers: noValues,
  body: undefined,
  content: noContent,
  findings: [],
};

const statusPlace: Place = { part: 'response', in: 'status' };

/**
 * Whether a response ends an exchange; an interim response comes before (RFC 9110 section 15.2).
 */
export function isFinal({ status }: ApiResponse): boolean {
  return !status.startsWith('1');
}

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

export interface JudgedHeaders {
  readonly values: Values;
  readonly findings: readonly Finding[];
}

const noHeaders: JudgedHeaders = { values: noValues, findings: [] };

export function judgeHeaders(
  headers: readonly Header[],
  response: HttpResponse,
  schemas: Schemas,
): JudgedHeaders {
  if (headers.length === 0) return noHeaders;
  const values: Record<string, unknown> = {};
  const findings = headers.flatMap((header) => judgeHeader(header, response, schemas, values));
  return { values, findings };
}

function judgeHeader(
  header: Header,
  response: HttpResponse,
  schemas: Schemas,
  values: Record<string, unknown>,
): readonly Finding[] {
  const place: Place = { part: 'response', in: 'header', name: header.name };
  const lines = headerLines(response.headers, header.name.toLowerCase());
  if (lines.length === 0) {
    return header.required ? [finding('header-missing', header.at, place)] : [];
  }
  const schema = header.content?.schema ?? header.schema;
  const isSingle = !isSetCookie(header);
  const texts = isSingle ? [lines.join(', ')] : textsOfCookies(header, lines, schemas);
  const shape = schemas.shape(schema);
  const whole =
    isSingle || header.content !== undefined ? undefined : readCookieLines(lines, shape);
  const readings = whole ? [whole] : texts.map((text) => readHeader(text, header, shape));
  const read: unknown[] = [];
  const findings = readings.flatMap((decoded, index) => {
    if (!decoded.ok) {
      const args = { received: texts[index]!, reason: decoded.reason };
      return [finding('header-malformed', header.at, place, args)];
    }
    const findings = judgeValue(decoded.value, schema, place, schemas);
    let reading: Reading = { value: decoded.value, findings };
    if (findings.length > 0 && isOfText(header))
      reading = likelierReading(reading, schema, place, schemas);
    read.push(reading.value);
    return reading.findings;
  });
  if (read.length > 0) define(values, header.name, isSingle ? read[0] : read);
  return findings;
}

/** In 3.2, `content` describes all Set-Cookie fields as lines of one text (Header Object). */
function textsOfCookies(
  { content }: Header,
  lines: readonly string[],
  { views }: Schemas,
): readonly string[] {
  return content !== undefined && views.dialect === '3.2' ? [lines.join('\n')] : lines;
}

/** Headers have the style `simple`, or the media type of their `content` (section 4.8.21). */
function readHeader(text: string, header: Header, shape: Shape): Decoded {
  const { content, name, explode } = header;
  if (content !== undefined) {
    return decodeBody(new TextEncoder().encode(text), content.range, shape, content.encoding);
  }
  const style = { name, in: 'header', style: 'simple', explode, allowReserved: false } as const;
  return readStyled(style, text, shape);
}
