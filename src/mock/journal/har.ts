import { fieldLines, type HttpHeaders, headerValue, splitTarget } from '../../http/exchange.ts';
import { readVersion } from '../../report/version.ts';
import type { ShownEntry } from './shown.ts';

/** Entries of the journal as an HTTP Archive (HAR 1.2), the oldest first. */
export function harOf(entries: readonly ShownEntry[], origin: string): unknown {
  return {
    log: {
      version: '1.2',
      creator: { name: 'specwright', version: readVersion() },
      entries: entries.toSorted((a, b) => a.id - b.id).map((entry) => harEntry(entry, origin)),
    },
  };
}

function harEntry(entry: ShownEntry, origin: string): unknown {
  const { request, response, milliseconds, time } = entry;
  const type = headerValue(request.headers, 'content-type') ?? '';
  return {
    startedDateTime: time,
    time: milliseconds,
    request: {
      method: request.method,
      url: origin + request.target,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairsOf(request.headers),
      queryString: [...new URLSearchParams(splitTarget(request.target).query)].map(
        ([name, value]) => ({ name, value }),
      ),
      headersSize: -1,
      bodySize: request.size,
      // A body that was cut is none: whoever reads it would take it for the whole.
      ...(request.size > 0 && {
        postData: { mimeType: type, ...(!request.isCut && textOf(request)) },
      }),
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
        ...(!response.isCut && textOf(response)),
      },
      redirectURL: headerValue(response.headers, 'location') ?? '',
      headersSize: -1,
      bodySize: response.size,
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    _operation: entry.operation,
    _findings: entry.findings,
    _trail: entry.trail,
  };
}

function textOf(content: ShownEntry['request'] | ShownEntry['response']) {
  return 'body' in content
    ? { text: content.body }
    : { text: content.bodyBase64, encoding: 'base64' };
}

function pairsOf(headers: HttpHeaders): readonly { name: string; value: string }[] {
  return fieldLines(headers).map(([name, value]) => ({ name, value }));
}
