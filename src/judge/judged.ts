import type { ApiResponse, Operation, ParameterPlace } from '../api/model.ts';
import type { ExpressionContext } from '../api/runtime-expression.ts';
import { decodeBody } from '../body/codec.ts';
import { unknownShape } from '../body/shape.ts';
import type { Finding } from '../finding.ts';
import { type Exchange, headerValue } from '../http/exchange.ts';
import { parseMediaRange } from '../http/media-type.ts';
import type { JudgedContent } from './body.ts';
import type { JudgedParameters, Values } from './parameter.ts';
import type { RequestParts } from './parts.ts';

/** A request held against its contract: which operation it is for, and what was read of it. */
export interface JudgedRequest extends JudgedParameters {
  /** `undefined` when no operation has this method and path; the findings say which. */
  readonly operation: Operation | undefined;
  /** The methods that the path has, when the method is the trouble. */
  readonly allowed: readonly string[];
  /** The parameters as they were written; `undefined` where no operation says which there are. */
  readonly parts: RequestParts | undefined;
  /** The decoded body; `undefined` when there is none or it could not be read. */
  readonly body: unknown;
  readonly content: JudgedContent;
  /** What is wrong with the request. */
  readonly findings: readonly Finding[];
}

/** An answer held against its contract. */
export interface JudgedResponse {
  /** The response that describes the status. */
  readonly described: ApiResponse | undefined;
  /** The decoded fields that are described, by their names there; Set-Cookie is a list of what was read of its lines. */
  readonly headers: Values;
  /** The decoded body; `undefined` when there is none, it is not described or could not be read. */
  readonly body: unknown;
  readonly content: JudgedContent;
  /** What is wrong with the answer. */
  readonly findings: readonly Finding[];
}

/**
 * An exchange held against its contract, once: everything that must be known of it is read here,
 * rather than off its bytes again.
 */
export interface JudgedExchange {
  readonly exchange: Exchange;
  /** The operation that the answer was judged by; `undefined` when the request is for none. */
  readonly operation: Operation | undefined;
  readonly request: JudgedRequest;
  readonly response: JudgedResponse;
  /** What is wrong with the request, and then with the answer. */
  readonly findings: readonly Finding[];
}

/**
 * The decoded content of an answer; one that the contract does not describe is read as its
 * Content-Type says. `undefined` where there is none or it cannot be read.
 */
export function answeredBody({ exchange, response: judged }: JudgedExchange): unknown {
  const { headers, body, json } = exchange.response;
  if (judged.content.media !== undefined) return judged.body;
  if (json !== undefined) return json;
  const received = parseMediaRange(headerValue(headers, 'content-type') ?? '');
  if (received === undefined || body.length === 0) return undefined;
  const decoded = decodeBody(body, received, unknownShape);
  return decoded.ok ? decoded.value : undefined;
}

/** What runtime expressions can say of an exchange; `url` is where the request went as a whole. */
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

/** The values of a request's parameters at a place; the one of a whole query stands in the query. */
export function valuesAt(request: JudgedParameters, place: ParameterPlace): Values {
  return request[place === 'querystring' ? 'query' : place];
}
