import { decodeBody } from '../../src/body/codec.ts';
import { unknownShape } from '../../src/body/shape.ts';
import { type HttpResponse, headerValue } from '../../src/http/exchange.ts';
import { parseMediaRange } from '../../src/http/media-type.ts';

/** The most important difference between two answers. */
export interface Difference {
  readonly what: 'status' | 'problem' | 'media type' | 'body' | 'field' | 'challenge' | 'fields';
  readonly theirs: string;
  readonly ours: string;
}

/** The first difference, in the order in which a client reads an answer. */
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

/** The type, title and status of Prism's problem details; empty for other answers. */
function problemOf(response: HttpResponse): string {
  if (!isOwnProblem(response)) return '';
  const { type, title, status } = jsonOf(response) as Record<string, unknown>;
  return [type, title, status].join(' ');
}

/** Whether the answer has problem details of Prism, not of an example. */
function isOwnProblem(response: HttpResponse): boolean {
  if (mediaTypeOf(response) !== 'application/problem+json') return false;
  const value = jsonOf(response);
  if (typeof value !== 'object' || value === null) return false;
  return String((value as { type?: unknown }).type).startsWith('https://stoplight.io/prism/');
}

function mediaTypeOf({ headers }: HttpResponse): string {
  return (headerValue(headers, 'content-type') ?? '').replace(/\s*;.*$/, '').toLowerCase();
}

/** The content as a value. Problem details of Prism are left out, because their words may differ. */
function bodyOf(response: HttpResponse): string {
  if (isOwnProblem(response)) return '';
  const type = parseMediaRange(headerValue(response.headers, 'content-type') ?? '');
  if (type === undefined) return new TextDecoder().decode(response.body);
  const decoded = decodeBody(response.body, type, unknownShape);
  return JSON.stringify(sorted(decoded.ok ? decoded.value : 'unreadable')) ?? '';
}

/** Header fields without those of the server, of CORS, and of the other comparisons. */
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
