import type { MediaType, Operation, Parameter } from '../api/model.ts';
import { isObject, type Node } from '../api/node.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { isMultipart } from '../http/media-type.ts';
import { itemNodes, propertyNodes } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import { everyBranch, type SchemaObject } from '../schema/view.ts';
import { alternativeFor, type Credentials, credentialsFor } from './credentials.ts';
import type { DraftBody, RequestDraft } from './draft.ts';
import { exampleContent, isValid, type MediaTypeExample, mediaTypeExamples } from './media-type.ts';
import {
  documentedValues,
  judgeTogether,
  keepsContract,
  type ParameterExample,
  parameterExample,
} from './parameter.ts';
import { writeRequest } from './write.ts';

/** A valid request, with the name of its example. */
export interface RequestExample {
  /** The media type and the example's name: `application/json customer`; `''` without a body. */
  readonly name: string;
  readonly request: HttpRequest;
  readonly call: ExampleCall;
  /** The file parts of a multipart body, also if the example has a text for them. */
  readonly files: ReadonlySet<string>;
}

/** The content of a request before it is written, without credentials. */
export interface ExampleCall {
  readonly parameters: readonly ExampleArgument[];
  /** `undefined` if the operation takes no body. */
  readonly body: ExampleBody | undefined;
}

export interface ExampleBody {
  readonly media: MediaType;
  readonly example: MediaTypeExample;
}

export interface ExampleArgument extends Pick<ParameterExample, 'written' | 'value'> {
  readonly parameter: Parameter;
}

export interface ExampleOptions {
  /** Credentials by the name of their security scheme; placeholders for missing ones. */
  readonly credentials?: Credentials;
  /** Values that exist at a provider; they replace the contract's examples. */
  readonly valueFor?: (parameter: Parameter) => unknown;
  /** The size above which generated bodies have fewer optional properties. */
  readonly size?: number;
}

/**
 * The example requests of an operation: one for each valid example of each request media type. A
 * media type without examples gets a generated value. The requests send required parameters, and
 * those with an example. Without a valid value for a required body or parameter, there is no
 * request.
 */
export function requestExamples(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions = {},
): readonly RequestExample[] {
  return exampleCalls(operation, schemas, options).map(({ name, call }) => {
    const draft = { ...draftOf(operation, call, options), body: sentBody(call.body) };
    return {
      name,
      request: writeRequest(draft, schemas),
      call,
      files: filesOf(call.body, schemas),
    };
  });
}

/** The properties with a file, or a list of files (OpenAPI 3.1 section 4.8.14.1, 3.0 `binary`). */
function filesOf(body: ExampleBody | undefined, schemas: Schemas): ReadonlySet<string> {
  const schema = body?.media.schema;
  if (body === undefined || schema === undefined || !isMultipart(body.media.range)) return noFiles;
  const isFile = (node: Node) =>
    schemas.views.of(node).schemas.some(({ written: { format, contentMediaType, ...others } }) => {
      if (format === 'binary') return true;
      return typeof contentMediaType === 'string' && others.contentEncoding === undefined
        ? !/^text\/|json|xml/.test(contentMediaType)
        : false;
    });
  const own = schemas.views.of(schema).schemas;
  const names = own.flatMap(({ keywords: { properties } }) =>
    isObject(properties) ? Object.keys(properties) : [],
  );
  const { value } = body.example;
  const found = names.filter((name) => {
    const nodes = propertyNodes(own, name);
    const holders = nodes.flatMap((node) => schemas.views.of(node).schemas);
    if ([...nodes, ...itemNodes(holders, 0)].some(isFile)) return true;
    // If a value may be a file or something else, a text is the file.
    const member = isObject(value) ? value[name] : undefined;
    const isText = [member].flat().every((one) => typeof one === 'string');
    const branches = isText ? schemas.views.entering(nodes, everyBranch).schemas : [];
    return [...branches.map(nodeOf), ...itemNodes(branches, 0)].some(isFile);
  });
  return new Set(found);
}

function nodeOf({ written, at }: SchemaObject): Node {
  return { value: written, at };
}

