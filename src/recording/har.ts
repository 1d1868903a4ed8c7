import { emptyBody, type HttpHeaders, headerValue } from '../http/exchange.ts';
import { parseMediaRange } from '../http/media-type.ts';
import {
  bytesOfBase64,
  bytesOfText,
  fieldsOfText,
  type ReadExchange,
  readHeaders,
} from './recorded.ts';

/** The exchanges of an HTTP Archive (HAR 1.2), or the reason why the text is not a HAR. */
export type ReadHar =
  | { readonly ok: true; readonly exchanges: Iterable<ReadExchange> }
  | { readonly ok: false; readonly reason: string };

export function readHar(text: string): ReadHar {
  let har: unknown;
  try {
    // HAR allows a byte order mark; readers ignore it.
    har = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return { ok: false, reason: `it is not JSON: ${(error as Error).message}` };
  }
  const entries = (har as { log?: { entries?: unknown } } | null)?.log?.entries;
  if (!Array.isArray(entries)) return { ok: false, reason: 'it has no "log" with "entries"' };
  return { ok: true, exchanges: readEntries(entries) };
}

/** The parts of an entry that describe both messages; any of them may be missing. */
interface Entry {
  readonly request?: {
    readonly method?: unknown;
    readonly url?: unknown;
    readonly headers?: unknown;
    readonly cookies?: readonly { readonly name?: unknown; readonly value?: unknown }[];
    readonly bodySize?: unknown;
    readonly postData?: Content & { readonly params?: readonly Param[] };
  };
  readonly response?: {
    readonly status?: unknown;
    readonly headers?: unknown;
    readonly bodySize?: unknown;
    readonly content?: Content;
  };
}

interface Content {
  readonly size?: unknown;
  readonly mimeType?: unknown;
  readonly text?: unknown;
  readonly encoding?: unknown;
}

interface Param {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly fileName?: unknown;
}

function* readEntries(entries: readonly unknown[]): Iterable<ReadExchange> {
  for (const [index, entry] of entries.entries()) yield readEntry(`entry ${index + 1}`, entry);
}

function readEntry(name: string, entry: unknown): ReadExchange {
  const { request, response } = (entry ?? {}) as Entry;
  if (typeof request?.url !== 'string' || typeof request.method !== 'string') {
    return { ok: false, name, reason: 'it has no request with a method and a URL' };
  }
  const fields = { sent: readHeaders(request.headers), came: readHeaders(response?.headers) };
  const sent = readRequest(request, request.method, fields.sent);
  const came = readResponse(response, fields.came);
  return {
    ok: true,
    recorded: {
      name,
      method: request.method.toUpperCase(),
      url: request.url,
      requestHeaders: sent.headers,
      requestBody: sent.body,
      // Browsers write 0 for a request that was blocked or canceled.
      status:
        typeof response?.status === 'number' && response.status > 0 ? response.status : undefined,
      responseHeaders: came.headers,
      responseBody: came.body,
      withoutHeaders: [
        ...(isEmpty(fields.sent) ? ['request' as const] : []),
        ...(isEmpty(fields.came) ? ['response' as const] : []),
      ],
    },
  };
}

interface Message {
  readonly headers: HttpHeaders;
  readonly body: Uint8Array | undefined;
}

function readRequest(
  { postData, bodySize, cookies }: NonNullable<Entry['request']>,
  method: string,
  fields: HttpHeaders,
): Message {
  const headers = withMediaType(withCookies(fields, cookies), postData?.mimeType);
  if (postData === undefined) {
    return { headers, body: isWithoutBody(method, headers, bodySize) ? emptyBody : undefined };
  }
  const size = lengthOf(headers, bodySize);
  const body = contentOf({ ...postData, size }, headers) ?? formOf(postData, headers);
  return body ?? { headers, body: undefined };
}

/** Whether a recorder left out all fields: in HTTP, every message has at least one. */
function isEmpty(headers: HttpHeaders): boolean {
  return Object.keys(headers).length === 0;
}

function lengthOf(headers: HttpHeaders, bodySize: unknown): number {
  return Number(headerValue(headers, 'content-length') ?? bodySize);
}

/** Whether a request without a recorded body had none. */
function isWithoutBody(method: string, headers: HttpHeaders, bodySize: unknown): boolean {
  const length = lengthOf(headers, bodySize);
  if (length >= 0) return length === 0;
  const isAnnounced = 'content-type' in headers || 'transfer-encoding' in headers;
  return !isAnnounced && !/^(?:POST|PUT|PATCH)$/i.test(method);
}

function readResponse(response: Entry['response'], fields: HttpHeaders): Message {
  const content = response?.content;
  // If the answer has fields but no Content-Type, browsers write the type that they guessed.
  const headers = isEmpty(fields) ? withMediaType(fields, content?.mimeType) : fields;
  const read = content === undefined ? undefined : contentOf(content, headers);
  if (read !== undefined) return read;
  const sizes = [content?.size, response?.bodySize].filter((size) => Number(size) >= 0);
  const isNone = sizes.length > 0 && sizes.every((size) => size === 0);
  return { headers, body: isNone ? emptyBody : undefined };
}

/** Reads a content. An empty text with a size above 0 means that the content was not recorded. */
function contentOf({ text, encoding, size }: Content, headers: HttpHeaders): Message | undefined {
  if (typeof text !== 'string') return undefined;
  if (text === '' && typeof size === 'number' && size > 0) return undefined;
  if (encoding === 'base64') return { headers, body: bytesOfBase64(text) };
  return { headers: fieldsOfText(headers), body: bytesOfText(text) };
}

/** Reads a form that is recorded only by its fields; for a multipart body, these are not enough. */
function formOf(
  { params, mimeType }: NonNullable<NonNullable<Entry['request']>['postData']>,
  headers: HttpHeaders,
): Message | undefined {
  const type = headerValue(headers, 'content-type') ?? String(mimeType);
  if (!Array.isArray(params) || params.length === 0) return undefined;
  if (!/^\s*application\/x-www-form-urlencoded\b/i.test(type)) return undefined;
  const pairs = params.map(({ name, value }: Param) => [String(name), String(value ?? '')]);
  return { headers, body: bytesOfText(String(new URLSearchParams(pairs))) };
}

/** Adds the value of Content-Type from `mimeType`: some recorders write no header fields. */
function withMediaType(headers: HttpHeaders, mimeType: unknown): HttpHeaders {
  if (headers['content-type'] !== undefined || typeof mimeType !== 'string') return headers;
  if (parseMediaRange(mimeType) === undefined) return headers;
  return Object.assign(Object.create(null), headers, { 'content-type': mimeType }) as HttpHeaders;
}

/** Adds the cookies of a request: some recorders write them only outside the header fields. */
function withCookies(
  headers: HttpHeaders,
  cookies: NonNullable<Entry['request']>['cookies'],
): HttpHeaders {
  if (headers.cookie !== undefined || !Array.isArray(cookies) || cookies.length === 0)
    return headers;
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return Object.assign(Object.create(null), headers, { cookie }) as HttpHeaders;
}
