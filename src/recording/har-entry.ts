import { fieldLines, type HttpHeaders, headerValue, splitTarget } from '../http/exchange.ts';
import type { WrittenContent } from '../http/written-content.ts';

/** An exchange for an archive; its secrets have been removed. */
export interface Archived {
  /** An RFC 3339 date-time. */
  readonly time: string;
  readonly milliseconds: number;
  readonly request: ArchivedContent & { readonly method: string; readonly url: string };
  readonly response: ArchivedContent & { readonly status: number };
}

interface ArchivedContent {
  readonly headers: HttpHeaders;
  readonly size: number;
  /** `undefined` if only the beginning is known, because a reader would take that for the whole. */
  readonly content: WrittenContent | undefined;
}

/** An entry of an HTTP Archive (HAR 1.2). */
export function harEntry({ time, milliseconds, request, response }: Archived) {
  const type = headerValue(request.headers, 'content-type') ?? '';
  return {
    startedDateTime: time,
    time: milliseconds,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairsOf(request.headers),
      queryString: [...new URLSearchParams(splitTarget(request.url).query)].map(
        ([name, value]) => ({ name, value }),
      ),
      headersSize: -1,
      bodySize: request.size,
      ...(request.size > 0 && { postData: { mimeType: type, ...textOf(request.content) } }),
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairsOf(response.headers),
      content: {
        size: response.size,
        mimeType: headerValue(response.headers, 'content-type') ?? '',
        ...textOf(response.content),
      },
      redirectURL: headerValue(response.headers, 'location') ?? '',
      headersSize: -1,
      bodySize: response.size,
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
  };
}

/** An archive of entries. */
export function harOf<Entry>(entries: readonly Entry[], version: string) {
  return { log: { version: '1.2', creator: { name: 'specwright', version }, entries } };
}

function textOf(content: WrittenContent | undefined) {
  if (content === undefined) return {};
  return 'body' in content
    ? { text: content.body }
    : { text: content.bodyBase64, encoding: 'base64' };
}

function pairsOf(headers: HttpHeaders): readonly { name: string; value: string }[] {
  return fieldLines(headers).map(([name, value]) => ({ name, value }));
}
