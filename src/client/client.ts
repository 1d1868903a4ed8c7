import openapiFetch from 'openapi-fetch';
import { readAnswer } from './answer.ts';
import { writeBody } from './body.ts';
import { type Contracts, defaultMediaType } from './contracts.ts';
import type {
  BodyValue,
  DefaultMedia,
  IsBodyRequired,
  Method,
  OperationOf,
  ParametersOf,
  PathsWith,
  RequestContent,
  RequiredKeys,
  Spelled,
} from './operation.ts';
import type { Failure, Result, Success } from './result.ts';

export type { Contracts } from './contracts.ts';
export type { $Read, $Write, Readable, Writable } from './operation.ts';
export type { Failure, Result, Success } from './result.ts';

export interface ClientOptions {
  /** What all paths are below: `https://api.example.com/v1`. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer …`; a function is asked before each request. */
  readonly token?: string | (() => string | Promise<string>);
  /** Sends the requests; the platform's own `fetch` by default. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sent with each request; those of a call win. */
  readonly headers?: HeadersInit;
}

/** A method for each HTTP method, which takes the paths that have it. */
export type Client<Paths> = {
  readonly [M in Method as Uppercase<M>]: <Path extends PathsWith<Paths, M>>(
    path: Path,
    ...call: CallArguments<OperationOf<Paths, Path, M>>
  ) => Promise<Result<OperationOf<Paths, Path, M>>>;
};

type CallArguments<Operation> =
  RequiredKeys<Call<Operation>> extends never ? [call?: Call<Operation>] : [call: Call<Operation>];

/** What one call says: parameters by place, the body and its media type, and fetch's own options. */
export type Call<Operation> = ParametersOption<ParametersOf<Operation>> &
  BodyOption<Operation> &
  Omit<RequestInit, 'method' | 'body' | 'headers'> & { headers?: HeadersInit };

type ParametersOption<Parameters> =
  RequiredKeys<Parameters> extends never ? { params?: Parameters } : { params: Parameters };

type BodyOption<Operation> = [RequestContent<Operation>] extends [never]
  ? { body?: never; contentType?: never }
  :
      | BodyChoice<RequestContent<Operation>>
      | (IsBodyRequired<Operation> extends true ? never : { body?: never; contentType?: never });

type BodyChoice<Content> = {
  [Media in keyof Content]: Media extends DefaultMedia<Content>
    ? { body: BodyValue<Media, Content[Media]>; contentType?: Spelled<Media> }
    : { body: BodyValue<Media, Content[Media]>; contentType: Spelled<Media> };
}[keyof Content];

/**
 * A typed client of the API that `Paths` describe. URLs and headers are made by openapi-fetch; what
 * is in a message is written and read by its media type.
 */
export function createClient<Paths extends object>(
  options: ClientOptions,
  contracts: Contracts = { bodies: {}, shapes: [] },
): Client<Paths> {
  const send = options.fetch ?? ((request: Request) => globalThis.fetch(request));
  const inner = openapiFetch<UntypedPaths>({ baseUrl: options.baseUrl });

  async function call(method: Method, path: string, given: UntypedCall): Promise<UntypedResult> {
    const operation = `${method.toUpperCase()} ${path}`;
    const { body: value, contentType: chosen, headers: own, params, ...init } = given;
    const headers = await headersOf(options, own);
    for (const [name, field] of Object.entries(params?.header ?? {})) {
      if (field !== undefined) headers.set(name, String(field));
    }
    let body: BodyInit | undefined;
    if (value !== undefined) {
      const contentType =
        chosen ?? headers.get('content-type') ?? defaultMediaType(contracts, operation);
      const written = writeBody(value, contentType, contracts, operation);
      body = written.body;
      if (written.contentType === undefined) headers.delete('content-type');
      else headers.set('content-type', written.contentType);
    }

    let response: Response | undefined;
    await inner.request(method, path, {
      ...init,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      params: { path: params?.path, query: params?.query },
      headers,
      body,
      bodySerializer: (encoded: unknown) => encoded,
      // The answer is kept from openapi-fetch, which would parse it as JSON whatever it is.
      fetch: async (request: Request) => {
        response = await send(request);
        return new Response(null, { status: 204 });
      },
    } as Record<string, unknown>);
    const { ok, status } = response!;
    const content = await readAnswer(response!, operation);
    return ok
      ? { ok, status, data: content, response: response! }
      : { ok, status, error: content, response: response! };
  }

  const calls = methods.map((method) => [
    method.toUpperCase(),
    (path: string, given: UntypedCall = {}) => call(method, path, given),
  ]);
  return Object.fromEntries(calls) as Client<Paths>;
}

const methods: readonly Method[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
];

type UntypedPaths = Record<string, Record<Method, object>>;

interface UntypedCall {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: HeadersInit;
  readonly params?: Readonly<
    Partial<Record<'path' | 'query' | 'header', Readonly<Record<string, unknown>>>>
  >;
}

type UntypedResult = Success<number, unknown> | Failure<number, unknown>;

async function headersOf(
  { headers, token }: ClientOptions,
  own: HeadersInit | undefined,
): Promise<Headers> {
  const merged = new Headers(headers);
  if (token !== undefined) {
    const value = typeof token === 'string' ? token : await token();
    merged.set('authorization', `Bearer ${value}`);
  }
  new Headers(own).forEach((value, name) => {
    merged.set(name, value);
  });
  return merged;
}
