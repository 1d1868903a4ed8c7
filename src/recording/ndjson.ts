import { type Exchange, emptyBody, type HttpHeaders, headerValue } from '../http/exchange.ts';
import { writtenContent } from '../http/written-content.ts';
import {
  bytesOfBase64,
  bytesOfText,
  type ReadExchange,
  readHeaders,
  type UnreadContents,
} from './recorded.ts';

/**
 * An exchange on a line of JSON:
 *
 * ```json
 * {"request": {"method": "GET", "url": "/pets/7", "headers": {"accept": "application/json"}},
 *  "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": "{\"id\":7}"}}
 * ```
 *
 * `body` is a text; `null` or `""` means no body. `bodyBase64` has the body as bytes. Without
 * either, the body of a response was not recorded, and a request had none, unless its fields
 * announce one. The log plugins of Kong write such lines, with the path as `uri`.
 */
export function readLine(name: string, line: string): ReadExchange {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch (error) {
    return { ok: false, name, reason: `it is not JSON: ${(error as Error).message}` };
  }
  const { request, response } = (read ?? {}) as { request?: Sent; response?: Came };
  const url = request?.url ?? request?.target ?? request?.uri;
  if (typeof url !== 'string') {
    return { ok: false, name, reason: 'it has no "request" with a "url"' };
  }
  const { method = 'GET' } = request!;
  const requestHeaders = readHeaders(request!.headers);
  return {
    ok: true,
    recorded: {
      name,
      method: String(method).toUpperCase(),
      url,
      requestHeaders,
      requestBody: bodyOf(request!) ?? (announcesBody(requestHeaders) ? undefined : emptyBody),
      status: typeof response?.status === 'number' ? response.status : undefined,
      responseHeaders: readHeaders(response?.headers),
      responseBody: response === undefined || response === null ? undefined : bodyOf(response),
    },
  };
}

interface Content {
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly bodyBase64?: unknown;
}

interface Sent extends Content {
  readonly method?: unknown;
  readonly url?: unknown;
  /** The name of the URL in our own lines. */
  readonly target?: unknown;
  /** The name in lines of Kong, beside the `url`. */
  readonly uri?: unknown;
}

/** RFC 9112 section 6.3. */
function announcesBody(headers: HttpHeaders): boolean {
  const length = Number(headerValue(headers, 'content-length') ?? 0);
  return length > 0 || headers['transfer-encoding'] !== undefined;
}

interface Came extends Content {
  readonly status?: unknown;
}

function bodyOf({ body, bodyBase64 }: Content): Uint8Array | undefined {
  if (typeof bodyBase64 === 'string') return bytesOfBase64(bodyBase64);
  if (body === null) return emptyBody;
  return typeof body === 'string' ? bytesOfText(body) : undefined;
}

/** Writes an exchange as a line that `readLine` can read, without the contents that were too long. */
export function lineOf({ request, response }: Exchange, unread: UnreadContents = {}): string {
  const { method, target, headers } = request;
  return JSON.stringify({
    request: {
      ...{ method, url: target, headers },
      ...(unread.request === undefined && writtenContent(request.body)),
    },
    response: {
      status: response.status,
      headers: response.headers,
      ...(unread.response === undefined && writtenContent(response.body)),
    },
  });
}
