import { readAnswer } from './answer.ts';
import type { ApiContract, OperationContract } from './contract.ts';
import { deadlineOf } from './deadline.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { GivenParameters } from './parameters.ts';
import { writeRequest } from './request.ts';
import type { AnyResult } from './result.ts';
import { senderOf } from './send.ts';
import { serverUrl } from './server.ts';
import { isA } from './web-api.ts';

export type { ProblemDetails } from '../http/problem-details.ts';
export type { ApiContract } from './contract.ts';
export type { Credential, UserPassword } from './credentials.ts';
export { dateObjects, temporalDates } from './dates.ts';
export { formCodec } from './form.ts';
export type { CallInfo, Fetch, Middleware, Send } from './middleware.ts';
export { multipartCodec } from './multipart.ts';
export { type ForOpenapiFetch, forOpenapiFetch } from './openapi-fetch.ts';
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
export type {
  Binary,
  Branded,
  ByPath,
  Bytes,
  BytesBody,
  EventStream,
  MediaTypeOf,
  MultipartBody,
} from './types.ts';
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
  const { headers, signal, timeout, middleware, params, body, contentType, ...init } = given;
  const { method, path } = operation;
  const baseUrl = serverUrl(contract, options, operation);
  const deadline = deadlineOf(signal, timeout ?? options.timeout);
  try {
    const request = await writeRequest(
      name,
      operation,
      {
        ...{ ...init, params, body, contentType, headers: [options.headers, headers] },
        ...(deadline.signal && { signal: deadline.signal }),
      },
      contract,
      { baseUrl, credentials: options.credentials },
    );
    const isStream = isA(body, 'ReadableStream');
    const call = { operation: name, method, path, baseUrl, isStream };
    const send = senderOf(options, middleware ?? [], call, init);
    return await readAnswer(await send(request), operation, contract);
  } finally {
    deadline.end();
  }
}
