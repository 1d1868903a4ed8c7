import { emptyBody } from '../http/exchange.ts';
import type { ReadExchange, Recorded } from './recorded.ts';

/**
 * A line of an access log, in the default format of nginx, Apache and Kong (the Common Log Format,
 * also with more at the end), or as JSON with nginx's variables. It holds only the request line and
 * the status.
 *
 * @returns `undefined` for any other line.
 */
export function readAccessLine(name: string, line: string): ReadExchange | undefined {
  const read = line.startsWith('{') ? fromJson(line) : fromText(line);
  if (read === undefined) return undefined;
  const { method, url, status } = read;
  if (url === '') return { ok: false, name, reason: 'it has no request with a method and a path' };
  return { ok: true, recorded: { name, ...messagesOf(method, status), url } };
}

interface Line {
  readonly method: string;
  /** Empty if the server received no valid request. */
  readonly url: string;
  readonly status: number;
}

// host ident user [time] "request" status: users may have spaces in their names.
const common = /^\S.*? \[[^\]]+\] "((?:[^"\\]|\\.)*)" (\d{3})(?: |$)/;

function fromText(line: string): Line | undefined {
  const [, request, status] = common.exec(line) ?? [];
  return request === undefined ? undefined : { ...requestLine(request), status: Number(status) };
}

function fromJson(line: string): Line | undefined {
  // `ndjson.ts` parses other lines.
  if (!/"request(?:_method)?"\s*:\s*"/.test(line)) return undefined;
  let read: Readonly<Record<string, unknown>>;
  try {
    read = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { status, request, request_method: method, request_uri: uri } = read;
  const code = typeof status === 'string' ? Number(status) : status;
  if (typeof code !== 'number' || !Number.isInteger(code)) return undefined;
  if (typeof method === 'string' && typeof uri === 'string') {
    return { method: method.toUpperCase(), url: unescaped(uri), status: code };
  }
  return typeof request === 'string' ? { ...requestLine(request), status: code } : undefined;
}

/** RFC 9112 section 3. */
function requestLine(text: string): Pick<Line, 'method' | 'url'> {
  const [, method = '', url = ''] =
    /^([!#$%&'*+.^_`|~\w-]+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(text) ?? [];
  return { method: method.toUpperCase(), url: unescaped(url) };
}

/** nginx writes `\x22` for a quotation mark, and Apache `\"`. */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-f]{2})|(.))/gi, (_, hex?: string, other = '') =>
    hex === undefined ? other : encodeURIComponent(String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

/** The body of a request with one of these methods has no meaning (RFC 9110 section 9.3). */
const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);

function messagesOf(method: string, status: number): Omit<Recorded, 'name' | 'url'> {
  return {
    method,
    requestHeaders: {},
    requestBody: bodiless.has(method) ? emptyBody : undefined,
    // nginx: the client disconnected before the answer.
    status: status === 499 || status < 100 ? undefined : status,
    responseHeaders: {},
    responseBody: undefined,
    withoutHeaders: ['request', 'response'],
  };
}
