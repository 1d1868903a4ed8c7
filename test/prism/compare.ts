import { decodeBody } from '../../src/body/codec.ts';
import { unknownShape } from '../../src/body/shape.ts';
import { type HttpResponse, headerValue } from '../../src/http/exchange.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';

/** Something in which two answers differ: the most telling thing only. */
export interface Difference {
  readonly what: 'status' | 'problem' | 'media type' | 'body' | 'field' | 'challenge' | 'fields';
  readonly theirs: string;
  readonly ours: string;
}

/** The first difference that a client would see, in the order in which it would look. */
export function differenceOf(theirs: HttpResponse, ours: HttpResponse): Difference | undefined {
  const pairs: readonly (readonly [Difference['what'], (of: HttpResponse) => string])[] = [
    ['status', ({ status }) => String(status)],
    ['problem', problemOf],
    ['media type', mediaTypeOf],
    ['body', bodyOf],
    ['challenge', ({ headers }) => headerValue(headers, 'www-authenticate') ?? ''],
    ['field', ({ headers }) => headerValue(headers, 'deprecation') ?? ''],
    ['fields', describedFields],
  ];
  for (const [what, read] of pairs) {
    const [left, right] = [read(theirs), read(ours)];
    if (left !== right) return { what, theirs: left, ours: right };
  }
  return undefined;
}

/** The type of problem details, or that they are none. */
function problemOf(response: HttpResponse): string {
  if (!isOwnProblem(response)) return '';
  const { type, title, status } = jsonOf(response) as Record<string, unknown>;
  return [type, title, status].join(' ');
}

/** Problem details of Prism's kind rather than an example of the contract's. */
function isOwnProblem(response: HttpResponse): boolean {
  if (mediaTypeOf(response) !== 'application/problem+json') return false;
  const value = jsonOf(response);
  if (typeof value !== 'object' || value === null) return false;
  return String((value as { type?: unknown }).type).startsWith('https://stoplight.io/prism/');
}

function mediaTypeOf({ headers }: HttpResponse): string {
  return (headerValue(headers, 'content-type') ?? '').replace(/\s*;.*$/, '').toLowerCase();
}

/** The content as a value; details of problems are words, which may differ. */
function bodyOf(response: HttpResponse): string {
  if (isOwnProblem(response)) return '';
  const type = parseMediaRange(headerValue(response.headers, 'content-type') ?? '');
  if (type === undefined) return new TextDecoder().decode(response.body);
  const decoded = decodeBody(response.body, type, unknownShape);
  return JSON.stringify(sorted(decoded.ok ? decoded.value : 'unreadable')) ?? '';
}

/** Fields but those of the server, of CORS, and those that are compared by themselves. */
function describedFields({ headers }: HttpResponse): string {
  const own =
    /^(access-control-.*|allow|connection|content-.*|date|deprecation|keep-alive|sl-violations|transfer-encoding|vary|www-authenticate)$/;
  const names = Object.keys(headers).filter((name) => !own.test(name));
  return names
    .sort()
    .map((name) => `${name}: ${headerValue(headers, name)}`)
    .join('\n');
}

function jsonOf({ body }: HttpResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
