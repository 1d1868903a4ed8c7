import { createClient } from '../../src/client/client.ts';
import type { ApiContract, OperationContract } from '../../src/client/contract.ts';
import type { CallOptions, ClientOptions } from '../../src/client/options.ts';
import type { AnyResult } from '../../src/client/result.ts';

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly text: string;
  readonly request: Request;
}

/** A `fetch` that records its requests, and returns these answers in turn, and then the last one forever. */
export function answering(...answers: readonly (Response | Error)[]) {
  const sent: Sent[] = [];
  const left = [...answers];
  const fetch = async (request: Request): Promise<Response> => {
    const { url, method, headers } = request;
    sent.push({ url, method, headers, text: await request.clone().text(), request });
    request.signal.throwIfAborted();
    const answer = (left.length > 1 ? left.shift() : left[0])!;
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  return { sent, fetch };
}

export function answer(
  status: number,
  contentType?: string,
  body: BodyInit | null = null,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const type = contentType === undefined ? {} : { 'content-type': contentType };
  return new Response(bytes, { status, headers: { ...headers, ...type } });
}

/** The call options for tests without generated types. */
export interface AnyCall extends CallOptions {
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** A client of one operation, `call`; by default `GET /`, which answers 200 with JSON. */
export function clientOf(
  operation: Partial<OperationContract>,
  options: ClientOptions = {},
  contract: Partial<ApiContract> = {},
) {
  const call = {
    ...{ method: 'GET', path: '/', answers: { 200: { 'application/json': {} } } },
    ...operation,
  };
  return createClient<{ call(given?: AnyCall): Promise<AnyResult> }>(
    { ...contract, operations: { call } },
    {
      baseUrl: 'http://api.test',
      fetch: async () => answer(200, 'application/json', '{}'),
      ...options,
    },
  );
}
