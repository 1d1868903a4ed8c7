import type { Example, MediaType, Operation, Parameter } from '../api/model.ts';
import { isWireText } from '../body/wire-text.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { isJson } from '../http/media-type.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';
import { alternativeFor, type Credentials, credentialsFor } from './credentials.ts';
import type { RequestDraft } from './draft.ts';
import { writeRequest } from './write.ts';

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
  readonly credentials?: Credentials;
  /** Values that exist at a provider; they come before what the contract shows. */
  readonly valueFor?: (parameter: Parameter) => unknown;
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
  return exampleCalls(operation, schemas, options).map(({ name, call }) => {
    const draft = draftOf(operation, call, options);
    return { name, request: writeRequest(draft, schemas), call };
  });
}

/** The same requests before they are written. */
export function exampleCalls(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions = {},
): readonly Omit<RequestExample, 'request'>[] {
  const parameters = exampleArguments(operation, schemas, options);
  if (parameters === undefined) return [];
  const content = operation.requestBody?.content ?? [];
  if (content.length === 0) return [{ name: '', call: { parameters, body: undefined } }];
  return content.flatMap((media) =>
    valuesOf(media, schemas).map(({ name, value }) => ({
      name: `${media.name} ${name}`.trim(),
      call: { parameters, body: { media, value } },
    })),
  );
}

/** A call with the credentials of the alternative that suits what is given. */
export function draftOf(
  operation: Operation,
  call: ExampleCall,
  { credentials = {} }: ExampleOptions,
): RequestDraft {
  const requirement = alternativeFor(operation, credentials);
  return {
    ...call,
    operation,
    credentials: credentialsFor(requirement, credentials),
    accept: undefined,
  };
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

/** What is sent by default; `undefined` when a required parameter has no valid value. */
export function exampleArguments(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions = {},
): readonly ExampleArgument[] | undefined {
  const sent: ExampleArgument[] = [];
  for (const parameter of operation.parameters) {
    const given = options.valueFor?.(parameter);
    if (given === undefined && !parameter.required && examplesOf(parameter).length === 0) continue;
    const value = given === undefined ? parameterValue(parameter, schemas) : { value: given };
    if (value === undefined) return undefined;
    sent.push({ parameter, value: value.value });
  }
  return sent;
}

/** A documented value of a parameter, or else a sample; `undefined` where there is neither. */
export function parameterValue(
  parameter: Parameter,
  schemas: Schemas,
): { readonly value: unknown } | undefined {
  const schema = parameter.content?.schema ?? parameter.schema;
  const isValid = (value: unknown) =>
    schema === undefined || schemas.check(schema, 'request', value).kind === 'valid';
  const documented = examplesOf(parameter).find(
    ({ value }) => value !== undefined && isValid(value),
  );
  if (documented !== undefined) return documented;
  if (schema === undefined) return { value: 'string' };
  const made = sample(schemas, schema, 'request');
  return made.ok ? made : undefined;
}

/** What shows a parameter, or its content. */
function examplesOf({ examples, content }: Parameter): readonly Example[] {
  return [...examples, ...(content?.examples ?? [])];
}
