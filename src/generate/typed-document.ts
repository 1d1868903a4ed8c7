import type { Api, ApiResponse, Header, MediaType, Operation, Parameter } from '../api/model.ts';
import type { JsonObject } from '../api/node.ts';
import { isForm } from '../http/media-type.ts';
import type { Direction } from '../schema/direction.ts';
import { namedBy, requiredBy } from '../schema/members.ts';
import type { References } from '../schema/resources.ts';
import type { SchemaViews } from '../schema/view.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import { type ComponentSchemas, createComponentSchemas } from './component-schemas.ts';
import { type Declared, optional } from './own-types.ts';
import { withoutCycles } from './recursion.ts';

/**
 * An API as a document for openapi-typescript: only what affects types, in forms that it translates
 * without loss. Operations have the names of the client.
 */
export interface TypedDocument {
  readonly document: JsonObject;
  /** Declarations that `document` refers to by name. */
  readonly declared: readonly Declared[];
  /** The schema of a body or an answer in `document`. */
  schemaOf(media: MediaType, direction: Direction): JsonObject | undefined;
  /** The schema of a header of an answer in `document`. */
  headerOf(header: Header): JsonObject;
}

export function typedDocument(
  api: Api,
  operations: readonly NamedOperation[],
  references: References,
  views: SchemaViews,
): TypedDocument {
  const schemas = createComponentSchemas(api, references, views);
  const typed = (operation: Operation, key?: string) =>
    [operation, operationObject(operation, key, schemas, views)] as const;
  const paths = pathItems(operations.map(({ operation, key }) => typed(operation, key)));
  const webhooks = pathItems(api.webhooks.map((webhook) => typed(webhook)));
  const { schemas: components, declared } = withoutCycles(schemas.all());
  const document = {
    paths,
    ...(api.webhooks.length > 0 && { webhooks }),
    components: { schemas: components },
  };
  return {
    ...{ document, declared, schemaOf: schemas.ofMedia },
    headerOf: (header) => described(header, 'response', schemas),
  };
}

const printedMethods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/**
 * Path Items (OpenAPI 3.1 section 4.8.9). openapi-typescript does not know some methods of OpenAPI
 * 3.2, so each gets its own path, with the method in its name.
 */
function pathItems(operations: readonly (readonly [Operation, JsonObject])[]): JsonObject {
  const paths = new Map<string, Record<string, JsonObject>>();
  for (const [{ method, path }, operation] of operations) {
    const isPrinted = printedMethods.includes(method);
    const name = isPrinted ? path : `${method} ${path}`;
    const item = paths.get(name) ?? {};
    item[isPrinted ? method.toLowerCase() : 'post'] = operation;
    paths.set(name, item);
  }
  return Object.fromEntries(paths);
}

/** An Operation Object (section 4.8.10). */
function operationObject(
  { summary, description, deprecated, parameters, requestBody, responses }: Operation,
  operationId: string | undefined,
  schemas: ComponentSchemas,
  views: SchemaViews,
): JsonObject {
  return {
    ...{ operationId, summary, description, deprecated },
    parameters: parameters.flatMap((parameter) => parameterObjects(parameter, schemas, views)),
    requestBody: requestBody && {
      description: requestBody.description,
      required: requestBody.required,
      content: contentObject(requestBody.content, 'request', schemas),
    },
    responses: Object.fromEntries(
      responses.map((response) => [response.status, responseObject(response, schemas)]),
    ),
  };
}

/** Parameter Objects (section 4.8.12). The members of a form in the query are parameters. */
function parameterObjects(
  parameter: Parameter,
  schemas: ComponentSchemas,
  views: SchemaViews,
): readonly JsonObject[] {
  const { name, in: place, required, description, deprecated, content } = parameter;
  if (place !== 'querystring') {
    const own = described(parameter, 'request', schemas);
    const schema = required ? own : optional(own);
    return [{ name, in: place, required, description, deprecated, schema }];
  }
  if (content?.schema === undefined || !isForm(content.range)) return [];
  const form = views.of(content.schema).schemas;
  const needed = requiredBy(form);
  return [...namedBy(form, 'properties')].map(([name, own]) => {
    const plain = own.map((property) => schemas.plain(property, 'request'));
    const schema = plain.length === 1 ? plain[0]! : { allOf: plain };
    const required = needed.has(name);
    return { name, in: 'query', required, schema: required ? schema : optional(schema) };
  });
}

/** A Response Object (section 4.8.17). */
function responseObject(
  { description, headers, content }: ApiResponse,
  schemas: ComponentSchemas,
): JsonObject {
  const fields = headers.map((header) => [
    header.name,
    {
      description: header.description,
      required: header.required,
      deprecated: header.deprecated,
      schema: described(header, 'response', schemas),
    },
  ]);
  return {
    description,
    headers: Object.fromEntries(fields),
    content: contentObject(content, 'response', schemas),
  };
}

function contentObject(
  content: readonly MediaType[],
  direction: Direction,
  schemas: ComponentSchemas,
): JsonObject {
  return Object.fromEntries(
    content.map((media) => [media.name, { schema: schemas.ofMedia(media, direction) }]),
  );
}

/** The schema of a parameter or a header; without one, any value. */
function described(
  { schema, content }: Parameter | Header,
  direction: Direction,
  schemas: ComponentSchemas,
): JsonObject {
  if (content !== undefined) return schemas.ofMedia(content, direction) ?? {};
  return schema === undefined ? {} : schemas.plain(schema, direction);
}
