import { type HttpRequest, type HttpResponse, headerValue } from '../http/exchange.ts';

/** The maximum length; longer texts are cut. */
export const longestLine = 160;

/** A request in a line: `POST /pets  application/json  {"name":"Rex"}`. */
export function requestLine({ method, target, headers, body }: HttpRequest): string {
  return [`${method} ${target}`, contentOf(headers['content-type'], body)]
    .filter(Boolean)
    .join('  ');
}

/** An answer in a line. */
export function responseLine({ status, headers, body }: HttpResponse): string {
  if (status === 0) return 'nothing that can be read as HTTP';
  return [String(status), contentOf(headerValue(headers, 'content-type'), body)]
    .filter(Boolean)
    .join('  ');
}

function contentOf(type: string | readonly string[] | undefined, body: Uint8Array): string {
  if (body.length === 0) return type === undefined ? '' : `${type}, empty`;
  const text = new TextDecoder().decode(body.subarray(0, 4 * longestLine));
  const line = text.replace(/\s+/g, ' ').replace(/\p{Cc}|\ufffd/gu, '·');
  const cut = line.length > longestLine || body.length > 4 * longestLine;
  const shown = cut ? `${[...line].slice(0, longestLine).join('')}… (${body.length} bytes)` : line;
  return type === undefined ? shown : `${type}  ${shown}`;
}
