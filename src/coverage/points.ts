import type { Api, Operation, Schema } from '../api/model.ts';
import { below } from '../api/node.ts';
import { isJson, isXml } from '../http/media-type.ts';
import { type Location, locationKey } from '../json/document.ts';
import type { Direction } from '../schema/schemas.ts';

/** A statement of a contract that an exchange can exercise. */
export interface Point {
  readonly at: Location;
  readonly aim: Aim;
  readonly direction: Direction;
  /** `undefined` for schemas: one point serves all operations that use the schema. */
  readonly operation: Operation | undefined;
}

/** The way in which an exchange exercises a point. */
export type Aim =
  /** The operation was asked for. */
  | 'called'
  /** The exchange met an alternative of the security requirements; it met none. */
  | 'met'
  | 'unmet'
  /**
   * The exchange had a parameter, header, body or property; it lacked an optional one; it lacked a
   * required one.
   */
  | 'present'
  | 'absent'
  | 'missing'
  /** The exchange had a body of this media type; an unreadable one; one of an undescribed type. */
  | 'sent'
  | 'malformed'
  | 'unsupported'
  /** The response or its media type described the answer. */
  | 'answered'
  /** A value satisfied the keyword, or took this branch; was exactly at its bound; violated it. */
  | 'satisfied'
  | 'reached'
  | 'violated';

/** The key of a point; it stays the same for the same contract. */
export function pointKey({ at, aim, direction, operation }: Point): string {
  return `${operation?.id ?? ''} ${direction} ${aim} ${locationKey(at)}`;
}

/** The statements of an operation itself, without its schemas. */
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
  // An empty alternative requires nothing, so it cannot be violated.
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

/** The place of an operation's security; the document's if it has none. */
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
  /** Whether its values are texts, in which every number, flag or list is also a string. */
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
 * The part of a contract around a place: the operation, else a component, `components/schemas/Pet`.
 */
export function createParts(api: Pick<Api, 'operations' | 'root'>): (at: Location) => string {
  const operations = new Map(api.operations.map(({ id, at }) => [locationKey(at), id]));
  return ({ document, pointer }) => {
    const place = /^(?:\/[^/]+){0,3}/.exec(pointer)![0];
    const file = document === api.root ? '' : `${document.label}#`;
    return operations.get(`${document.uri}#${place}`) ?? `${file}${place.slice(1)}`;
  };
}
