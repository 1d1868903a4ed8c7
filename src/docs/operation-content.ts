import type {
  Api,
  ApiResponse,
  Callback,
  MediaType,
  Operation,
  ParameterPlace,
  Server,
} from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { valueAt } from '../json/pointer.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import {
  type ContentGroup,
  contentExamples,
  contentGroups,
  keptBy,
  type ShownContent,
} from './content.ts';
import { externalDocsFact } from './facts.ts';
import type { Member } from './outline.ts';
import { parameterMember } from './parameter-member.ts';

/** The texts of one operation, computed once for HTML and Markdown. */
export interface OperationContent {
  readonly operation: Operation;
  /** The texts of the path item about all its operations. */
  readonly pathDescription: string | undefined;
  /** A link to further reading, in Markdown. */
  readonly externalDocs: string | undefined;
  readonly parameters: readonly ParameterContent[];
  readonly request: RequestContent | undefined;
  readonly responses: readonly ResponseContent[];
  readonly callbacks: readonly CallbackContent[];
}

export interface ParameterContent {
  readonly place: ParameterPlace;
  readonly members: readonly Member[];
}

export interface RequestContent {
  readonly required: boolean;
  readonly description: string | undefined;
  readonly content: readonly ContentGroup[];
  readonly examples: readonly ShownContent[];
}

export interface ResponseContent {
  readonly response: ApiResponse;
  readonly headers: readonly Member[];
  readonly content: readonly ContentGroup[];
  readonly examples: readonly ShownContent[];
}

export interface CallbackContent {
  readonly callback: Callback;
  readonly operations: readonly OperationContent[];
}

/**
 * Reads an operation for its pages. The provider sends a webhook or a callback, so its contents are
 * read as an answer's.
 */
export function operationContent(
  operation: Operation,
  schemas: Schemas,
  isIncoming = false,
): OperationContent {
  const direction = isIncoming ? 'response' : 'request';
  const { requestBody } = operation;
  const once = keptBy(schemas);
  const written = writtenAt(operation);
  const item = writtenAt({ at: { ...operation.at, pointer: parentOf(operation.at.pointer) } });
  const texts = [item.summary, item.description].filter((text) => typeof text === 'string');
  return {
    operation,
    pathDescription: texts.length === 0 ? undefined : texts.join('\n\n'),
    externalDocs: externalDocsFact(written)[0],
    parameters: places.flatMap((place) => {
      const found = operation.parameters.filter((parameter) => parameter.in === place);
      const members = found.map((one) =>
        once(`${direction} ${place}`, one, () => parameterMember(one, schemas, direction)),
      );
      return members.length === 0 ? [] : [{ place, members }];
    }),
    request: requestBody && {
      ...requestBody,
      content: contentGroups(requestBody.content, schemas, direction),
      examples: isIncoming ? examplesOf(requestBody.content, schemas, direction) : [],
    },
    responses: operation.responses.map((one) =>
      once(`${isIncoming} ${one.status}`, one, () => responseContent(one, schemas, isIncoming)),
    ),
    callbacks: operation.callbacks.map((callback) => ({
      callback,
      operations: callback.operations.map((one) => operationContent(one, schemas, true)),
    })),
  };
}

function responseContent(
  response: ApiResponse,
  schemas: Schemas,
  isIncoming: boolean,
): ResponseContent {
  const { headers, content } = response;
  return {
    response,
    headers: headers.map((one) => parameterMember(one, schemas, 'response')),
    content: contentGroups(content, schemas, isIncoming ? 'request' : 'response'),
    examples: isIncoming ? [] : examplesOf(content, schemas, 'response'),
  };
}

const places: readonly ParameterPlace[] = ['path', 'query', 'querystring', 'header', 'cookie'];

/** The examples of all media types, each named by its media type and its own name. */
function examplesOf(
  content: readonly MediaType[],
  schemas: Schemas,
  direction: Direction,
): readonly ShownContent[] {
  return content.flatMap((media) =>
    contentExamples(media, schemas, direction).map(({ name, text }) => ({
      name: `${media.name} ${name}`.trim(),
      text,
    })),
  );
}

/** The raw object behind a part of the model. */
export function writtenAt({ at }: Pick<Operation, 'at'>): JsonObject {
  const value = valueAt(at.document.value, at.pointer);
  return isObject(value) ? value : {};
}

function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

/** The servers of an operation, if they differ from the API's, or if there are several. */
export function ownServers({ servers }: Operation, api: Api): readonly Server[] {
  const differs = servers !== api.servers && servers.length > 0;
  return differs || api.servers.length > 1 || api.servers.some(hasVariables) ? servers : [];
}

function hasVariables({ variables }: Server): boolean {
  return Object.keys(variables).length > 0;
}

/** A variable of a server in Markdown: its default, its values and its description. */
export function variableText(server: Server, name: string): string {
  const variable = server.variables[name]!;
  const raw = writtenAt({ at: { ...server.at, pointer: `${server.at.pointer}/variables` } })[name];
  const about = isObject(raw) && typeof raw.description === 'string' ? raw.description : '';
  const values = variable.enum?.map((value) => `\`${value}\``).join(', ');
  return [
    `\`${name}\`: \`${variable.default}\` by default`,
    values && `one of ${values}`,
    about.replace(/\s+/g, ' ').trim(),
  ]
    .filter(Boolean)
    .join('; ');
}
