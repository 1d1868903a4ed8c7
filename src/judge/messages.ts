import {
  type Exchange,
  type HttpHeaders,
  type HttpRequest,
  type HttpResponse,
  noBody,
} from '../http/exchange.ts';

/**
 * A request as programs hold one: a Fetch `Request`, Node's `IncomingMessage`, our own `HttpRequest`
 * or plain data.
 */
export type RequestMessage = Request | RequestData;

/** A response as programs hold one: a Fetch `Response`, Node's `IncomingMessage` or plain data. */
export type ResponseMessage = Response | ResponseData;

export interface RequestData {
  /** `GET` when there is none. */
  readonly method?: string | undefined;
  /** A whole URL, or its path and query. */
  readonly url?: string | undefined;
  /** What our own `HttpRequest` calls its path and query. */
  readonly target?: string | undefined;
  readonly headers?: HeaderData | undefined;
  readonly body?: BodyData | undefined;
}

export interface ResponseData {
  readonly status?: number | undefined;
  /** What Node calls the status. */
  readonly statusCode?: number | undefined;
  readonly headers?: HeaderData | undefined;
  readonly body?: BodyData | undefined;
}

/** Header fields: a record by names in any case, or anything that gives pairs, as `Headers` does. */
export type HeaderData = HttpHeaders | Iterable<readonly [string, string]>;

/** The bytes of a content, or its text, which is sent in UTF-8. */
export type BodyData = Uint8Array | ArrayBuffer | string | null;

/**
 * A request and its response as plain data. Fetch messages are cloned, so that the caller can still
 * read them; Node's messages are read to their end.
 *
 * @example
 * ```ts
 * const request = new Request('https://api.example.com/v1/pets/7');
 * const response = await fetch(request.clone());
 * const { findings } = judge.exchange(await exchangeOf(request, response));
 * await response.json(); // still there
 * ```
 *
 * @throws {TypeError} when a body cannot be read any more, or is neither bytes nor text.
 */
export async function exchangeOf(
  request: RequestMessage,
  response: ResponseMessage,
): Promise<Exchange> {
  const [received, answered] = await Promise.all([requestOf(request), responseOf(response)]);
  return { request: received, response: answered };
}

/** The request half of `exchangeOf()`. */
export async function requestOf(message: RequestMessage): Promise<HttpRequest> {
  return {
    method: message.method ?? 'GET',
    target: targetOf(message),
    headers: headersOf(message.headers),
    body: await bodyOf(message, 'request'),
  };
}

/** The response half of `exchangeOf()`. */
export async function responseOf(message: ResponseMessage): Promise<HttpResponse> {
  const status = message.status ?? (message as ResponseData).statusCode;
  if (status === undefined) throw new TypeError('Cannot read the response: it has no status');
  return {
    status,
    headers: headersOf(message.headers),
    body: await bodyOf(message, 'response'),
  };
}

function targetOf(message: RequestMessage): string {
  const written = ('target' in message ? message.target : undefined) ?? message.url;
  if (written === undefined) throw new TypeError('Cannot read the request: it has no URL');
  // A path is taken as it stands, because a URL parser would resolve its dots; and so is the
  // asterisk of OPTIONS (RFC 9112 section 3.2.4).
  if (written === '*' || written.startsWith('/')) return written.replace(/#.*$/s, '');
  if (!URL.canParse(written)) {
    throw new TypeError(
      `Cannot read the request: ${JSON.stringify(written)} is no URL and no absolute path`,
    );
  }
  const { pathname, search } = new URL(written);
  return pathname + search;
}

function headersOf(headers: HeaderData | undefined): HttpHeaders {
  const fields = new Map<string, string | readonly string[]>();
  const pairs = headers !== undefined && Symbol.iterator in headers ? headers : undefined;
  for (const [name, value] of pairs ?? Object.entries(headers ?? {})) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}

async function bodyOf(
  message: RequestMessage | ResponseMessage,
  part: 'request' | 'response',
): Promise<Uint8Array> {
  if (isFetchMessage(message)) {
    if (message.bodyUsed) {
      throw new TypeError(
        `Cannot read the ${part}: its body has been used; judge it first, or judge a clone of it`,
      );
    }
    return new Uint8Array(await message.clone().arrayBuffer());
  }
  const { body } = message;
  if (body === undefined && Symbol.asyncIterator in message) {
    return readStream(message as AsyncIterable<Uint8Array>, part);
  }
  if (body === undefined || body === null) return noBody;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError(`Cannot read the ${part}: its body is neither bytes nor text`);
}

/** By what it can do, and not by its class: every implementation of Fetch has classes of its own. */
function isFetchMessage(message: object): message is Request | Response {
  return (
    typeof (message as Partial<Request>).clone === 'function' &&
    typeof (message as Partial<Request>).arrayBuffer === 'function'
  );
}

async function readStream(
  stream: AsyncIterable<Uint8Array | string> & { readonly readableDidRead?: boolean },
  part: string,
): Promise<Uint8Array> {
  if (stream.readableDidRead === true) {
    throw new TypeError(
      `Cannot read the ${part}: its stream has been read; hand over its parts, with the bytes as "body"`,
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
  }
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
