import type { MediaType, Operation, Parameter } from '../api/model.ts';
import { encodeBody } from '../body/codec.ts';
import { writeStyled } from '../body/style.ts';
import { type HttpRequest, noBody } from '../http/exchange.ts';
import { isJson } from '../http/media-type.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';
import { encodeAs, offerOf } from './bodies.ts';

/**
 * A request that an operation accepts: what it requires, as its examples say or made up, with
 * credentials that have the right form. `prefix` stands before the path.
 */
export function exampleRequest(
  operation: Operation,
  schemas: Schemas,
  prefix: string,
): HttpRequest {
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  let path = operation.path;
  for (const parameter of operation.parameters) {
    if (!parameter.required) continue;
    const text = parameterText(parameter, schemas);
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, text);
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text;
    else if (parameter.in === 'cookie') cookies.push(text);
    else query.push(text);
  }
  addCredentials(operation, headers, query, cookies);
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  const body = bodyOf(operation, schemas);
  if (body !== undefined) headers['content-type'] = body.contentType;
  // A parameter that the path names and nobody describes may be anything.
  const target = prefix + path.replace(/\{[^{}]*\}/g, '1');
  return {
    method: operation.method,
    target: query.length === 0 ? target : `${target}?${query.join('&')}`,
    headers,
    body: body?.body ?? noBody,
  };
}

/** A parameter as it is written; in a query or a Cookie field with its name. */
function parameterText(parameter: Parameter, schemas: Schemas): string {
  const { content } = parameter;
  const schema = content?.schema ?? parameter.schema;
  const examples = [...parameter.examples, ...(content?.examples ?? [])];
  const isValid = (value: unknown) =>
    schema === undefined || schemas.check(schema, 'request', value).kind === 'valid';
  const example = examples.find(({ value }) => value !== undefined && isValid(value));
  const made = schema === undefined ? undefined : sample(schemas, schema, 'request');
  const value = example?.value ?? (made?.ok ? made.value : 'string');
  if (content === undefined) return writeStyled(parameter, value);
  const shape = schemas.shape(content.schema);
  const text = new TextDecoder().decode(encodeBody(value, content.range, shape).body);
  if (parameter.in === 'querystring') return text;
  if (parameter.in === 'header') return text;
  const encoded = encodeURIComponent(text);
  return parameter.in === 'path' ? encoded : `${encodeURIComponent(parameter.name)}=${encoded}`;
}

function bodyOf(
  operation: Operation,
  schemas: Schemas,
): { readonly body: Uint8Array; readonly contentType: string } | undefined {
  const content = operation.requestBody?.content ?? [];
  // JSON is what a reader of a command understands best.
  const ordered = [...content].sort((a, b) => Number(isJson(b.range)) - Number(isJson(a.range)));
  for (const media of ordered) {
    const encoded = firstBody(media, schemas);
    if (encoded !== undefined) return encoded;
  }
  return undefined;
}

function firstBody(media: MediaType, schemas: Schemas) {
  for (const { value, valid } of offerOf(media, schemas, 'request').bodies) {
    const written = encodeAs(value, media, media.range, schemas);
    if (valid && written.ok) return written.encoded;
  }
  return undefined;
}

/** Credentials for the first alternative; none where anonymous access is one. */
function addCredentials(
  operation: Operation,
  headers: Record<string, string>,
  query: string[],
  cookies: string[],
): void {
  const { security } = operation;
  if (security.some((requirement) => requirement.length === 0)) return;
  for (const { scheme } of security[0] ?? []) {
    const { credential } = scheme;
    if (credential.type === 'http') {
      headers.authorization = credentials[credential.scheme] ?? `${credential.scheme} placeholder`;
    } else if (credential.type === 'apiKey') {
      const name = encodeURIComponent(credential.name);
      if (credential.in === 'header') headers[credential.name.toLowerCase()] ??= 'placeholder';
      else if (credential.in === 'cookie') cookies.push(`${credential.name}=placeholder`);
      else if (!query.some((pair) => pair.startsWith(`${name}=`)))
        query.push(`${name}=placeholder`);
    }
  }
}

/** Credentials in the form of their scheme; for `basic`, `user:password`. */
const credentials: Readonly<Record<string, string>> = {
  basic: 'Basic dXNlcjpwYXNzd29yZA==',
  bearer: 'Bearer placeholder',
  digest: 'Digest username="user"',
};

/** A request as a command for a POSIX shell. */
export function curlCommand(request: HttpRequest, origin: string): string {
  const { method, target, headers, body } = request;
  const parts = ['curl'];
  // Brackets and braces are patterns to curl, unless it is told otherwise.
  if (/[[\]{}]/.test(target)) parts.push('-g');
  if (method === 'HEAD') parts.push('-I');
  else if (method !== 'GET' || body.length > 0) parts.push(`-X ${method}`);
  parts.push(quote(origin + target));
  for (const [name, value] of Object.entries(headers)) {
    parts.push(`-H ${quote(`${capitalise(name)}: ${value}`)}`);
  }
  if (body.length > 0) parts.push(`--data-raw ${quoteBytes(body)}`);
  return parts.join(' ');
}

function capitalise(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Text between quotes; anything else with the escapes of `$'…'`. */
function quoteBytes(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!/\p{Cc}|\ufffd/u.test(text)) return quote(text);
  let escaped = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    escaped += /[ -&(-?A-[\]-~]/.test(character)
      ? character
      : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `$'${escaped}'`;
}
