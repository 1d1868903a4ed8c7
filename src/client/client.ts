import { type Given, perform } from './call.ts';
import type { ApiContract } from './contract.ts';
import type { ClientOptions } from './options.ts';
import type { AnyResult } from './result.ts';

export type { StreamedEvent } from '../body/event-stream.ts';
export type { ProblemDetails } from '../http/problem-details.ts';
export { callOperation } from './call.ts';
export type { ApiContract, OneOperation } from './contract.ts';
export type { Credential, UserPassword } from './credentials.ts';
export { dateObjects, temporalDates } from './dates.ts';
export { formCodec } from './form.ts';
export { readHeaders } from './headers.ts';
export { bigintJson } from './integers.ts';
export type { CallInfo, Fetch, Middleware, Send } from './middleware.ts';
export { multipartCodec } from './multipart.ts';
export { type ForOpenapiFetch, forOpenapiFetch } from './openapi-fetch.ts';
export type { CallOptions, ClientOptions } from './options.ts';
export { AnswerError, type DataOf, orThrow } from './or-throw.ts';
export { callOfPage, firstPage, nextPage, type PageRule, previousPage } from './pages.ts';
export {
  type AnswerErrorOf,
  type CallError,
  type NoAnswerError,
  type QueryContext,
  type QueryData,
  type QueryRetry,
  queryData,
  queryKey,
  type SomeOfCall,
} from './query.ts';
export { type RefreshOptions, refreshToken } from './refresh.ts';
export type {
  AnyResult,
  Failure,
  HeadersOf,
  Lenient,
  OrLenient,
  Problem,
  Rest,
  StatusOf,
  Success,
  Undocumented,
  Unreadable,
} from './result.ts';
export { type RetryOptions, retry } from './retry.ts';
export { eventData, events, jsonLines } from './streams.ts';
export type {
  Asked,
  AskedResult,
  Binary,
  Branded,
  ByPath,
  Bytes,
  BytesBody,
  EventData,
  EventStream,
  ItemOf,
  JsonLines,
  MediaTypeOf,
  MultipartBody,
} from './types.ts';
export {
  type CheckAnswer,
  type OperationSchemas,
  type StandardSchema,
  type Validate,
  ValidationError,
  type ValidationIssue,
  validateWith,
} from './validate.ts';
export { xmlWriter } from './xml-writer.ts';

type Call = (given?: Given) => Promise<AnyResult>;

/**
 * Makes a client of an API: a method for each operation with an `operationId`, and one for each
 * HTTP method that takes a path. `Client` is the interface that was generated with the contract.
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
