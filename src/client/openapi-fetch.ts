import { readAnswer } from './answer.ts';
import { codecFor, defaultMediaType } from './body.ts';
import type { ApiContract, OperationContract } from './contract.ts';
import { describedAs, essenceOf, isJson } from './media-type.ts';
import type { CallInfo } from './middleware.ts';
import type { ClientOptions } from './options.ts';
import type { GivenParameters } from './parameters.ts';
import { writeRequest } from './request.ts';
import { senderOf } from './send.ts';
import { serverUrl } from './server.ts';
import {
  isA,
  type RequestClass,
  type Request as SentRequest,
  type Response as SentResponse,
} from './web-api.ts';

/** The used part of what openapi-fetch passes to its middleware. */
interface MiddlewareCall {
  readonly request: SentRequest;
  readonly schemaPath: string;
  readonly params: GivenParameters;
  readonly options: { readonly parseAs: string };
}

/** The options for openapi-fetch, made from a contract. */
export interface ForOpenapiFetch {
  /** For its `createClient`. */
  readonly options: {
    readonly baseUrl: string;
    readonly Request: RequestClass;
    readonly querySerializer: () => string;
    readonly pathSerializer: (path: string) => string;
    readonly bodySerializer: (body: unknown) => unknown;
    readonly fetch: (request: SentRequest) => Promise<SentResponse>;
  };
  /** For its `use`, before other middleware that replaces requests. */
  readonly middleware: {
    onRequest(middlewareCall: MiddlewareCall): Promise<SentRequest>;
    onResponse(
      middlewareCall: MiddlewareCall & { readonly response: SentResponse },
    ): Promise<SentResponse | undefined>;
  };
}

/**
 * Lets a client of openapi-fetch write requests and read answers like a generated client. Its
 * serializers do not know their operation, so that they leave everything to the middleware.
 *
 * @example
 * ```ts
 * const { options, middleware } = forOpenapiFetch(kaitenContract, { credentials });
 * const kaiten = createClient<paths>(options);
 * kaiten.use(middleware);
 * ```
 */
export function forOpenapiFetch(
  contract: ApiContract,
  given: Omit<ClientOptions, 'timeout' | 'headers'> = {},
): ForOpenapiFetch {
  const baseUrl = serverUrl(contract, given);
  const unwritten = new WeakMap<Request, RequestInit>();
  const calls = new WeakMap<Request, { readonly call: CallInfo; readonly init: object }>();
  const operations = new Map(
    Object.entries(contract.operations).map((entry) => [
      `${entry[1].method} ${entry[1].path}`,
      entry,
    ]),
  );

  function operationOf({
    request: { method },
    schemaPath,
  }: MiddlewareCall): [string, OperationContract] {
    const found = operations.get(`${method} ${schemaPath}`);
    if (found !== undefined) return found;
    throw new TypeError(`Cannot call ${method} ${schemaPath}: the contract has no such operation`);
  }

  /** A request before its body is written, with what is needed for it. */
  class Unwritten extends Request {
    constructor(input: RequestInfo | URL, { body, ...init }: RequestInit = {}) {
      super(input, init);
      unwritten.set(this, { ...init, ...(body !== undefined && { body }) });
    }

    /** openapi-fetch checks that middleware returns a request. */
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Request;
    }
  }

  return {
    options: {
      baseUrl,
      Request: Unwritten,
      querySerializer: () => '',
      pathSerializer: (path) => path,
      bodySerializer: (body) => body,
      fetch: (request) => {
        const { method, url } = request;
        // Other middleware may have replaced the request.
        const unknown = {
          operation: `${method} ${url}`,
          method,
          path: url,
          baseUrl,
          isStream: false,
        };
        const { call = unknown, init = {} } = calls.get(request) ?? {};
        return senderOf(given, [], call, init)(request);
      },
    },
    middleware: {
      async onRequest(middlewareCall) {
        const [name, operation] = operationOf(middlewareCall);
        const { request, params } = middlewareCall;
        const made = unwritten.get(request);
        if (made === undefined) {
          throw new TypeError(`Cannot call ${name}: another middleware replaced its request`);
        }
        const { headers, method, ...init } = made;
        const givenType = request.headers.get('content-type');
        // openapi-fetch uses JSON if the call names no type.
        const isGivenByCall =
          givenType !== 'application/json' || describedAs(givenType, operation.body ?? {});
        const contentType = (isGivenByCall ? givenType : undefined) ?? defaultMediaType(operation);
        const own = serverUrl(contract, given, operation);
        const written = await writeRequest(
          name,
          operation,
          { ...init, params, contentType, headers: [request.headers] },
          contract,
          { baseUrl: own, credentials: given.credentials },
        );
        const { body, ...others } = init;
        const isStream = isA(body, 'ReadableStream');
        const { path } = operation;
        const call = { operation: name, method: operation.method, path, baseUrl: own, isStream };
        calls.set(written, { call, init: others });
        return written;
      },
      async onResponse(middlewareCall) {
        const { response, options } = middlewareCall;
        const contentType = response.headers.get('content-type') ?? '';
        const essence = essenceOf(contentType);
        // openapi-fetch itself reads only JSON.
        if (options.parseAs !== 'json' || isJson(essence) || response.body === null)
          return undefined;
        if (codecFor(contract, contentType)?.decode === undefined) return undefined;
        if (essence === 'text/event-stream') return undefined;
        const { status, statusText } = response;
        const result = await readAnswer(response, operationOf(middlewareCall)[1], contract);
        if (response.ok && result.status === 'unreadable') throw new TypeError(result.reason);
        const headers = new Headers(response.headers);
        headers.delete('content-length');
        const content = (contract.json ?? JSON).stringify(result.ok ? result.data : result.error);
        return new Response(content, { status, statusText, headers });
      },
    },
  };
}