const noFiles: ReadonlySet<string> = new Set();

/** The example requests as values, before they are written. */
export function exampleCalls(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions = {},
): readonly Pick<RequestExample, 'name' | 'call'>[] {
  const parameters = exampleArguments(operation, schemas, options);
  if (parameters === undefined) return [];
  const mediaTypes = operation.requestBody?.content ?? [];
  if (mediaTypes.length === 0) return [{ name: '', call: { parameters, body: undefined } }];
  const described = exampleContent(mediaTypes, 'request', schemas, options.size);
  const calls = mediaTypes.flatMap((media) => {
    return mediaTypeExamples(media, described)
      .examples.filter(isValid)
      .map((example) => ({
        name: `${media.name} ${example.documented?.name ?? ''}`.trim(),
        call: { parameters, body: { media, example } },
      }));
  });
  const isBodyNeeded = calls.length > 0 || operation.requestBody!.required;
  return isBodyNeeded ? calls : [{ name: '', call: { parameters, body: undefined } }];
}

/** Why an operation has no example request: the value that is missing, with its place. */
export function whyNoRequest(operation: Operation, schemas: Schemas): string {
  const missing = operation.parameters.find(
    (parameter) => parameter.required && parameterExample(parameter, schemas) === undefined,
  );
  if (missing !== undefined) {
    return `no valid value was found for its ${missing.in} parameter "${missing.name}"`;
  }
  const mediaTypes = operation.requestBody?.content ?? [];
  const described = exampleContent(mediaTypes, 'request', schemas);
  const [first] = mediaTypes.flatMap((media) => {
    const { reason } = mediaTypeExamples(media, described);
    return reason === undefined ? [] : [`for its ${media.name} body: ${reason}`];
  });
  return `no valid value was found ${first ?? 'for its parameters together'}`;
}

/** A call with the credentials of the alternative that fits the given ones. */
export function draftOf(
  operation: Operation,
  { parameters, body }: ExampleCall,
  { credentials = {} }: ExampleOptions,
): RequestDraft {
  const requirement = alternativeFor(operation, credentials);
  return {
    operation,
    parameters: parameters.map(({ parameter, written }) => ({ parameter, value: written })),
    body: body && { media: body.media, value: body.example.written },
    credentials: credentialsFor(requirement, credentials),
    accept: undefined,
  };
}

/** The judged bytes, instead of writing them again. */
function sentBody(body: ExampleBody | undefined): DraftBody | undefined {
  if (body === undefined) return undefined;
  const { sent } = body.example;
  return sent.ok
    ? { bytes: sent.content.body, contentType: sent.content.contentType }
    : { media: body.media, value: body.example.written };
}

/**
 * The default parameters; `undefined` if a required parameter has no valid value, alone or beside
 * the others. Given values are not judged.
 */
function exampleArguments(
  operation: Operation,
  schemas: Schemas,
  options: ExampleOptions,
): readonly ExampleArgument[] | undefined {
  const { parameters } = operation;
  const sent: ExampleArgument[] = [];
  const made: (ParameterExample & { readonly parameter: Parameter })[] = [];
  for (const parameter of parameters) {
    const given = options.valueFor?.(parameter);
    if (given !== undefined) {
      sent.push({ parameter, written: given, value: given });
      continue;
    }
    if (!parameter.required && documentedValues(parameter).length === 0) continue;
    const example = parameterExample(parameter, schemas);
    if (example !== undefined) made.push({ parameter, ...example });
    else if (parameter.required) return undefined;
  }
  const required = made.filter(({ parameter }) => parameter.required);
  const described = parameters.filter((one) => sent.every(({ parameter }) => parameter !== one));
  const together = [made, required].find(
    (some) =>
      described.length < 2 || keepsContract(judgeTogether(described, some, schemas).findings),
  );
  return together && inOrder(operation, [...sent, ...together]);
}

function inOrder(
  { parameters }: Operation,
  sent: readonly ExampleArgument[],
): readonly ExampleArgument[] {
  return [...sent].sort(
    (a, b) => parameters.indexOf(a.parameter) - parameters.indexOf(b.parameter),
  );
}
