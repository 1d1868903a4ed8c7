import { fieldBytes } from './field-text.ts';

/**
 * An HTTP exchange as plain data from any source: the mock's socket, a provider, a recording or a
 * test.
 */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

/** The content of a message (RFC 9110 section 6.4). */
export interface Content {
  /** The bytes of the body; empty without a body. */
  readonly body: Uint8Array;
  /**
   * The parsed value of a JSON content, as web frameworks provide it: plain data as
   * `JSON.parse` makes it. Then `body` is ignored. Details that parsing lost cannot be judged: a
   * text that is no JSON, names that come twice, and the last digits of integers beyond 2⁵³.
   */
  readonly json?: unknown;
}

export interface HttpRequest extends Content {
  /** Upper case, as on the wire: `GET`. */
  readonly method: string;
  /** Path and query, still percent-encoded (origin-form, RFC 9112 section 3.2.1). */
  readonly target: string;
  readonly headers: HttpHeaders;
}

export interface HttpResponse extends Content {
  readonly status: number;
  readonly headers: HttpHeaders;
}

/** Field values by lower-case field name; a list if a field came in several lines. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An empty content. */
export const emptyBody = new Uint8Array(0);

/** The fields of a response to GET, its length too, without the content: a response to HEAD (RFC 9110 section 9.3.2). */
export function withoutBody(response: HttpResponse): HttpResponse {
  const length = String(response.body.length);
  return {
    ...response,
    headers: { ...response.headers, 'content-length': length },
    body: emptyBody,
  };
}

/** A field's combined value (RFC 9110 section 5.2), `undefined` when the field is absent. */
export function headerValue(headers: HttpHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

/** The lines of a field, one value each. */
export function headerLines(headers: HttpHeaders, name: string): readonly string[] {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Each line of the fields, with its name. */
export function fieldLines(headers: HttpHeaders): [name: string, line: string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((line): [string, string] => [name, line]),
  );
}

/** Fields as Node and Fetch take them. */
export function sentFields(headers: HttpHeaders): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    fields[name] = typeof value === 'string' ? fieldBytes(value) : value.map(fieldBytes);
  }
  return fields;
}

/** Each line of the fields with its name, as Node and Fetch take them. */
export function sentLines(headers: HttpHeaders): [name: string, line: string][] {
  return fieldLines(sentFields(headers));
}

/** A field as sent: each line of Set-Cookie is a separate field (RFC 9110 section 5.3). */
export function fieldOf(name: string, text: string): string | readonly string[] {
  return name.toLowerCase() === 'set-cookie' ? text.split('\n') : text;
}

/** A target's path and its query without the question mark; `query` is `''` without a query. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
