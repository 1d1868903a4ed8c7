import { joinBytes } from '../body/bytes.ts';
import {
  type Content,
  type Exchange,
  emptyBody,
  type HttpHeaders,
  type HttpRequest,
  type HttpResponse,
} from '../http/exchange.ts';
import { fieldsByName } from '../http/fields-by-name.ts';
import { contentTypeOf, isJson } from '../http/media-type.ts';
import { parseUrl } from '../http/url.ts';
import { responseOfClient } from './client-response.ts';
import { withoutEncoding } from './content-encoding.ts';

/**
 * A request in the forms of programs: a Fetch `Request`, Node's `IncomingMessage`, our own
 * `HttpRequest` or plain data.
 */
export type RequestMessage = Request | RequestData;

/**
 * A response in the forms of programs: a Fetch `Response`, Node's `IncomingMessage`, responses of
 * supertest, axios, undici's `request` and light-my-request, or plain data.
 */
export type ResponseMessage = Response | ResponseData;

export interface RequestData {
  /** `GET` by default. */
  readonly method?: string | undefined;
  /** A whole URL, or its path and query. */
  readonly url?: string | undefined;
  /** The URL before Express's routers shorten it. */
  readonly originalUrl?: string | undefined;
  /** The name of path and query in our own `HttpRequest`. */
  readonly target?: string | undefined;
  readonly headers?: HeaderData | undefined;
  readonly body?: BodyData | undefined;
  /** The value of a JSON content, in place of its body. */
  readonly json?: unknown;
}

export interface ResponseData {
  readonly status?: number | undefined;
  /** The status in Node's messages. */
  readonly statusCode?: number | undefined;
  readonly headers?: HeaderData | undefined;
  readonly body?: BodyData | undefined;
  /** The value of a JSON content, in place of its body. */
  readonly json?: unknown;
}

/** Header fields: a record with names in any case, or an iterable of pairs such as `Headers`. */
export type HeaderData = HttpHeaders | Iterable<readonly [string, string]>;

/**
 * The bytes of a content, a stream of them, or its text, which is sent in UTF-8; or the parsed
 * value of a JSON content (`Content.json` lists what can no longer be judged then).
 */
export type BodyData = Uint8Array | ArrayBuffer | string | object | null;

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
 * @throws {TypeError} when a body cannot be read any more, or was parsed as something but JSON.
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
  const headers = headersOf(message.headers);
  const content = await contentOf(message, headers, 'request');
  return { method: message.method ?? 'GET', target: targetOf(message), headers, ...content };
}

/** The response half of `exchangeOf()`. */
export async function responseOf(received: ResponseMessage): Promise<HttpResponse> {
  const message = responseOfClient(received) ?? received;
  const status = message.status ?? (message as ResponseData).statusCode;
  if (status === undefined) throw new TypeError('Cannot read the response: it has no status');
  const headers = headersOf(message.headers);
  return { status, headers, ...(await contentOf(message, headers, 'response')) };
}

function targetOf(message: RequestMessage): string {
  const { target, originalUrl } = message as RequestData;
  const written = target ?? originalUrl ?? message.url;
  if (written === undefined) throw new TypeError('Cannot read the request: it has no URL');
  // A path stays unchanged, because a URL parser would resolve its dots. The asterisk of OPTIONS
  // also stays (RFC 9112 section 3.2.4).
  if (written === '*' || written.startsWith('/')) return written.replace(/#.*$/s, '');
  const url = parseUrl(written);
  if (url === undefined) {
    throw new TypeError(
      `Cannot read the request: ${JSON.stringify(written)} is neither a URL nor an absolute path`,
    );
  }
  return url.pathname + url.search;
}

function headersOf(headers: HeaderData | undefined): HttpHeaders {
  const isList = headers !== undefined && Symbol.iterator in headers;
  return fieldsByName(isList ? headers : Object.entries(headers ?? {}));
}

async function contentOf(
  message: RequestMessage | ResponseMessage,
  headers: HttpHeaders,
  part: 'request' | 'response',
): Promise<Content> {
  const content = await bytesOrJsonOf(message, headers, part);
  if (headers['content-encoding'] === undefined || content.body.length === 0) return content;
  return { ...content, body: await withoutEncoding(content.body, headers) };
}

async function bytesOrJsonOf(
  message: RequestMessage | ResponseMessage,
  headers: HttpHeaders,
  part: 'request' | 'response',
): Promise<Content> {
  if (isFetchMessage(message)) {
    if (message.bodyUsed) {
      throw new TypeError(
        `Cannot read the ${part}: its body has been used; judge it first, or judge a clone of it`,
      );
    }
    return { body: new Uint8Array(await message.clone().arrayBuffer()) };
  }
  const { body, json } = message;
  if (isStreamed(body)) return { body: await readStream(body, part) };
  const isStream = Symbol.asyncIterator in message;
  if (json !== undefined) return { body: emptyBody, json };
  if (body === undefined && isStream) {
    return { body: await readStream(message as AsyncIterable<Uint8Array>, part) };
  }
  if (body === undefined || body === null) return { body: emptyBody };
  if (typeof body === 'string') return { body: new TextEncoder().encode(body) };
  if (body instanceof Uint8Array) return { body };
  if (body instanceof ArrayBuffer) return { body: new Uint8Array(body) };
  if (isParsed(body)) {
    // Express 4 gives every request without content an empty object.
    if (isStream && announcesNone(headers)) return { body: emptyBody };
    const contentType = contentTypeOf(headers);
    if (contentType !== undefined && isJson(contentType)) return { body: emptyBody, json: body };
  }
  throw new TypeError(
    `Cannot read the ${part}: its body is neither bytes, text, nor what a JSON content was parsed into`,
  );
}

/** Whether an object is one that `JSON.parse` could have made. */
function isParsed(body: object): boolean {
  const prototype = Object.getPrototypeOf(body);
  return Array.isArray(body) || prototype === Object.prototype || prototype === null;
}

/** Whether a message's header announces no content (RFC 9112 section 6.3). */
function announcesNone(headers: HttpHeaders): boolean {
  if (headers['content-length'] !== undefined) return headers['content-length'] === '0';
  return headers['transfer-encoding'] === undefined && headers['content-type'] === undefined;
}

/** Whether a content is still unread, as in undici's `request`. */
function isStreamed(body: BodyData | undefined): body is object & AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/**
 * By its methods instead of its class, because every implementation of Fetch has its own classes.
 */
function isFetchMessage(message: object): message is Request | Response {
  return (
    typeof (message as Partial<Request>).clone === 'function' &&
    typeof (message as Partial<Request>).arrayBuffer === 'function'
  );
}

async function readStream(
  stream: AsyncIterable<Uint8Array | string> & {
    readonly readableDidRead?: boolean;
    readonly bodyUsed?: boolean;
  },
  part: string,
): Promise<Uint8Array> {
  if (stream.readableDidRead === true || stream.bodyUsed === true) {
    throw new TypeError(
      `Cannot read the ${part}: its stream has been read; hand over its parts, with the bytes as "body"`,
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
  }
  return joinBytes(chunks);
}
