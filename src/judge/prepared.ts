import type { ApiResponse, MediaType, Operation, Parameter, Schema } from '../api/model.ts';
import { queryOfPath, queryPairs } from '../api/path-query.ts';
import type { Shape } from '../body/shape.ts';
import type { Place } from '../finding.ts';
import { type MediaRange, mostSpecificMatch, parseMediaRange } from '../http/media-type.ts';
import { isOpaque } from '../schema/content.ts';
import type { Schemas } from '../schema/schemas.ts';
import { isSequential } from '../schema/sequence.ts';

/**
 * The facts about an operation that do not depend on a message. They are computed at the first
 * message and kept, so that judging only reads the message.
 */
export interface PreparedOperation {
  readonly operation: Operation;
  readonly parameters: readonly PreparedParameter[];
  /** The names of the parameters in the query and in cookies, and the names in `queryKeys`. */
  readonly names: Readonly<Record<'query' | 'cookie', ReadonlySet<string>>>;
  /** The names of security schemes' keys in the query. */
  readonly queryKeys: ReadonlySet<string>;
  readonly requestContent: PreparedContent;
  readonly responseContent: ReadonlyMap<ApiResponse, PreparedContent>;
}

export interface PreparedParameter {
  readonly parameter: Parameter;
  /** The parameter's own schema, or that of its `content`. */
  readonly schema: Schema | undefined;
  readonly shape: Shape;
  readonly place: Place & { readonly in: 'path' | 'query' | 'header' | 'cookie' };
  /** The name as a header field's name. */
  readonly field: string;
}

/** The described media types of a content, and the lookup of a Content-Type. */
export interface PreparedContent {
  readonly mediaTypes: readonly MediaType[];
  /** `undefined` if the text is no media type, or no described one. */
  match(contentType: string): MediaTypeMatch | undefined;
}

export interface MediaTypeMatch {
  readonly received: MediaRange;
  readonly media: MediaType;
  readonly isSequence: boolean;
  /** Whether the schema does not apply to contents of this media type. */
  readonly isOpaque: boolean;
}

/** An API's operations, each prepared on first use. */
export function createPreparing(schemas: Schemas): (operation: Operation) => PreparedOperation {
  const known = new WeakMap<Operation, PreparedOperation>();
  return (operation) => {
    let prepared = known.get(operation);
    if (prepared === undefined) {
      prepared = prepareOperation(operation, schemas);
      known.set(operation, prepared);
    }
    return prepared;
  };
}

function prepareOperation(operation: Operation, schemas: Schemas): PreparedOperation {
  const queryKeys = new Set(queryKeysOf(operation));
  return {
    operation,
    parameters: operation.parameters.map((parameter) => prepareParameter(parameter, schemas)),
    names: parameterNames(operation.parameters, queryKeys),
    queryKeys,
    requestContent: prepareContent(operation.requestBody?.content ?? [], schemas),
    responseContent: new Map(
      operation.responses.map((described) => [
        described,
        prepareContent(described.content, schemas),
      ]),
    ),
  };
}

export function prepareParameter(parameter: Parameter, schemas: Schemas): PreparedParameter {
  const schema = parameter.content?.schema ?? parameter.schema;
  const where = parameter.in === 'querystring' ? 'query' : parameter.in;
  return {
    parameter,
    schema,
    shape: schemas.shape(schema),
    place: { part: 'request', in: where, name: parameter.name },
    field: parameter.name.toLowerCase(),
  };
}

/** The names that parameters and keys use in a query and in cookies. */
export function parameterNames(
  parameters: readonly Parameter[],
  queryKeys: ReadonlySet<string>,
): PreparedOperation['names'] {
  const namesIn = (place: string) =>
    parameters.filter((each) => each.in === place).map(({ name }) => name);
  return {
    query: new Set([...namesIn('query'), ...queryKeys]),
    cookie: new Set(namesIn('cookie')),
  };
}

/** The names in a query that are no parameters: credentials, and the query in the path itself. */
function* queryKeysOf(operation: Operation): Iterable<string> {
  for (const { name } of queryPairs(queryOfPath(operation.path))) yield name;
  for (const { scheme } of operation.security.flat()) {
    const { credential } = scheme;
    if (credential.type === 'apiKey' && credential.in === 'query') yield credential.name;
  }
}

/** Clients write a media type in a few ways; more are not cached. */
const mostRemembered = 20;

export function prepareContent(
  mediaTypes: readonly MediaType[],
  schemas: Schemas,
): PreparedContent {
  const ranges = mediaTypes.map(({ range }) => range);
  const remembered = new Map<string, MediaTypeMatch | undefined>();

  function find(contentType: string): MediaTypeMatch | undefined {
    const received = parseMediaRange(contentType);
    const index = received && mostSpecificMatch(ranges, received);
    const media = index === undefined ? undefined : mediaTypes[index];
    if (received === undefined || media === undefined) return undefined;
    const isSequence = isSequential(received, media);
    return { received, media, isSequence, isOpaque: isOpaque(received, media, schemas) };
  }

  return {
    mediaTypes,
    match(contentType) {
      const known = remembered.get(contentType);
      if (known !== undefined) return known;
      const found = find(contentType);
      if (remembered.size < mostRemembered) remembered.set(contentType, found);
      return found;
    },
  };
}
