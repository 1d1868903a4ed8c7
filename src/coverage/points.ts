import type { Api, Operation, Schema } from '../api/model.ts';
import { below } from '../api/node.ts';
import { isJson, isXml } from '../http/media-type.ts';
import { type Location, locationKey } from '../json/document.ts';
import type { Direction } from '../schema/schemas.ts';

/** Something that a contract says and that an exchange can show. */
export interface Point {
  readonly at: Location;
  readonly aim: Aim;
  readonly direction: Direction;
  /** `undefined` for what a schema says: it is one point, however many operations use the schema. */
  readonly operation: Operation | undefined;
}

/** What an exchange must do at a place for its point to be exercised. */
export type Aim =
  /** The operation was asked for. */
  | 'called'
  /** An alternative of the security requirements was met; none was. */
  | 'met'
  | 'unmet'
  /** A parameter, header, body or property was there; was not, and may be; was not, and must be. */
  | 'present'
  | 'absent'
  | 'missing'
  /** A body came in this media type; could not be read as it; came in one that is not described. */
  | 'sent'
  | 'malformed'
  | 'unsupported'
  /** The response described the answer, or its media type did. */
  | 'answered'
  /** A value satisfied the keyword, or took this branch of it; was exactly at its bound; broke it. */
  | 'satisfied'
  | 'reached'
  | 'violated';

/** The same for the same point of the same contract. */
export function pointKey({ at, aim, direction, operation }: Point): string {
  return `${operation?.id ?? ''} ${direction} ${aim} ${locationKey(at)}`;
}

/** What an operation itself says: everything but its schemas. */
export function* operationPoints(operation: Operation): Iterable<Point> {
  const { requestBody } = operation;
  const request = (aim: Aim, at: Location): Point => ({ at, aim, direction: 'request', operation });
  const response = (aim: Aim, at: Location): Point => ({
    at,
    aim,
    direction: 'response',
    operation,
  });
  yield request('called', operation.at);
  for (const index of operation.security.keys())
    yield request('met', requirementAt(operation, index));
  // An empty alternative asks for nothing, so nothing can be wrong.
  if (operation.security.length > 0 && operation.security.every(({ length }) => length > 0)) {
    yield request('unmet', securityAt(operation));
  }
  for (const parameter of operation.parameters) {
    yield request('present', parameter.at);
    if (parameter.in !== 'path') {
      yield request(parameter.required ? 'missing' : 'absent', parameter.at);
    }
  }
  if (requestBody !== undefined) {
    yield request(requestBody.required ? 'missing' : 'absent', requestBody.at);
    for (const media of requestBody.content) {
      yield request('sent', media.at);
      if (isJson(media.range) || isXml(media.range)) yield request('malformed', media.at);
    }
    if (requestBody.content.every(({ range }) => range.type !== '*')) {
      yield request('unsupported', requestBody.at);
    }
  }
  for (const described of operation.responses) {
    yield response('answered', described.at);
    for (const header of described.headers) yield response('present', header.at);
    for (const media of described.content) yield response('answered', media.at);
  }
}

/** Where an operation's security is written; the document's own where it has none of its own. */
function securityAt(operation: Operation): Location {
  return below(operation.at, 'security');
}

function requirementAt(operation: Operation, index: number): Location {
  return below(operation.at, 'security', index);
}

/** A schema where an operation uses it. */
export interface SchemaUse {
  readonly schema: Schema;
  readonly direction: Direction;
  /** Whether its values come as text, in which every number, flag or list is a string as well. */
  readonly isText: boolean;
}

export function* schemaUses(operation: Operation): Iterable<SchemaUse> {
  for (const { schema, content } of operation.parameters) {
    if (content?.schema !== undefined) {
      yield { schema: content.schema, direction: 'request', isText: !isJson(content.range) };
    } else if (schema !== undefined) yield { schema, direction: 'request', isText: true };
  }
  for (const { schema, itemSchema, range } of operation.requestBody?.content ?? []) {
    if (schema !== undefined) yield { schema, direction: 'request', isText: !isJson(range) };
    if (itemSchema !== undefined) {
      yield { schema: itemSchema, direction: 'request', isText: false };
    }
  }
  for (const { headers, content } of operation.responses) {
    for (const header of headers) {
      const schema = header.content?.schema ?? header.schema;
      if (schema !== undefined) yield { schema, direction: 'response', isText: true };
    }
    for (const { schema, itemSchema } of content) {
      for (const one of [schema, itemSchema]) {
        if (one !== undefined) yield { schema: one, direction: 'response', isText: false };
      }
    }
  }
}

/**
 * The part of a contract that a place belongs to: the operation that it is written in, else what it
 * stands in under the components, `components/schemas/Pet`.
 */
export function createParts(api: Pick<Api, 'operations' | 'root'>): (at: Location) => string {
  const operations = new Map(api.operations.map(({ id, at }) => [locationKey(at), id]));
  return ({ document, pointer }) => {
    const place = /^(?:\/[^/]+){0,3}/.exec(pointer)![0];
    const file = document === api.root ? '' : `${document.label}#`;
    return operations.get(`${document.uri}#${place}`) ?? `${file}${place.slice(1)}`;
  };
}
