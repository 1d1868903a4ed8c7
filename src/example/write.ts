import type { Header, MediaType, Parameter, SecurityScheme } from '../api/model.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { textOf } from '../body/coerce.ts';
import { writeStyled } from '../body/style.ts';
import { emptyBody, type HttpRequest } from '../http/exchange.ts';
import { isForm } from '../http/media-type.ts';
import { isSetCookie } from '../judge/set-cookie.ts';
import { writeContent } from '../schema/content.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { DraftBody, RequestDraft } from './draft.ts';

/**
 * A request on the wire: parameters in their styles, the body in its media type, credentials by
 * their schemes.
 * @throws {TypeError} if the media type cannot carry the body's value.
 */
export function writeRequest(draft: RequestDraft, schemas: Schemas): HttpRequest {
  const { operation, parameters, credentials, accept } = draft;
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  // A fragment distinguishes paths in a document, and is never sent (RFC 9110 section 7.1).
  let path = operation.path.replace(/#[^{}]*$/, '');
  for (const one of parameters) {
    const { parameter } = one;
    const text = 'text' in one ? one.text : writeParameter(parameter, one.value, schemas);
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, () => text);
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text;
    else if (text === '') continue;
    else if (parameter.in === 'cookie') cookies.push(text);
    else query.push(text);
  }
  for (const { scheme, secret } of credentials) {
    addCredential(scheme, secret, headers, query, cookies);
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  if (accept !== undefined) headers.accept = accept;
  const content = draft.body === undefined ? undefined : writeBody(draft.body, schemas);
  if (content?.contentType !== undefined) headers['content-type'] = content.contentType;
  // A callback's expression or a query in the path may contain anything.
  const filled = path.replace(/\{[^{}]*\}/g, '1');
  const join = filled.includes('?') ? '&' : '?';
  const target = query.length === 0 ? filled : filled + join + query.join('&');
  return { method: operation.method, target, headers, body: content?.body ?? emptyBody };
}

function writeBody(
  draft: DraftBody,
  schemas: Schemas,
): Pick<EncodedBody, 'body'> & { readonly contentType: string | undefined } {
  if ('bytes' in draft) return { body: draft.bytes, contentType: draft.contentType };
  const { media, value } = draft;
  return writeContent(value, media, media.range, schemas);
}

/**
 * A parameter on the wire.
 * @throws {TypeError} if the media type of its content cannot carry the value.
 */
export function writeParameter(parameter: Parameter, value: unknown, schemas: Schemas): string {
  const { content, in: place, name } = parameter;
  if (content === undefined) return writeStyled(parameter, value);
  const text = contentText(content, value, schemas);
  const encoded = encodeURIComponent(text);
  switch (place) {
    case 'header':
      return text;
    case 'path':
      return encoded;
    case 'querystring':
      return isForm(content.range) ? text : encoded;
    case 'query':
    case 'cookie':
      return `${encodeURIComponent(name)}=${encoded}`;
  }
}

/**
 * A header of an answer on the wire; the fields of Set-Cookie are lines of one text, one for each
 * cookie, as OpenAPI 3.2 writes them (Header Object).
 * @throws {TypeError} if the media type of its content, or a field, cannot carry the value.
 */
export function writeHeader(header: Header, value: unknown, schemas: Schemas): string {
  const text = headerText(header, value, schemas).replace(/\s+$/, '');
  const texts = isSetCookie(header) ? text.split(/\r?\n/) : [text];
  for (const one of texts) refuseInField(one);
  return texts.join('\n');
}

/**
 * @throws {TypeError} if a text has a character that no header field can carry, such as a line
 * break.
 */
export function refuseInField(text: string): void {
  const [found] = noField.exec(text) ?? [];
  if (found === undefined) return;
  throw new TypeError(
    `${JSON.stringify(found)} cannot stand in a header field (RFC 9110 section 5.5)`,
  );
}

const noField = /[^\P{Cc}\t]/u;

function headerText(header: Header, value: unknown, schemas: Schemas): string {
  const { name, explode, content } = header;
  if (content !== undefined) return contentText(content, value, schemas);
  if (isSetCookie(header) && typeof value === 'object' && value !== null) {
    const cookies = Array.isArray(value)
      ? value.map((item) => textOf(item))
      : Object.entries(value).map(([cookie, own]) => `${cookie}=${textOf(own)}`);
    return cookies.join('\n');
  }
  const style = { name, in: 'header', style: 'simple', explode, allowReserved: false } as const;
  return writeStyled(style, value);
}

/**
 * The value of a parameter or a header in the media type of its content, before encoding for a URL.
 * @throws {TypeError} if the media type cannot carry the value.
 */
export function contentText(content: MediaType, value: unknown, schemas: Schemas): string {
  const { body } = writeContent(value, content, content.range, schemas);
  return new TextDecoder().decode(body);
}

function addCredential(
  { credential }: SecurityScheme,
  secret: string,
  headers: Record<string, string>,
  query: string[],
  cookies: string[],
): void {
  if (credential.type === 'http') {
    headers.authorization =
      credential.scheme === 'basic'
        ? `Basic ${btoa(secret)}`
        : `${titled(credential.scheme)} ${secret}`;
  }
  if (credential.type !== 'apiKey') return;
  const pair = `${encodeURIComponent(credential.name)}=${encodeURIComponent(secret)}`;
  if (credential.in === 'header') headers[credential.name.toLowerCase()] = secret;
  else if (credential.in === 'query') query.push(pair);
  else cookies.push(pair);
}

function titled(scheme: string): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1);
}
