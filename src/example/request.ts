import type { MediaType, Operation, Parameter, SecurityScheme } from '../api/model.ts';
import { encodeBody } from '../body/codec.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { writeStyled } from '../body/style.ts';
import { isWireText } from '../body/wire-text.ts';
import { type HttpRequest, noBody } from '../http/exchange.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';

/** A request that keeps the contract, with the name of the example that it shows. */
export interface RequestExample {
  /** The media type and the example's name: `application/json customer`; `''` without a body. */
  readonly name: string;
  readonly request: HttpRequest;
}

export interface ExampleOptions {
  /** Credentials by the name of their security scheme; placeholders where there are none. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/**
 * The requests of an operation that its contract shows: one for each example of each request media
 * type, or a sample where a media type has none. Parameters that are required, and those that have
 * an example, are sent. A body or parameter of which no valid value was found gives no request.
 */
export function requestExamples(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions = {},
): readonly RequestExample[] {
  const draft = parametersOf(operation, schemas, options);
  if (draft === undefined) return [];
  const content = operation.requestBody?.content ?? [];
  if (content.length === 0) return [{ name: '', request: { ...draft, body: noBody } }];
  return content.flatMap((media) =>
    valuesOf(media, schemas).map(({ name, value }) => {
      const { body, contentType } = writeBody(media, value, schemas);
      const headers = { ...draft.headers, 'content-type': contentType };
      return { name: `${media.name} ${name}`.trim(), request: { ...draft, headers, body } };
    }),
  );
}

/** An example's bytes; one that is written as it is sent is sent as it is written. */
function writeBody(media: MediaType, value: unknown, schemas: Schemas): EncodedBody {
  const shape = schemas.shape(media.schema);
  return isWireText(value, media.range, shape)
    ? { body: new TextEncoder().encode(value), contentType: media.name }
    : encodeBody(value, media.range, shape, media.encoding);
}

function valuesOf(media: MediaType, schemas: Schemas): { name: string; value: unknown }[] {
  const documented = media.examples.filter(({ value }) => value !== undefined);
  if (documented.length > 0) {
    return documented.map(({ name = '', value }) => ({ name, value }));
  }
  const made = media.schema && sample(schemas, media.schema, 'request');
  return made?.ok ? [{ name: '', value: made.value }] : [];
}

/** A request without its body; `undefined` when a required parameter has no valid value. */
function parametersOf(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions,
): Omit<HttpRequest, 'body'> | undefined {
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  let path = operation.path;
  for (const parameter of operation.parameters) {
    if (!parameter.required && parameter.examples.length === 0) continue;
    const value = parameterValue(parameter, schemas);
    if (value === undefined) return undefined;
    const text = writeParameter(parameter, value.value, schemas);
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, () => text);
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text;
    else if (parameter.in === 'cookie') cookies.push(text);
    else if (text !== '') query.push(text);
  }
  for (const { scheme } of operation.security[0] ?? []) {
    const secret = options.credentials?.[scheme.name] ?? placeholders[kindOf(scheme)];
    addCredential(scheme, secret, headers, query, cookies);
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  const target = query.length === 0 ? path : `${path}?${query.join('&')}`;
  return { method: operation.method, target, headers };
}

function parameterValue(
  parameter: Parameter,
  schemas: Schemas,
): { readonly value: unknown } | undefined {
  const documented = parameter.examples.find(({ value }) => value !== undefined);
  if (documented !== undefined) return documented;
  const schema = parameter.content?.schema ?? parameter.schema;
  if (schema === undefined) return { value: 'value' };
  const made = sample(schemas, schema, 'request');
  return made.ok ? made : undefined;
}

function writeParameter(parameter: Parameter, value: unknown, schemas: Schemas): string {
  const { content } = parameter;
  if (content === undefined) return writeStyled(parameter, value);
  const shape = schemas.shape(content.schema);
  const { body } = encodeBody(value, content.range, shape, content.encoding);
  const text = new TextDecoder().decode(body);
  if (parameter.in === 'querystring') return text;
  return writeStyled({ ...parameter, style: 'simple', explode: false }, text);
}

const placeholders = { token: 'TOKEN', pair: 'user:password' } as const;

function kindOf({ credential }: SecurityScheme): keyof typeof placeholders {
  return credential.type === 'http' && credential.scheme === 'basic' ? 'pair' : 'token';
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
