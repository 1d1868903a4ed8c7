import { createLocator, type Locator } from '../api/locate.ts';
import type { Api, Operation } from '../api/model.ts';
import type { Route } from '../api/route.ts';
import {
  type Exchange,
  type HttpRequest,
  type HttpResponse,
  splitTarget,
} from '../http/exchange.ts';
import type { Location } from '../json/document.ts';
import { createSchemas, type Schemas, type SchemasOptions } from '../schema/schemas.ts';
import type { JudgedExchange, JudgedRequest, JudgedResponse } from './judged.ts';
import { type RequestMessage, type ResponseMessage, requestOf, responseOf } from './messages.ts';
import { partsOf } from './parts.ts';
import { createPreparing } from './prepared.ts';
import { judgeRequest, unrouted } from './request.ts';
import { judgeResponse, unjudged } from './response.ts';

export type { JudgedExchange, JudgedRequest, JudgedResponse };

/** Judges requests and answers. It has no state except caches. */
export interface Judge {
  readonly api: Api;
  readonly schemas: Schemas;
  /** Which operation a URL means. */
  readonly locator: Locator;
  /** `located` is the request's operation, if it is already known. */
  request(request: HttpRequest, located?: Route): JudgedRequest;
  /** `request` is the answered request: a HEAD has no body to judge. */
  response(
    operation: Operation,
    request: Pick<HttpRequest, 'method'>,
    response: HttpResponse,
  ): JudgedResponse;
  /**
   * Judges a request and its answer. The answer is judged by the operation of the request, or by
   * another known one. `request` and `response` are its messages, if they are already judged.
   */
  exchange(
    exchange: Exchange,
    operation?: Operation,
    request?: JudgedRequest,
    response?: JudgedResponse,
  ): JudgedExchange;
  /**
   * Judges messages in the program's own form: Fetch messages, Node's, a framework's with parsed
   * JSON content, or plain data. The base path of a declared server, or of `baseUrl`, may come
   * before the paths. Without a response, only the request is judged.
   *
   * @example
   * ```ts
   * const judge = await openJudge('specs/pets/openapi.yaml');
   * const request = new Request('https://api.example.com/v1/pets/7');
   * const response = await fetch(request.clone());
   * const { findings } = await judge.fetched(request, response);
   * console.log(findings.map(messageOf)); // ['response body at /id must be integer, but is "7"']
   * ```
   *
   * @throws {TypeError} when a body cannot be read any more, or was parsed as something but JSON.
   */
  fetched(request: RequestMessage, response: ResponseMessage): Promise<JudgedExchange>;
  fetched(request: RequestMessage, response?: undefined): Promise<JudgedRequest>;
  /**
   * The request in the terms of the document: without the base path of a server, or of a known base
   * URL, if that fits better.
   */
  inside(request: HttpRequest, baseUrl?: string): HttpRequest;
}

export interface JudgeOptions extends SchemasOptions {
  /** The API's compiled schemas; by default they are compiled when needed. */
  readonly schemas?: Schemas;
  /** Another base of the paths, beside the declared servers: `http://localhost:3000/api`. */
  readonly baseUrl?: string;
}

export function createJudge(api: Api, options: JudgeOptions = {}): Judge {
  const schemas = options.schemas ?? createSchemas(api, options);
  const locator = createLocator(api, options.baseUrl);
  const prepare = createPreparing(schemas);
  const paths: Location = { document: api.root, pointer: '/paths' };

  const judge: Judge = {
    api,
    schemas,
    locator,
    request(request, located) {
      const { path, query } = splitTarget(request.target);
      const route = located ?? locator.match(request.method, path, query);
      if (route.kind !== 'operation') return unrouted(route, request, paths);
      const parts = partsOf(request, route.pathParameters, query);
      return judgeRequest(prepare(route.operation), parts, request, schemas);
    },
    response(operation, request, response) {
      return judgeResponse(prepare(operation), request.method, response, schemas);
    },
    exchange(exchange, givenOperation, judgedRequest, judgedResponse) {
      const request = judgedRequest ?? judge.request(exchange.request);
      const operation = givenOperation ?? request.operation;
      const response =
        operation === undefined
          ? unjudged
          : (judgedResponse ?? judge.response(operation, exchange.request, exchange.response));
      const findings =
        response.findings.length === 0
          ? request.findings
          : request.findings.concat(response.findings);
      return { exchange, operation, request, response, findings };
    },
    fetched: fetched as Judge['fetched'],
    inside(request, baseUrl) {
      const { target } = locator.locate(request.method, request.target, baseUrl);
      return { ...request, target };
    },
  };

  async function fetched(
    message: RequestMessage,
    answer: ResponseMessage | undefined,
  ): Promise<JudgedRequest | JudgedExchange> {
    const [received, response] = await Promise.all([
      requestOf(message),
      answer === undefined ? undefined : responseOf(answer),
    ]);
    const request = judge.inside(received);
    return response === undefined ? judge.request(request) : judge.exchange({ request, response });
  }

  return judge;
}
