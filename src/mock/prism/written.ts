import type { IHttpResponse } from '@stoplight/prism-http';
import { encodeBody } from '../../body/codec.ts';
import { unknownShape } from '../../body/shape.ts';
import { emptyBody, type HttpResponse } from '../../http/exchange.ts';
import { isJson, isText, isXml, type MediaRange, parseMediaRange } from '../../http/media-type.ts';
import type { ProblemDetails } from '../../http/problem-details.ts';
import { problem } from '../problems.ts';
import { serversOwn } from '../response-headers.ts';
import { lowerCase } from './library.ts';

/** An answer of Prism's as bytes, or the reason why it cannot be written. */
export type Written =
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly problem: ProblemDetails };

/**
 * Writes Prism's answers as its own server does. XML has a root `xml`, one for each item of an
 * array, and ignores the XML Objects. Texts stay unchanged. The server adds the fields of the
 * connection.
 */
export function written({ statusCode: status, headers: given = {}, body }: IHttpResponse): Written {
  const headers = Object.fromEntries(
    Object.entries(lowerCase(given)).filter(([name]) => !serversOwn.has(name)),
  );
  const done = (bytes: Uint8Array): Written => ({
    ok: true,
    response: { status, headers, body: bytes },
  });
  const type = headers['content-type'];
  const range = type === undefined ? undefined : parseMediaRange(type);
  if (body === undefined || (range === undefined && !body)) return done(emptyBody);
  if (range !== undefined && isJson(range)) return done(bytesOf(JSON.stringify(body)));
  if (typeof body === 'string') return done(bytesOf(body));
  if (range !== undefined && isXml(range)) {
    const roots = Array.isArray(body) ? body : [body];
    return done(bytesOf(roots.map((value) => xmlOf(value, range)).join('')));
  }
  if (range !== undefined && isText(range)) {
    return {
      ok: false,
      problem: problem('NO_COMPLEX_OBJECT_TEXT', 'Cannot serialise complex objects as text'),
    };
  }
  return { ok: false, problem: problem('UNKNOWN', `cannot write the answer as ${type}`) };
}

function xmlOf(value: unknown, range: MediaRange): string {
  const { body } = encodeBody(value, range, unknownShape, {}, 'xml');
  return new TextDecoder().decode(body).replace(/^<\?xml[^>]*\?>/, '');
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
