import openapiFetch from 'openapi-fetch';
import { readAnswer } from './answer.ts';
import { defaultMediaType, writeBody } from './body.ts';
import type { ApiContract, OperationContract } from './contract.ts';
import { proofFor } from './credentials.ts';
import type { Send } from './middleware.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type GivenParameters, writeHeaders, writePairs, writePath } from './parameters.ts';
import type { AnyResult } from './result.ts';
import { serverUrl } from './server.ts';

export type { ProblemDetails } from '../http/problem-details.ts';
export type { ApiContract } from './contract.ts';
export type { Credential, UserPassword } from './credentials.ts';
export { dateObjects, temporalDates } from './dates.ts';
export { formCodec } from './form.ts';
export type { CallInfo, Middleware, Send } from './middleware.ts';
export { multipartCodec } from './multipart.ts';
export type { CallOptions, ClientOptions } from './options.ts';
export { AnswerError, orThrow } from './or-throw.ts';
export type {
  AnyResult,
  Failure,
  Problem,
  Rest,
  StatusOf,
  Success,
  Undocumented,
  Unreadable,
} from './result.ts';
export { type RetryOptions, retry } from './retry.ts';
export type { Binary, Branded, ByPath, Bytes, BytesBody, MediaTypeOf } from './types.ts';
export { xmlWriter } from './xml-writer.ts';

/** What one call gives: parameters by place, the body and its media type, and options. */
interface Given extends CallOptions {
  readonly params?: GivenParameters;
  readonly body?: unknown;
  readonly contentType?: string;
}

type Call = (given?: Given) => Promise<AnyResult>;

/**
 * Makes a client of an API: a method for each operation with an `operationId`, and one for each HTTP
 * method that takes the path. `Client` is the interface that was generated with the contract.
 */
export function createClient<Client>(contract: ApiContract, options: ClientOptions): Client {
  const byId: [string, Call][] = [];
  const byPath = new Map<string, Map<string, Call>>();
  for (const [name, operation] of Object.entries(contract.operations)) {
    const call: Call = (given = {}) => perform(name, operation, given, contract, options);
    if (!operation.byPath) byId.push([name, call]);
    const paths = byPath.get(operation.method) ?? new Map<string, Call>();
    byPath.set(operation.method, paths.set(operation.path, call));
  }
  const methods = [...byPath].map(([method, paths]) => [
    method,
    async (path: string, given?: Given) => {
      const call = paths.get(path);
      if (call !== undefined) return call(given);
      throw new TypeError(`Cannot call ${method} ${path}: the contract has no such operation`);
    },
  ]);
  return Object.fromEntries([...byId, ...methods]) as Client;
}

/** One call: the request is written and sent, and the answer is read. */
async function perform(
  name: string,
  operation: OperationContract,
  given: Given,
  contract: ApiContract,
  options: ClientOptions,
): Promise<AnyResult> {
  const { body, contentType, headers: own, params, signal, timeout, middleware, ...init } = given;
  const { method, path } = operation;
  const proof = await proofFor(operation, contract.schemes ?? {}, options.credentials ?? {});
  const query = [...writePairs(operation, 'query', params), ...proof.query].join('&');
  const cookies = [...writePairs(operation, 'cookie', params), ...proof.cookies].join('; ');
  const headers = new Headers(proof.headers);
  if (cookies !== '') headers.set('cookie', cookies);
  for (const fields of [options.headers, own, writeHeaders(operation, params)]) {
    new Headers(fields).forEach((value, field) => {
      headers.set(field, value);
    });
  }

  let content: BodyInit | undefined;
  if (body !== undefined) {
    const type = contentType ?? headers.get('content-type') ?? defaultMediaType(operation);
    const written = writeBody(body, type, operation, contract);
    content = written.body;
    if (written.contentType === undefined) headers.delete('content-type');
    else headers.set('content-type', written.contentType);
  }

  const isStream = content instanceof ReadableStream;
  const baseUrl = serverUrl(contract, options);
  const call = { operation: name, method, path, baseUrl, isStream };
  const send = [...(options.middleware ?? []), ...(middleware ?? [])].reduceRight<Send>(
    (next, step) => (request) => step(request, next, call),
    options.fetch ?? ((request) => globalThis.fetch(request)),
  );
  const until = signalFor(signal, timeout ?? options.timeout);
  let response: Response | undefined;
  const inner = openapiFetch<Record<string, Record<'get', object>>>({ baseUrl });
  await inner.request(method.toLowerCase() as 'get', writePath(name, operation, params), {
    ...init,
    ...(isStream && { duplex: 'half' }),
    ...(until && { signal: until }),
    headers,
    body: content,
    bodySerializer: (encoded: unknown) => encoded,
    querySerializer: () => query,
    // The answer is kept from openapi-fetch, which would parse it as JSON whatever it is.
    fetch: async (request: Request) => {
      response = await send(request);
      return new Response(null, { status: 204 });
    },
  } as Record<string, unknown>);
  return readAnswer(response!, operation, contract);
}

/** Says stop when the caller does, or when the time is up. */
function signalFor(
  signal: AbortSignal | undefined,
  timeout: number | undefined,
): AbortSignal | undefined {
  if (timeout === undefined) return signal;
  const deadline = AbortSignal.timeout(timeout);
  return signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
}
