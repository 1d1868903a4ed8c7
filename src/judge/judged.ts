import type { ApiResponse, Operation, ParameterPlace } from '../api/model.ts';
import type { ExpressionContext } from '../api/runtime-expression.ts';
import { decodeBody } from '../body/codec.ts';
import { unknownShape } from '../body/shape.ts';
import type { Finding } from '../finding.ts';
import type { Exchange } from '../http/exchange.ts';
import { contentTypeOf } from '../http/media-type.ts';
import type { JudgedContent } from './body.ts';
import type { JudgedParameters, Values } from './parameter.ts';
import type { RequestParts } from './parts.ts';

/** A judged request: its operation, and its decoded parts. */
export interface JudgedRequest extends JudgedParameters {
  /** `undefined` if no operation has this method and path; the findings say which is wrong. */
  readonly operation: Operation | undefined;
  /** The methods of the path, if the method is wrong. */
  readonly allowed: readonly string[];
  /** The raw parameters; `undefined` without an operation. */
  readonly parts: RequestParts | undefined;
  /** The decoded body; `undefined` if it is missing or unreadable. */
  readonly body: unknown;
  readonly content: JudgedContent;
  /** The findings of the request. */
  readonly findings: readonly Finding[];
}

/** An answer after its check against the contract. */
export interface JudgedResponse {
  /** The response that describes the status. */
  readonly described: ApiResponse | undefined;
  /**
   * The decoded described fields, by their described names; Set-Cookie is a list, one item for each
   * line.
   */
  readonly headers: Values;
  /** The decoded body; `undefined` if it is missing, undescribed or unreadable. */
  readonly body: unknown;
  readonly content: JudgedContent;
  /** The findings of the answer. */
  readonly findings: readonly Finding[];
}

/** A judged exchange: other features read everything here, instead of reading the bytes again. */
export interface JudgedExchange {
  readonly exchange: Exchange;
  /** The operation that judged the answer; `undefined` if the request has none. */
  readonly operation: Operation | undefined;
  readonly request: JudgedRequest;
  readonly response: JudgedResponse;
  /** The findings about the request, then those about the answer. */
  readonly findings: readonly Finding[];
}

/**
 * The decoded content of an answer; undescribed content is read by its Content-Type. `undefined` if
 * it is missing or unreadable.
 */
export function answeredBody({ exchange, response: judged }: JudgedExchange): unknown {
  const { headers, body, json } = exchange.response;
  if (judged.content.media !== undefined) return judged.body;
  if (json !== undefined) return json;
  const received = contentTypeOf(headers);
  if (received === undefined || body.length === 0) return undefined;
  const decoded = decodeBody(body, received, unknownShape);
  return decoded.ok ? decoded.value : undefined;
}

/** The values of an exchange for runtime expressions; `url` is the complete URL of the request. */
export function expressionContextOf(
  judged: JudgedExchange,
  url = judged.exchange.request.target,
): ExpressionContext {
  const { request, response } = judged.exchange;
  const { headers, method, target } = request;
  return {
    url,
    method,
    statusCode: response.status,
    request: { headers, target, path: judged.request.path, body: judged.request.body },
    response: { headers: response.headers, body: answeredBody(judged) },
  };
}

/** The values of a request's parameters in a location; a whole-query parameter is in the query. */
export function valuesAt(request: JudgedParameters, place: ParameterPlace): Values {
  return request[place === 'querystring' ? 'query' : place];
}
