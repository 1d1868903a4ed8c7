import { readAnswer } from './answer.ts';
import type { OneOperation, OperationContract, SharedContract } from './contract.ts';
import { deadlineOf } from './deadline.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { GivenParameters } from './parameters.ts';
import { writeRequest } from './request.ts';
import type { AnyResult } from './result.ts';
import { senderOf } from './send.ts';
import { serverUrl } from './server.ts';
import type { Asked } from './types.ts';
import { isA } from './web-api.ts';

/** The input of one call: parameters by location, the body and its media type, and options. */
export interface Given extends CallOptions, Asked<string, 'stream'> {
  readonly params?: GivenParameters;
  readonly body?: unknown;
  readonly contentType?: string;
}

/**
 * Calls one operation without the rest of its contract, so that a bundle contains only what it
 * calls.
 */
export function callOperation<Result>(
  contract: OneOperation,
  options: ClientOptions,
  given: object = {},
): Promise<Result> {
  const { name, operation } = contract;
  return perform(name, operation, given, contract, options) as Promise<Result>;
}

/** One call: writes and sends the request, and reads the answer. */
export async function perform(
  name: string,
  operation: OperationContract,
  given: Given,
  contract: SharedContract,
  options: ClientOptions,
): Promise<AnyResult> {
  const {
    headers,
    signal,
    timeout,
    middleware,
    params,
    body,
    contentType,
    accept,
    parseAs,
    ...init
  } = given;
  const { method, path } = operation;
  const baseUrl = serverUrl(contract, options, operation);
  const deadline = deadlineOf(signal, timeout ?? options.timeout);
  try {
    const check = await options.validate?.(name, operation, given);
    const request = await writeRequest(
      name,
      operation,
      {
        ...{ ...init, params, body, contentType, accept, headers: [options.headers, headers] },
        ...(deadline.signal && { signal: deadline.signal }),
      },
      contract,
      { baseUrl, credentials: options.credentials },
    );
    const isStream = isA(body, 'ReadableStream');
    const call = { operation: name, method, path, baseUrl, isStream };
    const send = senderOf(options, middleware ?? [], call, init);
    return await readAnswer(await send(request), operation, contract, check, {
      accept,
      parseAs,
    });
  } finally {
    deadline.end();
  }
}
