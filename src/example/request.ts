import type {
  MediaType,
  Operation,
  Parameter,
  SecurityRequirement,
  SecurityScheme,
} from '../api/model.ts';
import { encodeBody } from '../body/codec.ts';
import type { EncodedBody } from '../body/codecs.ts';
import { writeStyled } from '../body/style.ts';
import { isWireText } from '../body/wire-text.ts';
import { type HttpRequest, noBody } from '../http/exchange.ts';
import { isJson } from '../http/media-type.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';

/** A request that keeps the contract, with the name of the example that it shows. */
export interface RequestExample {
  /** The media type and the example's name: `application/json customer`; `''` without a body. */
  readonly name: string;
  readonly request: HttpRequest;
  readonly call: ExampleCall;
}

/** What a request says, before it is written for the wire. Credentials are no part of it. */
export interface ExampleCall {
  readonly parameters: readonly ExampleArgument[];
  /** `undefined` where the operation takes no body. */
  readonly body: { readonly media: MediaType; readonly value: unknown } | undefined;
}

export interface ExampleArgument {
  readonly parameter: Parameter;
  readonly value: unknown;
}

export interface ExampleOptions {
  /** Credentials by the name of their security scheme; placeholders where there are none. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/**
 * The requests of an operation that its contract shows: one for each example of each request media
 * type that satisfies its schema, or a sample where a media type has none. Parameters that are
 * required, and those that have an example, are sent. Where no valid value of the body or of a
 * parameter was found, there is no request.
 */
export function requestExamples(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions = {},
): readonly RequestExample[] {
  const draft = parametersOf(operation, schemas, options);
  if (draft === undefined) return [];
  const content = operation.requestBody?.content ?? [];
  const { parameters, ...head } = draft;
  if (content.length === 0) {
    const call = { parameters, body: undefined };
    return [{ name: '', request: { ...head, body: noBody }, call }];
  }
  return content.flatMap((media) =>
    valuesOf(media, schemas).map(({ name, value }) => {
      const { body, contentType } = writeBody(media, value, schemas);
      const headers = { ...head.headers, 'content-type': contentType };
      const call = { parameters, body: { media, value } };
      return { name: `${media.name} ${name}`.trim(), request: { ...head, headers, body }, call };
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
  const documented = media.examples.filter(
    ({ value }) => value !== undefined && isUsable(value, media, schemas),
  );
  if (documented.length > 0) {
    return documented.map(({ name = '', value }) => ({ name, value }));
  }
  if (media.schema === undefined) return [{ name: '', value: isJson(media.range) ? {} : 'string' }];
  const made = sample(schemas, media.schema, 'request');
  return made.ok ? [{ name: '', value: made.value }] : [];
}

function isUsable(value: unknown, { schema, range }: MediaType, schemas: Schemas): boolean {
  if (schema === undefined || isWireText(value, range, schemas.shape(schema))) return true;
  return schemas.check(schema, 'request', value).kind === 'valid';
}

/** A request without its body; `undefined` when a required parameter has no valid value. */
function parametersOf(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions,
): (Omit<HttpRequest, 'body'> & Pick<ExampleCall, 'parameters'>) | undefined {
  const sent: ExampleArgument[] = [];
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  let path = operation.path;
  for (const parameter of operation.parameters) {
    if (!parameter.required && parameter.examples.length === 0) continue;
    const value = parameterValue(parameter, schemas);
    if (value === undefined) return undefined;
    sent.push({ parameter, value: value.value });
    const text = writeParameter(parameter, value.value, schemas);
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, () => text);
    else if (parameter.in === 'header') headers[parameter.name.toLowerCase()] = text;
    else if (parameter.in === 'cookie') cookies.push(text);
    else if (text !== '') query.push(text);
  }
  for (const { scheme } of alternativeFor(operation, options)) {
    const secret = options.credentials?.[scheme.name] ?? placeholderOf(scheme);
    addCredential(scheme, secret, headers, query, cookies);
  }
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  // A parameter that the path names and nobody describes may be anything.
  const filled = path.replace(/\{[^{}]*\}/g, '1');
  const target = query.length === 0 ? filled : `${filled}?${query.join('&')}`;
  return { method: operation.method, target, headers, parameters: sent };
}

/** The alternative for which there are credentials; else the one that needs fewest. */
function alternativeFor(
  { security }: Operation,
  { credentials = {} }: ExampleOptions,
): SecurityRequirement {
  const isGiven = (requirement: SecurityRequirement) =>
    requirement.length > 0 &&
    requirement.every(({ scheme }) => Object.hasOwn(credentials, scheme.name));
  return (
    security.find(isGiven) ??
    security.find((requirement) => requirement.length === 0) ??
    security[0] ??
    []
  );
}

function parameterValue(
  parameter: Parameter,
  schemas: Schemas,
): { readonly value: unknown } | undefined {
  const schema = parameter.content?.schema ?? parameter.schema;
  const isValid = (value: unknown) =>
    schema === undefined || schemas.check(schema, 'request', value).kind === 'valid';
  const examples = [...parameter.examples, ...(parameter.content?.examples ?? [])];
  const documented = examples.find(({ value }) => value !== undefined && isValid(value));
  if (documented !== undefined) return documented;
  if (schema === undefined) return { value: 'string' };
  const made = sample(schemas, schema, 'request');
  return made.ok ? made : undefined;
}

function writeParameter(parameter: Parameter, value: unknown, schemas: Schemas): string {
  const { content } = parameter;
  if (content === undefined) return writeStyled(parameter, value);
  const shape = schemas.shape(content.schema);
  const { body } = encodeBody(value, content.range, shape, content.encoding);
  const text = new TextDecoder().decode(body);
  if (parameter.in === 'querystring' || parameter.in === 'header') return text;
  const encoded = encodeURIComponent(text);
  return parameter.in === 'path' ? encoded : `${encodeURIComponent(parameter.name)}=${encoded}`;
}

/** What stands where a credential is needed and none is given, in its scheme's form. */
function placeholderOf({ credential }: SecurityScheme): string {
  if (credential.type !== 'http') return 'TOKEN';
  switch (credential.scheme) {
    case 'basic':
      return 'user:password';
    case 'digest':
      return 'username="user"';
    default:
      return 'TOKEN';
  }
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
